from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "phoihop.intake"
    label = "intake"

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "phoihop.programmes"
    label = "programmes"

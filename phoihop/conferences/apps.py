from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "phoihop.conferences"
    label = "conferences"

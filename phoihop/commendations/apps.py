from django.apps import AppConfig


class CommendationsConfig(AppConfig):
    name = "phoihop.commendations"
    label = "commendations"

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "phoihop.figures"
    label = "figures"

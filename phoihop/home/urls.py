from django.urls import path

from phoihop.home import views

app_name = "home"
urlpatterns = [
    path("", views.index, name="index"),
    path("tim/", views.search, name="search"),
    path("tro-giup/", views.help_page, name="help"),
]

from django.urls import path

from phoihop.organisations import views

app_name = "organisations"
urlpatterns = [
    path("to-chuc/", views.index, name="index"),
    path("to-chuc/tim/", views.search, name="search"),
    path("to-chuc/<int:body_id>/", views.body, name="body"),
]

from django.urls import path

from phoihop.organisations import views

app_name = "organisations"
urlpatterns = [
    path("co-quan/", views.index, name="index"),
    path("co-quan/tim/", views.search, name="search"),
    path("co-quan/<int:body_id>/", views.body, name="body"),
]

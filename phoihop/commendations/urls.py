from django.urls import path

from phoihop.commendations import views

app_name = "commendations"
urlpatterns = [
    path("", views.index, name="index"),
    path("ghi/", views.make, name="make"),
    path("<int:award_id>/", views.detail, name="detail"),
    path("<int:award_id>/bo-sung/", views.edit, name="edit"),
]

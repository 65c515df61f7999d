from django.urls import path

from phoihop.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:job_id>/huy/", views.cancel, name="cancel"),
]

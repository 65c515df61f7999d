from django.urls import path

from phoihop.home import views

app_name = "home"
urlpatterns = [
    path("", views.index, name="index"),
    path("tim/", views.search, name="search"),
    path("quan-tri/tai-khoan/<int:user_id>/chuong-trinh/", views.officer_programmes, name="officer_programmes"),
    path(
        "quan-tri/tai-khoan/<int:user_id>/chuong-trinh/<int:assignment_id>/thoi/",
        views.end_assignment,
        name="end_assignment",
    ),
    path("tro-giup/", views.help_page, name="help"),
]

from django.urls import path

from phoihop.places import views

app_name = "places"
urlpatterns = [
    path("don-vi/", views.index, name="index"),
    path("don-vi/dan-so/", views.people, name="people"),
    path("don-vi/dan-so/mau/", views.people_file, name="people_file"),
    path("don-vi/tim/", views.search, name="search"),
    path("don-vi/<str:key>/", views.place, name="place"),
    path("don-vi/<str:key>/ty-le/", views.share, name="share"),
]

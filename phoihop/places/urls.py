from django.urls import path

from phoihop.places import views

app_name = "places"
urlpatterns = [
    path("don-vi/", views.index, name="index"),
    path("don-vi/tim/", views.search, name="search"),
    path("don-vi/<str:key>/", views.place, name="place"),
]

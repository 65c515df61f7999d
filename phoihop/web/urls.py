from django.conf import settings
from django.urls import path

from phoihop.web import views

app_name = "web"
urlpatterns = [
    path("giao-dien/nen/", views.theme, name="theme"),
    path("giao-dien/con-day/", views.alive, name="alive"),
]
if settings.DEBUG:
    urlpatterns.append(path("giao-dien/", views.gallery, name="gallery"))

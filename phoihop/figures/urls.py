from django.urls import path

from phoihop.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.index, name="index"),
    path("giai-thich/", views.explain, name="explain"),
    path("giai-thich/ban-ke/", views.manifest, name="manifest"),
    path("bang/", views.pivot, name="pivot"),
    path("hai-dia-gioi/", views.two_maps, name="two_maps"),
    path("chat-luong/", views.quality, name="quality"),
    path("chi-tieu-giao/", views.goals, name="goals"),
    path("danh-muc/", views.catalogue, name="catalogue"),
    path("cach-cong/", views.adding, name="adding"),
    path("phan-trung/", views.overlaps, name="overlaps"),
    path("nguon/", views.sources, name="sources"),
    path("ban-chot/", views.editions, name="editions"),
    path("ban-chot/<int:edition_id>/", views.edition, name="edition"),
]

from django.urls import path

from phoihop.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.index, name="index"),
    path("nop/", views.receive, name="receive"),
    path("tep/", views.open_upload, name="open_upload"),
    path("tep/<uuid:key>/", views.upload, name="upload"),
    path("dang-doc/<int:job_id>/", views.reading, name="reading"),
    path("cach-goi/", views.aliases, name="aliases"),
    path("cach-goi/<int:alias_id>/bo/", views.forget_alias, name="forget_alias"),
    path("<int:paper_id>/", views.paper, name="paper"),
    path("<int:paper_id>/nhan-muc-chac/", views.accept_sure, name="accept_sure"),
    path("<int:paper_id>/don-vi/", views.aim, name="aim"),
    path("<int:paper_id>/ky/", views.set_periods, name="set_periods"),
    path("<int:paper_id>/ghi/", views.confirm, name="confirm"),
    path("de-xuat/<int:proposal_id>/", views.decide, name="decide"),
]

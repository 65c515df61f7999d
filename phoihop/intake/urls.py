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
    path("doc-lai/", views.read_unfinished_again, name="read_unfinished_again"),
    path("<int:paper_id>/doc-lai/", views.read_again, name="read_again"),
    path("<int:paper_id>/nhan-muc-chac/", views.accept_sure, name="accept_sure"),
    path("<int:paper_id>/nhan-cot/", views.accept_column, name="accept_column"),
    path("<int:paper_id>/hoan-tac/", views.put_back, name="put_back"),
    path("<int:paper_id>/don-vi/", views.aim, name="aim"),
    path("<int:paper_id>/ky/", views.set_periods, name="set_periods"),
    path("<int:paper_id>/ghi/", views.confirm, name="confirm"),
    path("de-xuat/<int:proposal_id>/", views.decide, name="decide"),
]

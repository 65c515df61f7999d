from django.urls import path

from phoihop.reviews import views

app_name = "reviews"
urlpatterns = [
    path("tong-ket/", views.index, name="index"),
    path("tong-ket/lap/", views.start, name="start"),
    path("tong-ket/<int:review_id>/", views.show, name="show"),
    path("tong-ket/<int:review_id>/the-thuc/", views.letterhead, name="letterhead"),
    path("tong-ket/<int:review_id>/trinh-ky/", views.finish, name="finish"),
    path("tong-ket/<int:review_id>/so-moi/", views.take, name="take"),
    path("tong-ket/<int:review_id>/mo-lai/", views.reopen, name="reopen"),
    path("tong-ket/<int:review_id>/tai-ve.<str:form>", views.download, name="download"),
    path("tong-ket/muc/<int:section_id>/them/", views.add, name="add"),
    path("tong-ket/muc/<int:section_id>/soan/", views.draft, name="draft"),
    path("tong-ket/doan/<int:paragraph_id>/", views.edit, name="edit"),
    path("tong-ket/doan/<int:paragraph_id>/go-tay/", views.own, name="own"),
    path("tong-ket/doan/<int:paragraph_id>/bo/", views.remove, name="remove"),
]

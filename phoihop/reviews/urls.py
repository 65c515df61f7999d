from django.urls import path

from phoihop.reviews import views

app_name = "reviews"
urlpatterns = [
    path("", views.index, name="index"),
    path("lap/", views.start, name="start"),
    path("<int:review_id>/", views.show, name="show"),
    path("<int:review_id>/the-thuc/", views.letterhead, name="letterhead"),
    path("<int:review_id>/trinh-ky/", views.finish, name="finish"),
    path("<int:review_id>/ban-hanh/", views.issue, name="issue"),
    path("<int:review_id>/so-moi/", views.take, name="take"),
    path("<int:review_id>/mo-lai/", views.reopen, name="reopen"),
    path("<int:review_id>/tai-ve.<str:form>", views.download, name="download"),
    path("muc/<int:section_id>/them/", views.add, name="add"),
    path("muc/<int:section_id>/soan/", views.draft, name="draft"),
    path("doan/<int:paragraph_id>/", views.edit, name="edit"),
    path("doan/<int:paragraph_id>/go-tay/", views.own, name="own"),
    path("doan/<int:paragraph_id>/bo/", views.remove, name="remove"),
]

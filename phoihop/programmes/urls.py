from django.urls import path

from phoihop.programmes import views

app_name = "programmes"
urlpatterns = [
    path("chuong-trinh/", views.index, name="index"),
    path("chuong-trinh/moi/", views.make, name="make"),
    path("chuong-trinh/<int:programme_id>/", views.detail, name="detail"),
    path("chuong-trinh/<int:programme_id>/cap-nhat/", views.edit, name="edit"),
    path("chuong-trinh/<int:programme_id>/sua/", views.correct, name="correct"),
    path("chuong-trinh/<int:programme_id>/thu-hoi/", views.withdraw, name="withdraw"),
    path("chuong-trinh/<int:programme_id>/xac-nhan/", views.confirm, name="confirm"),
    path("chuong-trinh/<int:programme_id>/phan-cong/", views.assign, name="assign"),
    path("chuong-trinh/<int:programme_id>/phan-cong/<int:assignment_id>/thoi/", views.end, name="end"),
    path("chuong-trinh/<int:programme_id>/cu-the-hoa/", views.board, name="board"),
    path("chuong-trinh/<int:programme_id>/cu-the-hoa/ghi/", views.cascade, name="cascade"),
    path("chuong-trinh/<int:programme_id>/so-sanh/<int:older_id>/", views.compare, name="compare"),
    path("chuong-trinh/<int:programme_id>/noi-noi-dung/", views.tie, name="tie"),
]

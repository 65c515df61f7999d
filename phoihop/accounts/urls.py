from django.urls import path

from phoihop.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("mo-khoa/", views.unlock, name="unlock"),
    path("gui-tiep/", views.resume, name="resume"),
    path("co-quan/", views.act_for, name="act_for"),
    path("tai-khoan/", views.me, name="me"),
    path("tai-khoan/mat-khau/", views.password, name="password"),
    path("quan-tri/", views.index, name="index"),
    path("quan-tri/co-quan/", views.bodies, name="bodies"),
    path("quan-tri/tai-khoan/moi/", views.make, name="make"),
    path("quan-tri/tai-khoan/<int:user_id>/", views.account, name="account"),
    path("quan-tri/tai-khoan/<int:user_id>/phan-cong/", views.assign, name="assign"),
    path("quan-tri/tai-khoan/<int:user_id>/mat-khau/", views.reset, name="reset"),
    path("quan-tri/tai-khoan/<int:user_id>/khoa/", views.switch, name="switch"),
    path("quan-tri/phan-cong/<int:term_id>/ban-giao/", views.hand_over, name="hand_over"),
    path("quan-tri/phan-cong/<int:term_id>/thoi/", views.end, name="end"),
]

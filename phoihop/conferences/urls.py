from django.urls import path

from phoihop.conferences import views

app_name = "conferences"
urlpatterns = [
    path("", views.index, name="index"),
    path("ghi/", views.make, name="make"),
    path("<int:conference_id>/", views.detail, name="detail"),
    path("<int:conference_id>/cap-nhat/", views.edit, name="edit"),
    path("<int:conference_id>/thu-tu/", views.move, name="move"),
    path("<int:conference_id>/bo-dong/", views.strike, name="strike"),
]

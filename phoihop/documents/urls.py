from django.urls import path

from phoihop.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:document_id>/", views.detail, name="detail"),
    path("nguon/<int:source_id>/", views.source, name="source"),
    path("nguon/<int:source_id>/trang/<int:number>/", views.page, name="page"),
    path("nguon/<int:source_id>/tep/", views.file, name="file"),
]

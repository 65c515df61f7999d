"""Addresses: each part under its own unaccented Vietnamese path."""

from django.urls import URLPattern, URLResolver, include, path

from phoihop.config.api import api
from phoihop.intake.queries import in_hand
from phoihop.reports import urls as reports

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("phoihop.web.urls")),
    path("", include("phoihop.accounts.urls")),
    path("", include("phoihop.places.urls")),
    path("", include("phoihop.organisations.urls")),
    path("so-lieu/", include("phoihop.figures.urls")),
    path("api/", api.urls),
    path("viec/", include("phoihop.jobs.urls")),
    path("van-ban/tiep-nhan/", include("phoihop.intake.urls")),
    path("van-ban/", include("phoihop.documents.urls")),
    path("hoi-nghi/", include("phoihop.conferences.urls")),
    path("khen-thuong/", include("phoihop.commendations.urls")),
    path("tong-ket/", include("phoihop.reviews.urls")),
    path("", include("phoihop.programmes.urls")),
    path("", include("phoihop.home.urls")),
    # Papers are taken in above reports: what is in hand of a unit that is missing is told to them here.
    path("bao-cao/", include((reports.patterns(in_hand), reports.app_name))),
]
handler400 = "phoihop.web.views.bad_request"
handler403 = "phoihop.web.views.forbidden"
handler404 = "phoihop.web.views.not_found"
handler500 = "phoihop.web.views.server_error"

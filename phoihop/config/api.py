"""The machine interface (giao diện cho máy): each part's router under its own path, behind the pages' door."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from phoihop.figures.api import router as figures

api = NinjaAPI(title="Phối Hợp", version="1", docs_url=None, openapi_url="mo-ta.json", urls_namespace="api")
api.add_router("/so-lieu", figures)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, wrong: Http404 | type[Http404]) -> HttpResponse:
    """What is unknown or outside the reader's scope is answered alike, in Vietnamese."""
    told = _("Không có số liệu này, hoặc nằm ngoài phạm vi được xem. Kiểm tra lại chỉ tiêu, đơn vị, kỳ, địa giới.")
    return api.create_response(request, {"detail": told}, status=404)

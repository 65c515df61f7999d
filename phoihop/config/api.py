"""The machine interface (giao diện cho máy): each part's router under its own path, behind the pages' door."""

from ninja import NinjaAPI

from phoihop.figures.api import router as figures

api = NinjaAPI(title="Phối Hợp", version="1", docs_url=None, openapi_url="mo-ta.json", urls_namespace="api")
api.add_router("/so-lieu", figures)

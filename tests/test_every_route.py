"""Every page that needs no number in its address opens, shows no barrier and fits a phone.

Pages that answer 404 until there are figures or collections are left to the tests of their parts.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from phoihop.accounts import actions
from phoihop.core.actor import Level, Role, System
from phoihop.core.text import fold
from phoihop.organisations.models import Body, BodyVersion
from phoihop.places.models import Place, PlaceVersion
from tests.browser import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Addresses that answer with something else than a page of ours.
NOT_PAGES = ("/api/", "/giao-dien/", "/static/", "/gui-tiep/")


def routes(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, address)
        elif isinstance(pattern, URLPattern) and "<" not in address and not address.startswith(NOT_PAGES):
            yield address


@pytest.fixture
def compiler():
    """One officer with every role at a province's police."""
    now = timezone.localtime()
    country = Place.objects.create(key="VN", level=Level.COUNTRY)
    province = Place.objects.create(key="tinh:37", level=Level.PROVINCE)
    for place, name, parent in ((country, "Việt Nam", None), (province, "Ninh Bình", country)):
        PlaceVersion.objects.create(
            place=place, name=name, kind="", parent=parent, code="", folded=fold(name), source="test"
        )
    body = Body.objects.create(key="cong_an@tinh:37", system=System.POLICE, place=province, level=Level.PROVINCE)
    name = "Công an tỉnh Ninh Bình"
    BodyVersion.objects.create(body=body, name=name, short_name=name, folded=fold(name))
    made = actions.make_account(
        username="thu.nghiem", name="Trần Thu Hà", password="bốn con trâu gặm cỏ", by=None, at=now
    )
    for role in Role:
        actions.assign(made.user, body=body, role=role, valid_from=now.date(), by=None, at=now)
    return made.user


def test_every_page_opens_without_barriers_and_fits_a_phone(page, live_server, sign_in, compiler):
    sign_in(page, compiler)
    found: dict[str, str] = {}
    for address in sorted(set(routes())):
        answer = page.request.get(live_server.url + address)
        if answer.status in (404, 405) or "text/html" not in answer.headers.get("content-type", ""):
            continue
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(live_server.url + address)
        wrong = [f"answers {answer.status}"] if answer.status >= 400 else barriers(page)
        page.set_viewport_size({"width": 390, "height": 844})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [f"{over} px too wide for a phone"] if over else []
        if wrong:
            found[address] = "; ".join(wrong)
    assert found == {}

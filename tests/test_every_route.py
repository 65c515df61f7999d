"""Every page opens, shows no barrier and fits a phone, with a record behind every number in its address."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from phoihop.accounts import actions
from phoihop.accounts.models import User
from phoihop.core.actor import Role
from tests.browser import barriers
from tests.world import PASSWORD, World, a_world, routes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
#: Addresses that answer with something else than a page of ours.
NOT_PAGES = ("/api/", "/giao-dien/", "/static/", "/gui-tiep/", "/quan-tri/co-quan/")
PAGES = sorted({address for _, address in routes() if not address.startswith(NOT_PAGES)})
#: What a finger must hit, in CSS pixels, on a screen that is touched.
TOUCHED = 44
#: Controls smaller than that; words inside a sentence are left out.
SMALL = """(size) => {
  const asked = "main :is(button, select, summary, .btn, input:not([type=hidden])), nav a, header a, header button";
  return [...document.querySelectorAll(asked)].filter((one) => {
    const box = (one.closest("label, .pick, .frow.tick, .tile-a") ?? one).getBoundingClientRect();
    const seen = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const alone = !one.classList.contains("hide") && getComputedStyle(one).display !== "inline";
    return seen && alone && (box.height < size - 0.5 || box.width < 24);
  }).map((one) => {
    const { width, height } = one.getBoundingClientRect();
    const said = (one.textContent || one.name || "").trim().slice(0, 24);
    return `${one.tagName.toLowerCase()}.${one.className} ${said} ${Math.round(width)}x${Math.round(height)}`;
  });
}"""
#: Acts in whose middle a click lands on another act.
COVERED = """() => {
  const acts = "main :is(a[href], button, summary, select, input:not([type=hidden], [type=file]))";
  const told = (one) => (one.textContent || one.name || one.id || "").trim().replace(/\\s+/g, " ").slice(0, 40);
  return [...document.querySelectorAll(acts)].flatMap((one) => {
    if (one.disabled || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return [];
    one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = [...one.getClientRects()].find((box) => box.width > 1 && box.height > 1);
    if (!box) return [];
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const other = hit?.closest("a[href], button, summary, select, input");
    const own = !other || other === one || one.contains(other) || other.contains(one);
    return own ? [] : [`${told(other)} covers ${told(one)}`];
  });
}"""


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.VAR = tmp_path
    return a_world()


def someone(world: World, where: str) -> User:
    """One officer with every role at a body."""
    now = timezone.localtime()
    made = actions.make_account(
        username=f"can.bo.{where.lower()}", name="Trần Thu Hà", password=PASSWORD, by=None, at=now
    )
    for role in Role:
        body = world.line.bodies[where]
        actions.assign(made.user, body=body, role=role, valid_from=date(2026, 1, 1), by=None, at=now)
    return made.user


@pytest.mark.parametrize("where", ["NB", "GV"])
def test_every_page_opens_without_barriers_and_fits_a_phone(page, live_server, sign_in, world, where):
    sign_in(page, someone(world, where))
    found: dict[str, str] = {}
    for address in PAGES:
        filled = world.fill(address)
        answer = page.request.get(live_server.url + filled)
        if answer.status in (404, 405) or "text/html" not in answer.headers.get("content-type", ""):
            continue
        if where == "GV" and not address.startswith("/bao-cao/"):
            continue  # at a commune only its own report looks different
        wrong = [f"answers {answer.status}"] if answer.status >= 400 else []
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + filled)
            wrong += [f"{line} at {width}" for line in barriers(page)] if answer.status < 400 else []
            wrong += [f"{line} at {width}" for line in page.evaluate(COVERED)]
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [f"{over} px too wide for a phone"] if over else []
        if wrong:
            found[address] = "; ".join(wrong)
    assert found == {}


@pytest.mark.parametrize("where", ["NB", "GV"])
def test_what_a_finger_hits_is_large_enough(chromium, live_server, client, world, where):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    client.force_login(someone(world, where))
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page, found = context.new_page(), {}
    page.set_default_timeout(8_000)
    for address in PAGES:
        filled = live_server.url + world.fill(address)
        answer = page.request.get(filled)
        if answer.status != 200 or "text/html" not in answer.headers.get("content-type", ""):
            continue
        if where == "GV" and not address.startswith("/bao-cao/"):
            continue
        page.goto(filled)
        if small := page.evaluate(SMALL, TOUCHED):
            found[address] = "; ".join(small[:6])
    context.close()
    assert found == {}

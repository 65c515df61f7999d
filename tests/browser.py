"""A browser for tests: Chromium without a window, axe-core, signing in without the log-in page.

@pytest.mark.browser
def test_the_list_has_no_barriers(page, live_server, sign_in):
    sign_in(page, an_account())
    page.goto(f"{live_server.url}/bao-cao/")
    assert barriers(page) == []
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["barriers", "chromium", "page", "sign_in", "transferred"]

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
#: Playwright keeps an event loop in the thread of the test; Django's database calls there are still plain ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is missing. On Debian 12:  apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page 1440 wide; errors in its console, also blocked scripts and styles, fail the test."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    opened = context.new_page()
    opened.set_default_timeout(8_000)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.console_errors = wrong  # type: ignore[attr-defined]
    yield opened
    context.close()
    assert [text for text in wrong if "Failed to load resource" not in text] == []


@pytest.fixture
def sign_in(client: Any, live_server: Any) -> Callable[[Page, Any], None]:
    """Give a page the session of an account, as after log-in and second factor."""

    def signing(opened: Page, account: Any) -> None:
        client.force_login(account)
        opened.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )

    return signing


def barriers(opened: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, one line a place."""
    opened.evaluate(AXE.read_text(encoding="utf-8"))
    found = opened.evaluate(
        """async () => {
            const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
            const found = await axe.run(document, { runOnly });
            const line = (rule, place) => `${rule.id}: ${place.target.join(" ")} ${place.any[0]?.message ?? ""}`;
            return found.violations.flatMap((rule) => rule.nodes.map((place) => line(rule, place)));
        }"""
    )
    return sorted(found)


def transferred(opened: Page) -> dict[str, int]:
    """Bytes that came over the wire for the page now open, by kind (document, script, css, font, other)."""
    return dict(
        opened.evaluate(
            """() => { const sum = {}; for (const e of [...performance.getEntriesByType("navigation"),
            ...performance.getEntriesByType("resource")]) { const kind = e.entryType === "navigation" ? "document" :
            /\\.js/.test(e.name) ? "script" : /\\.css/.test(e.name) ? "css" : /woff2/.test(e.name) ? "font" : "other";
            sum[kind] = (sum[kind] ?? 0) + e.encodedBodySize; } return sum; }"""
        )
    )

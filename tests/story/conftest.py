"""The product as a newcomer starts it: the demo database, built once and copied, behind ``phoihop serve``."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "var/story"
PASSWORD = "PhoiHop-MinhHoa-2026"


def _phoihop(*words: str, var: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "phoihop.config.command", *words],
        env={**os.environ, "PHOIHOP_VAR": str(var), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo's folder of data, for one module of tests."""
    BUILT.mkdir(parents=True, exist_ok=True)
    if _phoihop("demo", var=BUILT).returncode:
        shutil.rmtree(BUILT)
        BUILT.mkdir()
        built = _phoihop("demo", var=BUILT)
        assert built.returncode == 0, built.stdout + built.stderr
    copy = tmp_path_factory.mktemp("demo") / "var"
    shutil.copytree(BUILT, copy)
    return copy


@pytest.fixture(scope="module")
def served(var: Path) -> Iterator[str]:
    """The address of a server of its own over that copy."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "phoihop.config.command", "serve", "--bind", bind, "--workers", "1"],
        env={**os.environ, "PHOIHOP_VAR": str(var), "DATABASE_URL": "", "PHOIHOP_SAMPLE_DATA": "1"},
    )
    try:
        for _ in range(480):
            try:
                urllib.request.urlopen(f"http://{bind}/dang-nhap/", timeout=2).close()
                break
            except OSError:
                time.sleep(0.25)
        yield f"http://{bind}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def visit(chromium: Browser, served: str) -> Iterator[Callable[[str], Page]]:
    """Sign in through the log-in page and open a page as that officer."""
    contexts = []

    def visiting(username: str) -> Page:
        context = chromium.new_context(
            base_url=served, viewport={"width": 1440, "height": 900}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto("/dang-nhap/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served}/")
        return page

    yield visiting
    for context in contexts:
        context.close()


@pytest.fixture
def verified(var: Path) -> Callable[[str], str]:
    """Run ``phoihop figures verify`` or ``phoihop audit verify`` on the served data; its last line."""

    def verifying(what: str) -> str:
        ran = _phoihop(what, "verify", var=var)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout.strip().splitlines()[-1]

    return verifying

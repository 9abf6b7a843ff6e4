"""The example bot's sandbox and its phones in a real browser, for the tests that click."""

import dataclasses
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from werkzeug.serving import make_server

from sandbox.__main__ import EXAMPLE
from sandbox.example_bot import ExampleBot
from sandbox.rig import Rig
from sandbox.server import Server
from sandbox.settings import Settings
from sandbox.toml_file import load
from tests.sandbox.stage import free_port

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), "")
BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed on this machine"),
]
"""Marks of a module whose tests click."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """A sandbox with the example bot; the sandbox's address."""
    port, bot_port = free_port(), free_port()
    settings = _pointed(load(EXAMPLE), bot_port, port)
    server = Server(Rig(settings), port)
    server.start()
    bot = ExampleBot(settings, f"http://127.0.0.1:{bot_port}", f"http://127.0.0.1:{port}")
    site = make_server("127.0.0.1", bot_port, bot.app(), threaded=True)
    threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    bot.make_menus()
    yield f"http://127.0.0.1:{port}"
    server.stop()
    site.shutdown()
    site.server_close()


def _pointed(settings: Settings, bot: int, port: int) -> Settings:
    assert settings.corp is not None
    assert settings.oa is not None
    where = f"http://127.0.0.1:{bot}"
    corp = dataclasses.replace(settings.corp, callback=f"{where}/wecom/callback")
    oa = dataclasses.replace(settings.oa, callback=f"{where}/wechat/callback")
    return dataclasses.replace(settings, corp=corp, oa=oa, port=port)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, base: str) -> Iterator[Any]:
    """The page with two phones; anything in the console fails the test."""
    context = chromium.new_context(viewport={"width": 1600, "height": 900})
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda each: trouble.append(each.text) if each.type in {"error", "warning"} else None)
    page.on("pageerror", lambda each: trouble.append(str(each)))
    page.goto(f"{base}/?people=zhangsan,contact1")
    page.wait_for_selector(".phone")
    yield page
    context.close()
    assert trouble == []


def phone(page: Any, person: str) -> Any:
    return page.locator(f"[data-person={person}]")


def say(where: Any, words: str) -> None:
    if where.get_by_label("键盘", exact=True).count():
        where.get_by_label("键盘", exact=True).click()
    where.get_by_label("输入消息").fill(words)
    where.get_by_label("输入消息").press("Enter")

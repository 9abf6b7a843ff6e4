"""The local house, the phones and a browser, once for all tests here, and the case that is played on them.

It is put away when they are over: an open browser keeps an event loop running that others' tests would meet.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.local.stack import Stack
from deploy.local.world import World, free_port
from tests.browser.case import CAST, Case
from tests.browser.looking import Watcher

HERE = Path(__file__).parent
CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is for the browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """A headless Chromium."""
    if not CHROMIUM:
        say = "needs Chromium (apt-get install chromium)"
        if os.environ.get("CI") == "1":
            pytest.fail(say)
        pytest.skip(say)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole house on this machine."""
    stack = Stack(World(tmp_path_factory.mktemp("world"), free_port(), free_port()))
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


@pytest.fixture(scope="package")
def watcher(chromium: Any, stack: Stack) -> Watcher:
    """Eyes on every page."""
    return Watcher(chromium, stack.world.sandbox)


@pytest.fixture(scope="package")
def case(chromium: Any, stack: Stack, watcher: Watcher) -> Iterator[Case]:
    """The case, not yet begun, on a desk with four phones."""
    context = chromium.new_context(viewport={"width": 1600, "height": 900}, locale="zh-CN")
    desk = context.new_page()
    watcher.watch(desk)
    desk.goto(f"{stack.world.sandbox}/?people={CAST}")
    desk.locator(".phone").first.wait_for()
    yield Case(stack, watcher, desk)
    context.close()

"""A sandbox on a free port with a bot beside it."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.rig import Rig
from sandbox.server import Server
from tests.sandbox.bots import Bot
from tests.sandbox.browsing import base, chromium, page
from tests.sandbox.stage import Control, Start, free_port, settings

__all__ = ["base", "chromium", "page"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a sandbox with these settings (keywords of Settings; `answer` for the bot)."""
    running: list[Control] = []

    def run(answer: Any = None, **changes: Any) -> Control:
        bot = Bot(answer) if answer else Bot()
        wished = settings(**changes)
        corp = wished.corp and dataclasses.replace(wished.corp, callback=f"{bot.base}/wecom")
        oa = wished.oa and dataclasses.replace(wished.oa, callback=f"{bot.base}/wechat")
        bot.corp, bot.oa = corp, oa
        port = free_port()
        rig = Rig(dataclasses.replace(wished, corp=corp, oa=oa, port=port))
        server = Server(rig, port)
        server.start()
        running.append(Control(server, rig, bot))
        return running[-1]

    yield run
    for each in running:
        each.rig.postman.wait_idle(3)
        each.server.stop()
        each.bot.stop()


@pytest.fixture
def control(start: Start) -> Control:
    """A sandbox with a silent bot."""
    return start()

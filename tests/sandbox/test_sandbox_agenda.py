"""The clock jumps to what the bot says it will do next."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask, Response, jsonify
from werkzeug.serving import make_server

from tests.sandbox.stage import Start


class Planner:
    """A bot that only has an agenda."""

    def __init__(self) -> None:
        self.told: object = {}
        app = Flask("planner")
        app.add_url_rule("/agenda", "agenda", self._agenda)
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/agenda"

    def _agenda(self) -> Response:
        return jsonify(self.told)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def planner() -> Iterator[Planner]:
    planner = Planner()
    yield planner
    planner.stop()


def test_the_clock_goes_just_past_the_next_reminder(start: Start, planner: Planner) -> None:
    control = start(agenda=planner.url)
    planner.told = {"at": "2023-05-18T01:00:00+00:00", "words": "提醒"}

    now = control.post("clock", to="agenda")["now"]

    assert now.startswith("2023-05-18T09:00:0")
    assert control.get("about")["agenda"] is True


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "接下来没有安排"),
        ([1], "接下来没有安排"),
        ({"at": "soon"}, "看不懂：soon"),
        ({"at": "2023-05-01T09:00:00+08:00"}, "时间只能向前走"),
    ],
)
def test_what_cannot_be_jumped_to_is_said(start: Start, planner: Planner, told: object, words: str) -> None:
    control = start(agenda=planner.url)
    planner.told = told

    assert words in control.post("clock", to="agenda")["error"]


def test_without_an_agenda_there_is_no_such_jump(start: Start) -> None:
    assert "没有设 agenda" in start().post("clock", to="agenda")["error"]
    assert "不在本机" in start(agenda="http://example.com/agenda").post("clock", to="agenda")["error"]

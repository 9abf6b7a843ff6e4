"""Planned misfortune on API calls, as a client sees it."""

import time
from typing import Any

import pytest
import requests

from tests.sandbox.stage import CORP, Control

BODY = {"touser": "lisi", "msgtype": "text", "agentid": CORP.agent_id, "text": {"content": "好"}}


def send(control: Control, token: str) -> requests.Response:
    url = f"{control.base}/qyapi/cgi-bin/message/send"
    return requests.post(url, params={"access_token": token}, json=BODY, timeout=5)


@pytest.mark.parametrize(
    ("kind", "errcode"),
    [
        ("busy", -1),
        ("quota", 45009),
        ("concurrency", 45033),
        ("token_expired", 42001),
        ("token_invalid", 40014),
        ("ip", 60020),
    ],
)
def test_a_refusal_strikes_once_and_has_no_effect(control: Control, kind: str, errcode: int) -> None:
    token = control.wecom_token()
    control.post("faults", kind=kind, api="message/*")

    assert send(control, token).json()["errcode"] == errcode
    assert control.phone("li") == []
    assert send(control, token).json()["errcode"] == 0
    assert control.get("faults")[0]["hits"] == 1


def test_answers_that_are_no_answers(control: Control) -> None:
    token = control.wecom_token()
    seen = {}
    for kind in ("http", "html", "truncated", "empty"):
        fault = control.post("faults", kind=kind, status=502)
        answer = send(control, token)
        seen[kind] = (answer.status_code, answer.headers.get("Content-Type", ""), answer.text)
        control.rig.world.faults.remove(fault["id"])

    assert seen["http"][0] == 502
    assert seen["html"][:2] == (200, "text/html; charset=utf-8")
    assert seen["truncated"][2].startswith("{") or seen["truncated"][2] == ""
    assert seen["empty"][2] == ""
    assert control.phone("li") == []


def test_a_cut_connection_loses_the_answer_but_not_the_message(control: Control) -> None:
    token = control.wecom_token()
    control.post("faults", kind="cut", api="message/send")

    with pytest.raises(requests.ConnectionError):
        send(control, token)

    assert len(control.phone("li")) == 1


def test_a_cut_before_acceptance_loses_both(control: Control) -> None:
    token = control.wecom_token()
    control.post("faults", kind="cut", api="message/send", effect=False)

    with pytest.raises(requests.ConnectionError):
        send(control, token)

    assert control.phone("li") == []


def test_a_delayed_call_is_slow_and_works(control: Control) -> None:
    token = control.wecom_token()
    control.post("faults", kind="delay", seconds=0.3)
    began = time.monotonic()

    assert send(control, token).json()["errcode"] == 0
    assert time.monotonic() - began >= 0.3


def test_chance_is_seeded_so_two_runs_are_equal(control: Control) -> None:
    def run() -> list[Any]:
        control.rig.world.faults.remove()
        control.rig.world.faults._number = 0
        control.post("faults", kind="busy", times=None, chance=0.5)
        return [send(control, token).json()["errcode"] for _ in range(12)]

    token = control.wecom_token()
    first = run()

    assert first == run()
    assert set(first) == {0, -1}


def test_nonsense_faults_are_refused_with_what_is_known(control: Control) -> None:
    assert "known:" in control.post("faults", kind="meteor")["error"]
    assert "unknown field" in control.post("faults", kind="busy", colour="red")["error"]


def test_everything_a_fault_did_stands_in_the_log(control: Control) -> None:
    control.post("faults", kind="busy", api="message/*")
    control.wecom("message/send", BODY)

    entry = next(each for each in control.get("log")["entries"] if each["faults"])
    assert entry["faults"] == ["busy"]
    assert {note["rule"] for note in entry["notes"]} == {"X"}

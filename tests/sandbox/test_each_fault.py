"""One short story, once under every fault: it ends well, or the player says clearly why it did not.

Played on the real house over HTTP; the long story with everything going wrong is in test_story_under_faults.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local.sample import enterprises
from deploy.local.stack import Stack
from deploy.local.world import World, free_port
from sandbox.play import Player, Scenario, StepError
from sandbox.play.line import RefusedError
from sandbox.world.faults import CALL_FAULTS, CALLBACK_FAULTS, PERSON_FAULTS

pytestmark = pytest.mark.slow

SUNYUE, FIRM = "sunyue", "城西瑞昌"
TURNS = ((SUNYUE, FIRM), ("zhaoqi", FIRM), ("fengjie", "港北盛益"))
"""Who plays, in turn: nobody is sent more in a minute than the platform takes for one member."""
OTHERS = {
    "quota": ("zhaoqi", FIRM),
    "ip": ("linyifan", "永嘉堃"),
    "unfollowed": ("wangmin", enterprises()[5]["name"]),
}
"""What waits for a minute or an administrator keeps its place in a queue: each has somebody of its own."""
STORIES = Path(__file__).parents[2] / "deploy" / "local" / "stories"
PATIENCE = 90
"""Seconds: longer than a member who was sent too much has to wait."""
SHORT: list[dict[str, Any]] = [
    {"taps": "都对，开始检查", "within": PATIENCE},
    {"submits": "提交本组", "card": "一、", "within": PATIENCE},
    {"says": "其余正常"},
    {"taps": "无误，看样张", "within": PATIENCE},
    {"sees": "样张在上面", "within": PATIENCE},
    {"says": "取消"},
    {"taps": "确定取消", "within": PATIENCE},
    {"sees": "已取消", "within": PATIENCE},
]
Fault = dict[str, Any]
SENDING: dict[str, Fault] = {
    **{kind: {"api": "message/*", "times": 2, "chance": 0.7, "seed": 11} for kind in CALL_FAULTS},
    # A token refused twice in a row, fresh as it is, means a wrong configuration: only once here.
    "token_expired": {"api": "message/*", "seed": 11},
    "token_invalid": {"api": "message/*", "seed": 11},
    "errcode": {"api": "media/upload", "code": -1, "text": "system busy", "seed": 11},
    "delay": {"api": "m*", "times": 2, "seconds": 0.5, "seed": 11},
    "drip": {"api": "m*", "times": 2, "seconds": 0.002, "seed": 11},
}
HEARING: dict[str, Fault] = {
    **{kind: {"times_each": 1, "times": 2, "chance": 0.7, "seed": 11} for kind in CALLBACK_FAULTS},
    "repeat": {"times_each": 3, "times": None, "seed": 11},
    "stale": {"seconds": 900, "times": 2, "seed": 11},
    "reorder": {"seconds": 0.4, "seed": 11},
    "slow_network": {"seconds": 0.4, "times": 3, "seed": 11},
}
PEOPLE: dict[str, Fault] = {"empty_submit": {"times": None}, "unfollowed": {"times": None}}
ALL = {**SENDING, **HEARING, **PEOPLE}
ENDS: dict[str, str] = {
    "lose": "回调丢失",
    "unknown_event": "unknown_event",
    "quota": "45009",
    "unfollowed": "81013",
    "ip": "60020",
}
"""Somebody does it again, an administrator acts, or a minute passes: what the player then says."""
ACCOUNT = frozenset({"template_blocked", "template_failed"})
"""Faults of the service account, tried with a contact."""


EVERY = os.environ.get("EVERY_FAULT") == "1"
"""`make proof` tries all of them, which takes minutes; every test run a few of each kind."""
WELL = sorted(ALL.keys() - ENDS.keys())
TRIED = WELL if EVERY else WELL[::5]
STOPPED = list(ENDS)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    stack = Stack(World(tmp_path_factory.mktemp("each"), free_port(), free_port()))
    try:
        stack.start()
        yield stack.world.sandbox
    finally:
        stack.stop()


@contextlib.contextmanager
def clean_desk(base: str, who: str = SUNYUE) -> Iterator[Player]:
    """A player who leaves no fault behind, and nobody in the middle of something."""
    player = Player(base, folder=STORIES)
    yield player
    player.line.delete("faults")
    player.line.act(who, "say", text="取消")
    with contextlib.suppress(RefusedError):
        player.line.act(who, "tap", label="确定取消")


def short(wanted: Fault, *, hurry: bool, who: str = SUNYUE, firm: str = FIRM) -> Scenario:
    steps = [{"who": who, **step} for step in ({"says": firm}, *SHORT)]
    if hurry:
        steps = [{**step, "within": 8} if "within" in step else step for step in steps]
    return Scenario.from_yaml([{"fault": wanted}, *steps], "short")


@pytest.mark.parametrize("kind", TRIED)
def test_the_story_ends_well(base: str, kind: str) -> None:
    who, firm = TURNS[TRIED.index(kind) % len(TURNS)]
    wanted = {"kind": kind, "person": who if kind in PEOPLE else "", **ALL[kind]}

    with clean_desk(base, who) as player:
        player.play(short(wanted, hurry=False, who=who, firm=firm))

        assert player.line.get("faults")[0]["hits"] or kind == "empty_submit"
        assert player.line.get("counters")["rejected_replies"] == 0


@pytest.mark.parametrize("kind", STOPPED if EVERY else STOPPED[:1])
def test_the_story_stops_and_says_why(base: str, kind: str) -> None:
    who, firm = OTHERS.get(kind, (SUNYUE, FIRM))
    wanted: Fault = {"kind": kind, "person": who, "times": None, "seed": 11}
    wanted |= {"api": "message/*", "person": ""} if kind in CALL_FAULTS else {}

    with clean_desk(base) as player, pytest.raises(StepError) as stopped:
        player.play(short(wanted, hurry=True, who=who, firm=firm))

    assert ENDS[kind] in str(stopped.value)


def test_a_template_message_that_does_not_arrive_is_told(base: str) -> None:
    """failed: system failed: the officer hears of it, and the letter takes the next way by itself."""
    steps = yaml.safe_load((STORIES / "2-clean.yaml").read_text(encoding="utf-8"))["steps"]
    asked = next(number for number, step in enumerate(steps) if step.get("taps") == "是他")
    fault = {"fault": {"kind": "template_failed", "person": "shilei", "seed": 11}}
    arrives = {"who": "shilei", "sees": "没有发现隐患", "within": PATIENCE}

    with clean_desk(base) as player:
        player.play(Scenario.from_yaml([*steps[:asked], fault, steps[asked], arrives], "failed"))

        assert player.line.get("faults")[0]["hits"] == 1


def test_every_fault_is_switched_on_once() -> None:
    tried = {*ALL, *ENDS, *ACCOUNT}

    assert tried == {*CALL_FAULTS, *CALLBACK_FAULTS, *PERSON_FAULTS}

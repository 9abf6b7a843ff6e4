"""The whole story with something going wrong at every turn: it ends well all the same.

Played over HTTP on the real house. Faults that end with somebody doing it again are followed by the same
step once more.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.local.stack import Stack
from deploy.local.world import World, free_port
from sandbox.play import Player, Scenario, StepError
from sandbox.play.trouble import troubles
from sandbox.world.faults import CALL_FAULTS, CALLBACK_FAULTS, PERSON_FAULTS

STORY = Path(__file__).parents[2] / "deploy" / "local" / "stories" / "1-three-problems.yaml"

pytestmark = pytest.mark.slow

Fault = dict[str, Any]
SPOILT: list[Fault] = [
    {"kind": kind, "times_each": 1}
    for kind in ("signature", "receiveid", "base64", "padding", "entity", "no_agentid")
]
ODD: list[Fault] = [
    {"kind": "stale", "seconds": 900},
    {"kind": "opiton"},
    {"kind": "plain_xml"},
    {"kind": "agentid"},
    {"kind": "repeat", "times_each": 3},
    {"kind": "lost_answer"},
    {"kind": "slow_network", "seconds": 0.4},
    {"kind": "reorder", "seconds": 0.4},
]
LOST: list[Fault] = [{"kind": "lose"}, {"kind": "unknown_event", "times_each": 1}]
"""The platform lost it, so the person does it again."""
SENDING: list[Fault] = [
    {"kind": "errcode", "api": "media/upload", "code": -1, "text": "system busy"},
    {"kind": "busy", "api": "message/*"},
    {"kind": "http", "api": "message/*"},
    {"kind": "html", "api": "message/*"},
    {"kind": "truncated", "api": "message/*"},
    {"kind": "empty", "api": "message/*"},
    {"kind": "concurrency", "api": "message/*"},
    {"kind": "token_expired", "api": "message/*", "platform": "wecom"},
    {"kind": "token_invalid", "api": "message/*", "platform": "wechat"},
    {"kind": "cut", "api": "message/*"},
    {"kind": "delay", "api": "message/*", "seconds": 0.5},
    {"kind": "drip", "api": "message/*", "seconds": 0.002},
]
ALL_ALONG: list[Fault] = [{"kind": "empty_submit", "times": None}]
WAITING = {"sees", "taps", "submits", "scans"}
"""Verbs that wait for the bot; a busy machine and a retry take their time."""
TOLD: set[str] = {"quota", "ip", "unfollowed", "template_blocked", "template_failed"}
"""Those after which the story waits or turns, and says so; each has a test of its own."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    stack = Stack(World(tmp_path_factory.mktemp("faults"), free_port(), free_port()))
    try:
        stack.start()
        yield stack.world.sandbox
    finally:
        stack.stop()


def spoilt_story() -> list[dict[str, Any]]:
    """The story's steps with the faults between them."""
    steps: list[dict[str, Any]] = [{"fault": each} for each in ALL_ALONG]
    taken, said, sent = [*ODD, *SPOILT], [*LOST], [*SENDING]
    for step in yaml.safe_load(STORY.read_text(encoding="utf-8"))["steps"]:
        verb = next((name for name in ("submits", "taps") if name in step), "")
        if verb and said and step.get("who") == "linyifan" and verb == "submits":
            steps += [{"fault": said.pop(0)}, dict(step)]
        elif verb and taken:
            steps.append({"fault": taken.pop(0)})
        elif sent and ("clock" in step or (verb == "taps" and step["who"] != "linyifan")):
            steps += [{"fault": sent.pop(0)} for _ in range(min(3, len(sent)))]
        steps.append({**step, "within": 45} if WAITING & set(step) else step)
    assert (taken, said, sent) == ([], [], [])
    return steps


def play(player: Player, path: Path, steps: list[dict[str, Any]]) -> None:
    path.write_text(yaml.safe_dump({"name": path.stem, "steps": steps}, allow_unicode=True), "utf-8")
    player.play(Scenario.load(path))


def test_a_notice_that_never_arrives_is_told_and_the_next_reminder_does(base: str, tmp_path: Path) -> None:
    steps = yaml.safe_load((STORY.parent / "2-clean.yaml").read_text(encoding="utf-8"))["steps"]
    asked = next(number for number, step in enumerate(steps) if step.get("taps") == "是他")
    closed = {"kind": "errcode", "api": "message/custom/send", "code": 45015, "times": None}
    faults = [{"fault": {"kind": "template_blocked", "person": "shilei"}}, {"fault": closed}]
    told = {"who": "zhengan", "sees": "没有送到", "within": 30}
    later = [{"clock": "next reminder"}, {"who": "shilei", "sees": "还没有签收", "within": 40}]

    steps = [*steps[:asked], *faults, steps[asked], told, {"no_faults": True}, *later]

    play(Player(base, folder=STORY.parent), tmp_path / "blocked.yaml", steps)


def test_the_story_ends_well_although_everything_goes_wrong_once(base: str, tmp_path: Path) -> None:
    player = Player(base, folder=STORY.parent)

    play(player, tmp_path / "spoilt.yaml", spoilt_story())

    faults = player.line.get("faults")
    assert [each["kind"] for each in faults if not each["hits"] and each["kind"] != "empty_submit"] == []
    counters = player.line.get("counters")
    assert counters["rejected_replies"] == 0
    assert counters["warnings"] == 0


@pytest.mark.parametrize(
    ("who", "fault", "why"),
    [
        ("linyifan", {"kind": "unfollowed", "person": "linyifan"}, "81013"),
        ("linyifan", {"kind": "ip", "api": "message/send"}, "60020"),
        ("zhengan", {"kind": "quota", "api": "message/send"}, "45009"),
    ],
    ids=["unfollowed", "ip", "quota"],
)
def test_a_story_that_cannot_go_on_names_the_reason(
    base: str, tmp_path: Path, who: str, fault: Fault, why: str
) -> None:
    player = Player(base)
    play(player, tmp_path / "asked.yaml", [{"fault": fault}, {"who": who, "says": "二维码"}])
    wait_for(lambda: any(why in each for each in troubles(player.line, 0)))

    with pytest.raises(StepError) as failed:
        play(player, tmp_path / "told.yaml", [{"who": who, "sees": ".png", "within": 0.2}])

    assert "behind the glass" in str(failed.value)
    assert why in str(failed.value)


def wait_for(happened: Callable[[], bool]) -> None:
    """Until a worker got round to it."""
    deadline = time.monotonic() + 30
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.1)


def test_every_fault_is_tried() -> None:
    tried = {each["kind"] for each in (*SPOILT, *ODD, *LOST, *SENDING, *ALL_ALONG)} | TOLD

    assert tried == set(CALL_FAULTS | CALLBACK_FAULTS | PERSON_FAULTS)

"""Stories played by the sandbox itself, the stream that phones watch, and the documents beside the code."""

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

import requests

from sandbox.__main__ import EXAMPLE
from sandbox.play.scenario import FREE_VERBS, PEOPLE_VERBS, Scenario
from sandbox.settings import Delivery, Switches
from sandbox.world.faults import KINDS
from tests.sandbox.bots import text_reply
from tests.sandbox.stage import Control, Start
from tests.sandbox.webpages import PageBot

FOLDER = EXAMPLE.parent


def first_event(control: Control) -> dict[str, Any]:
    """What a page learns when it begins to watch."""
    with requests.get(f"{control.base}/sandbox/events", stream=True, timeout=5) as stream:
        for line in stream.iter_lines(decode_unicode=True):
            if line.startswith("data: "):
                found = json.loads(line[len("data: ") :])
                assert isinstance(found, dict)
                return found
    raise AssertionError("no event came")


def wait_for_end(control: Control) -> dict[str, Any]:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        story = control.get("stories")["playing"]
        if story.get("state") in {"done", "failed", "stopped"}:
            return dict(story)
        time.sleep(0.05)
    raise AssertionError("the story did not end")


def test_the_stream_begins_with_everything_there_is(control: Control) -> None:
    control.act("zhang", "say", text="电镀")

    event = first_event(control)

    assert [each["id"] for each in event["people"]] == ["zhang", "li", "wang", "zhao"]
    assert event["messages"][0]["text"] == "电镀"
    assert event["log"][0]["kind"] == "callback"
    assert event["clock"]["now"].startswith("2023-05-08T09:00")


def test_a_story_of_the_folder_is_played_to_its_end(start: Start, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(
        "name: 一\nabout: 说一句\nsteps:\n- {who: zhang, says: 好}\n- {who: zhang, sees: 好}\n",
        encoding="utf-8",
    )
    (tmp_path / "two.yaml").write_text("- {who: zhang}\n", encoding="utf-8")
    control = start(lambda message: text_reply(message, "好"), stories=str(tmp_path))

    listed = control.get("stories")["stories"]
    control.post("stories/play", file="one.yaml", speed=0)

    assert [each["name"] for each in listed] == ["一", "two"]
    assert "no verb" in listed[1]["error"]
    assert wait_for_end(control) == {"state": "done", "name": "一"}
    assert control.bot.heard[0]["Content"] == "好"


def test_a_story_that_fails_says_where(start: Start, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("- {who: zhang, sees: 无, within: 0.1}\n", encoding="utf-8")
    control = start(stories=str(tmp_path))

    control.post("stories/play", file="bad.yaml", speed=0)

    assert "“无” was not seen" in wait_for_end(control)["words"]


def test_a_page_in_a_story_is_shown_on_the_phone_without_scripts(start: Start, tmp_path: Path) -> None:
    page = PageBot()
    steps = [
        {"who": "zhang", "opens": {"url": f"{page.base}/form"}},
        {"who": "zhang", "fills": {"姓名": "张三"}},
    ]
    steps.append({"pause": 1})  # type: ignore[dict-item]
    (tmp_path / "page.yaml").write_text(json.dumps(steps, ensure_ascii=False), encoding="utf-8")
    control = start(stories=str(tmp_path))

    control.post("stories/play", file="page.yaml", speed=8)
    deadline = time.monotonic() + 8
    shown = ""
    while "张三" not in shown and time.monotonic() < deadline:
        answer = requests.get(f"{control.base}/sandbox/people/zhang/mirror", timeout=5)
        shown = answer.text if answer.ok else ""
    page.stop()

    assert 'value="张三"' in shown
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    wait_for_end(control)
    assert control.get("people")[0]["mirror"] is None


def test_a_shown_page_keeps_its_words_and_loses_its_scripts(control: Control) -> None:
    html = "<p>前</p><script src='/x.js'></script><SCRIPT>alert('</p>')</SCRIPT ><p>后</p>"

    control.post("people/zhang/mirror", title="页", url="http://127.0.0.1/x", html=html)

    shown = requests.get(f"{control.base}/sandbox/people/zhang/mirror", timeout=5).text
    assert shown.endswith("<p>前</p><p>后</p>")


def test_the_built_in_stories_are_sound() -> None:
    for path in (FOLDER / "stories").glob("*.yaml"):
        assert Scenario.load(path).steps


def test_the_documents_name_every_switch_verb_and_fault() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    api = (FOLDER / "API.md").read_text(encoding="utf-8")

    switches = [each.name for each in (*dataclasses.fields(Switches), *dataclasses.fields(Delivery))]
    assert [name for name in switches if f"`{name}`" not in readme] == []
    assert [verb for verb in (*PEOPLE_VERBS, *FREE_VERBS) if verb not in readme] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in api] == []

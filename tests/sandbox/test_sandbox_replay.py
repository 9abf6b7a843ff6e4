"""What was done by hand is exported and can be played again: here and now, not only on a fresh start."""

import threading
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from sandbox.__main__ import main
from sandbox.play import Player, Scenario, StepError
from tests.sandbox.bots import text_reply
from tests.sandbox.stage import Control, Start, free_port


def echo(message: dict[str, Any]) -> str:
    return text_reply(message, f"你说：{message['Content']}") if message["MsgType"] == "text" else ""


def exported(control: Control) -> Any:
    return yaml.safe_load(requests.get(f"{control.base}/sandbox/export.yaml", timeout=5).text)


def by_hand(control: Control) -> None:
    control.act("zhang", "say", text="早")
    control.post("clock", to="2023-05-16T09:20:00")
    control.act("zhang", "say", text="到期了吗")
    control.post("clock", advance_seconds=3600)


def test_moves_of_the_clock_are_told_from_where_they_began(control: Control) -> None:
    by_hand(control)

    moves = [step["clock"] for step in exported(control)["steps"] if "clock" in step]

    assert moves == ["+8d 09:20", "+3600s"]


def test_an_export_is_played_again_on_the_world_it_came_from(start: Start) -> None:
    control = start(echo)
    by_hand(control)
    recorded = exported(control)

    Player(control.base).play(Scenario.from_yaml(recorded, "again"))

    said = [each["text"] for each in control.phone("zhang") if each["from"] == "person"]
    assert said == ["早", "到期了吗", "早", "到期了吗"]
    assert control.get("clock")["now"].startswith("2023-05-24T10:20")


def test_who_has_no_phone_is_named_before_anything_is_played(control: Control) -> None:
    steps = [{"who": "zhang", "says": "好"}, {"who": "nobody", "says": "好"}]

    with pytest.raises(StepError, match="这里没有 nobody 的手机；有手机的是 zhang（张三）"):
        Player(control.base).play(Scenario.from_yaml(steps, "story"))

    assert control.phone("zhang") == []


def test_a_clock_that_would_run_back_is_refused_in_words(control: Control) -> None:
    control.post("clock", advance_seconds=86400 * 30)

    with pytest.raises(StepError, match="时间只能向前走"):
        Player(control.base).play(Scenario.from_yaml([{"clock": "2023-05-09 09:00"}], "old"))


def story(folder: Path, text: str) -> str:
    path = folder / "story.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_played_from_outside_is_told_to_those_who_watch(start: Start, tmp_path: Path) -> None:
    control = start(echo)
    file = story(tmp_path, "name: 外面放的\nsteps:\n- {who: zhang, says: 电镀}\n- {who: zhang, sees: 你说}\n")
    told: list[dict[str, Any]] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            told.append(control.get("stories")["playing"])

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = main(["play", file, "--base", control.base, "--speed", "8", "--quiet"])
    done.set()
    watcher.join()

    assert status == 0
    assert {"step": 1, "of": 2, "who": "zhang", "people": ["zhang"]}.items() <= told[len(told) // 2].items()
    assert "张三说 电镀" in [each.get("words") for each in told]
    assert control.get("stories")["playing"] == {"state": "done", "name": "外面放的"}


def test_at_once_nothing_is_told(control: Control, tmp_path: Path) -> None:
    main(["play", story(tmp_path, "- {who: zhang, says: 好}\n"), "--base", control.base, "--quiet"])

    assert control.get("stories")["playing"] == {}


def test_a_play_waits_until_somebody_watches(control: Control, tmp_path: Path, monkeypatch: Any) -> None:
    """The page is opened with the story's people; the story begins when the page listens."""
    opened: list[str] = []

    def open_page(url: str) -> None:
        opened.append(url)
        assert control.get("about")["watchers"] == 0
        threading.Thread(target=lambda: streams.append(watching(control)), daemon=True).start()

    streams: list[requests.Response] = []
    monkeypatch.setattr("webbrowser.open", open_page)

    status = main(["play", story(tmp_path, "- {who: zhang, says: 好}\n"), "--base", control.base, "--watch"])

    assert status == 0
    assert opened == [f"{control.base}/?people=zhang"]
    streams[0].close()


def watching(control: Control) -> requests.Response:
    return requests.get(f"{control.base}/sandbox/events", stream=True, timeout=5)


def test_without_a_sandbox_the_player_says_so(tmp_path: Path, capsys: Any) -> None:
    file = story(tmp_path, "- {who: zhang, says: 好}\n")

    assert main(["play", file, "--base", f"http://127.0.0.1:{free_port()}"]) == 2
    assert "没有应答" in capsys.readouterr().err

"""Stories: scenario files in a folder, played on the phones at a speed one can watch."""

import threading
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify

from sandbox.control.asking import AskError, body, text
from sandbox.play import Player, Scenario, ScenarioError, StepError
from sandbox.play.scenario import Step
from sandbox.rig import Rig

VERBS = {
    "says": "说",
    "taps": "点",
    "submits": "提交",
    "photos": "发照片",
    "speaks": "说（语音）",
    "place": "发位置",
    "menu": "点菜单",
    "scans": "扫码",
    "follows": "关注",
    "unfollows": "取消关注",
    "enters": "进入应用",
    "opens": "打开",
    "presses": "在网页上点",
    "fills": "填写",
    "sees": "看到",
    "lacks": "没有看到",
    "clock": "时间",
    "span": "开始计数",
    "end_span": "计数到此",
    "title": "",
}
OWN_STORIES = Path(__file__).parent.parent / "stories"


class Stage:
    """Plays one story at a time; `rig.story` says how far it is."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def stories(self) -> list[dict[str, Any]]:
        """What can be played: file, name, about, people; broken files carry their error."""
        return [_brief(path) for path in sorted(self._folder().glob("*.y*ml"))]

    def play(self, file: str, speed: float) -> None:
        """Begin a story. Raises AskError if one is playing or the file is bad."""
        if self._thread and self._thread.is_alive():
            raise AskError("另一个故事还没放完")
        path = self._folder() / Path(file).name
        try:
            scenario = Scenario.load(path)
        except ScenarioError as error:
            raise AskError(str(error)) from error
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, args=(scenario, path.parent, speed), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the story end after its present step."""
        self._stop.set()

    def _run(self, scenario: Scenario, folder: Path, speed: float) -> None:
        def tell(step: Step, of: int) -> None:
            words = self._caption(step)
            place = {"step": step.number, "of": of, "who": step.who}
            self._show(state="playing", name=scenario.name, words=words, **place)

        player = Player(
            base=self._rig.settings.base, speed=speed, folder=folder, on_step=tell, stop=self._stop.is_set
        )
        try:
            player.play(scenario)
            self._show(state="stopped" if self._stop.is_set() else "done", name=scenario.name)
        except StepError as error:
            self._show(state="failed", name=scenario.name, words=str(error))

    def _caption(self, step: Step) -> str:
        """A step as one says it; files speak with ids, people have names."""
        phone = self._rig.world.phones.get(step.who)
        name = phone.person.name if phone else step.who
        words = step.words.removeprefix(step.who).strip().removeprefix(step.verb).strip()
        return f"{name}{VERBS.get(step.verb, step.verb)} {'' if step.value is True else words}".strip()

    def _show(self, **story: Any) -> None:
        with self._rig.world.pulse:
            self._rig.story = story
            self._rig.world.pulse.beat()

    def _folder(self) -> Path:
        return Path(self._rig.settings.stories) if self._rig.settings.stories else OWN_STORIES


def _brief(path: Path) -> dict[str, Any]:
    try:
        scenario = Scenario.load(path)
    except ScenarioError as error:
        return {"file": path.name, "name": path.stem, "about": "", "people": [], "error": str(error)}
    people = list(scenario.people) or list(dict.fromkeys(step.who for step in scenario.steps if step.who))
    return {"file": path.name, "name": scenario.name, "about": scenario.about, "people": people, "error": ""}


def story_blueprint(rig: Rig) -> Blueprint:
    """Routes for stories."""
    blueprint = Blueprint("story", __name__, url_prefix="/sandbox")
    stage = Stage(rig)

    @blueprint.get("/stories")
    def stories() -> Response:
        return jsonify({"stories": stage.stories(), "playing": rig.story})

    @blueprint.post("/stories/play")
    def play() -> Response:
        values = body()
        stage.play(text(values, "file"), float(values.get("speed", 1)))
        return jsonify({"ok": True})

    @blueprint.post("/stories/stop")
    def stop() -> Response:
        stage.stop()
        return jsonify({"ok": True})

    return blueprint

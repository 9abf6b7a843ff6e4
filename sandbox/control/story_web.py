"""Stories: scenario files in a folder, played on the phones at a speed one can watch."""

import threading
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, jsonify

from sandbox.control.asking import AskError, body, text
from sandbox.play import Player, Scenario, ScenarioError, StepError
from sandbox.play.captions import caption
from sandbox.play.scenario import Step
from sandbox.rig import Rig

CAPTION = ("state", "name", "words", "step", "of", "who", "people")
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
            words = caption(step, self._names())
            place = {"step": step.number, "of": of, "who": step.who, "people": scenario.cast}
            self._show(state="playing", name=scenario.name, words=words, **place)

        player = Player(
            base=self._rig.settings.base, speed=speed, folder=folder, on_step=tell, stop=self._stop.is_set
        )
        try:
            player.play(scenario)
            self._show(state="stopped" if self._stop.is_set() else "done", name=scenario.name)
        except StepError as error:
            self._show(state="failed", name=scenario.name, words=str(error))

    def show(self, told: dict[str, Any]) -> None:
        """Show somebody else's story. Raises AskError while one of our own is playing."""
        if self._thread and self._thread.is_alive():
            raise AskError("另一个故事还没放完")
        self._show(**{name: told[name] for name in CAPTION if name in told})

    def _names(self) -> dict[str, str]:
        return {phone.person.id: phone.person.name for phone in self._rig.world.phones.all()}

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
    told = {"name": scenario.name, "about": scenario.about, "people": scenario.cast}
    return {"file": path.name, **told, "error": ""}


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

    @blueprint.post("/stories/caption")
    def caption_of_others() -> Response:
        """What a player outside does just now, for those who watch; {} when it is over."""
        stage.show(body())
        return jsonify({"ok": True})

    return blueprint

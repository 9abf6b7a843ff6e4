"""What all verbs share: the hands they are given, and reading a step's other keys."""

from pathlib import Path
from typing import Any, Protocol

from sandbox.play.line import Line
from sandbox.play.memory import Screen
from sandbox.play.scenario import Step
from sandbox.play.webpage import Webpage

WITHIN = 10.0


class Hands(Protocol):
    """The part of a player that verbs use."""

    line: Line
    folder: Path | None
    memory: dict[str, str]
    downloads: list[tuple[str, str, bytes]]

    def screen(self, person: str) -> Screen:
        """A person's phone."""

    def page(self, person: str) -> Webpage:
        """A person's browser."""

    def act(self, person: str, deed: str, *, within: float = 0.0, **body: Any) -> dict[str, Any]:
        """Do something, waiting for the screen to be ready."""

    def show_page(self, person: str) -> None:
        """Let those who watch see the page that this person has open."""

    def turn_everybody(self) -> None:
        """What is on the screens now is old."""


def within(step: Step, usual: float = WITHIN) -> float:
    """How long a step may take, in real seconds."""
    return float(step.more.get("within", usual))


def several(value: Any) -> list[str]:
    """One text or a list of them."""
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def chosen(step: Step, *names: str) -> dict[str, Any]:
    """Those of a step's other keys that are given."""
    return {name: step.more[name] for name in names if name in step.more}

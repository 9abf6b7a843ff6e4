"""Reads scenario files: a list of steps in YAML, each with one verb, checked before anything is played.

It plays nothing. Every mistake is named by file and step number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

# Verb -> the other keys that may stand beside it. `who` stands beside all verbs of people.
PEOPLE_VERBS: dict[str, frozenset[str]] = {
    "says": frozenset(),
    "taps": frozenset({"card", "picks", "within", "times"}),
    "submits": frozenset({"card", "ticks", "unticks", "picks", "within"}),
    "photos": frozenset(),
    "speaks": frozenset({"seconds"}),
    "place": frozenset({"latitude", "longitude"}),
    "menu": frozenset({"text", "photos", "within"}),
    "scans": frozenset({"within", "follow"}),
    "follows": frozenset(),
    "unfollows": frozenset(),
    "enters": frozenset(),
    "consents": frozenset(),
    "opens": frozenset({"within"}),
    "presses": frozenset({"fills", "ticks", "unticks", "chooses", "attaches", "near", "strokes", "within"}),
    "fills": frozenset({"ticks", "unticks", "chooses", "attaches", "near"}),
    "sees": frozenset({"within", "again"}),
    "lacks": frozenset({"within"}),
}
FREE_VERBS: dict[str, frozenset[str]] = {
    "clock": frozenset(),
    "span": frozenset({"people"}),
    "end_span": frozenset(),
    "repeat_callbacks": frozenset(),
    "fault": frozenset(),
    "no_faults": frozenset(),
    "remember": frozenset({"who", "within"}),
    "pause": frozenset(),
    "title": frozenset(),
}
SLOT = re.compile(r"\$\{(\w+)\}")


class ScenarioError(ValueError):
    """A scenario file that cannot be played; the text says which step and why."""


class StepError(AssertionError):
    """A step that failed while playing; the text says what was expected and what was seen."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number (from 1), who acts ('' for nobody), the verb, its value and the other keys."""

    number: int
    who: str
    verb: str
    value: Any
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The step in one line."""
        value = self.value if isinstance(self.value, str) else _brief(self.value)
        return f"{self.who} {self.verb} {value}".strip()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named list of steps; `people` may be used for the order of phones."""

    name: str
    steps: tuple[Step, ...]
    about: str = ""
    people: tuple[str, ...] = ()

    @property
    def cast(self) -> list[str]:
        """Whose phones a story is about: as the file says, or everybody who does something."""
        return list(self.people) or self.doers

    @property
    def doers(self) -> list[str]:
        """Everybody who does something, in the order of appearance."""
        return list(dict.fromkeys(step.who for step in self.steps if step.who))

    @classmethod
    def load(cls, path: Path) -> "Scenario":
        """Read a file. Raises ScenarioError."""
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise ScenarioError(f"{path}: {error}") from error
        return cls.from_yaml(content, path.stem)

    @classmethod
    def from_yaml(cls, content: Any, name: str) -> "Scenario":
        """Take parsed YAML: a list of steps, or {name, about, people, steps}. Raises ScenarioError."""
        if isinstance(content, list):
            content = {"steps": content}
        if not isinstance(content, dict) or not isinstance(content.get("steps"), list):
            raise ScenarioError(f"{name}: a list of steps is expected")
        if unknown := set(content) - {"name", "about", "people", "steps"}:
            raise ScenarioError(f"{name}: unknown key: {', '.join(sorted(unknown))}")
        steps = tuple(_step(each, number, name) for number, each in enumerate(content["steps"], 1))
        title, about = str(content.get("name", name)), str(content.get("about", ""))
        return cls(title, steps, about, tuple(content.get("people", ())))


def _step(value: Any, number: int, name: str) -> Step:
    where = f"{name}, step {number}"
    if not isinstance(value, dict):
        raise ScenarioError(f"{where}: a step is a mapping such as {{who: zhang, says: hello}}")
    who = str(value.get("who", ""))
    verbs = PEOPLE_VERBS if who and "remember" not in value else FREE_VERBS
    verb = next((each for each in verbs if each in value), "")
    if not verb:
        known = ", ".join(verbs)
        raise ScenarioError(
            f"{where}: no verb in {sorted(value)}; known{' for people' if who else ''}: {known}"
        )
    if unknown := set(value) - {"who", verb} - verbs[verb]:
        raise ScenarioError(f"{where}: {verb} does not go with {', '.join(sorted(unknown))}")
    more = {key: each for key, each in value.items() if key not in {"who", verb}}
    return Step(number, who, verb, value[verb], more)


def filled(value: Any, memory: Mapping[str, str]) -> Any:
    """Put remembered texts into `${name}` slots, anywhere inside. Raises StepError for an unknown name."""
    if isinstance(value, str):
        return SLOT.sub(lambda found: _recall(found.group(1), memory), value)
    if isinstance(value, dict):
        return {key: filled(each, memory) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, memory) for each in value]
    return value


def _recall(name: str, memory: Mapping[str, str]) -> str:
    if name not in memory:
        raise StepError(f"nothing remembered as {name}; remembered: {', '.join(memory) or 'nothing'}")
    return memory[name]


def _brief(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=1000).strip(" \n.")

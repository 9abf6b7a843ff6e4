"""Remembers what people did as scenario steps, so that a session can be saved and played again.

Touches inside web pages cannot be recorded: only that a page was opened.
"""

import threading
from typing import Any

import yaml

SIMPLE = {"follow": "follows", "unfollow": "unfollows", "enter": "enters"}
VALUED = {
    "say": ("says", "text"),
    "voice": ("speaks", "text"),
    "location": ("place", "label"),
    "menu": ("menu", "name"),
    "consent": ("consents", "template"),
}


class Script:
    """All deeds of a run in order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._steps: list[dict[str, Any]] = []

    def deed(self, person: str, deed: str, values: dict[str, Any], label: str) -> None:
        """Add a deed that worked; `label` is what was touched, where something was."""
        step = _step(deed, values, label)
        if step:
            with self._lock:
                self._steps.append({"who": person, **step})

    def clock(self, to: str) -> None:
        """Add a move of the clock."""
        with self._lock:
            if self._steps and "clock" in self._steps[-1]:
                self._steps.pop()
            self._steps.append({"clock": to})

    def as_yaml(self, name: str, people: list[str]) -> str:
        """The scenario file."""
        with self._lock:
            content = {"name": name, "people": people, "steps": self._steps}
            return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def _step(deed: str, values: dict[str, Any], label: str) -> dict[str, Any]:
    if deed in SIMPLE:
        return {SIMPLE[deed]: True}
    if deed in VALUED:
        verb, name = VALUED[deed]
        return {verb: values.get(name, "")}
    if deed in {"tap", "submit"}:
        kept = {name: values[name] for name in ("ticks", "unticks", "picks", "card") if values.get(name)}
        verb = "submits" if "ticks" in kept or "unticks" in kept or deed == "submit" else "taps"
        return {verb: label or values.get("label", ""), **kept}
    if deed == "photos":
        names = [*values.get("samples", []), *(each["name"] for each in values.get("files", []))]
        return {"photos": names or ["outlet.jpg"]}
    if deed == "scan":
        return {"scans": {"from": values["from"]} if "from" in values else values.get("text", "")}
    if deed == "open":
        return {"opens": label or values.get("label", "")}
    return {}

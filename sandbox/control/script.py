"""Remembers what people did as scenario steps, so that a session can be saved and played again.

What is touched inside a web page is remembered by its label: fields are kept until something is pressed.
"""

import threading
from collections.abc import Mapping
from datetime import datetime
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
        self._fields: dict[str, dict[str, Any]] = {}

    def deed(self, person: str, deed: str, values: dict[str, Any], label: str) -> None:
        """Add a deed that worked; `label` is what was touched, where something was."""
        step = _step(deed, values, label)
        if step:
            with self._lock:
                self._steps.append({"who": person, **step})

    def touch(self, person: str, touched: Mapping[str, object]) -> None:
        """Add a touch inside a page: a field's new value, or what was pressed with all of them."""
        with self._lock:
            fields = self._fields.setdefault(person, {})
            if near := str(touched.get("near") or ""):
                fields["near"] = near
            if press := str(touched.get("press") or ""):
                self._steps.append({"who": person, **fields, "presses": press})
                self._fields.pop(person)
            elif label := str(touched.get("label") or ""):
                _keep(fields, label, touched)

    def clock(self, before: datetime, after: datetime, *, to_agenda: bool = False) -> None:
        """Add a move of the clock, so told that it can be made again from any moment.

        Days are told with the time of day they ended at, for a person who jumps to 9:20 means 9:20.
        """
        days = (after.date() - before.date()).days
        told = f"+{days}d {after:%H:%M}" if days else f"+{round((after - before).total_seconds())}s"
        with self._lock:
            self._steps.append({"clock": "next reminder" if to_agenda else told})

    def as_yaml(self, name: str, people: list[str]) -> str:
        """The scenario file."""
        with self._lock:
            content = {"name": name, "people": people, "steps": self._steps}
            return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def _keep(fields: dict[str, Any], label: str, touched: Mapping[str, object]) -> None:
    """Put one field's value where the verbs of pages look for it."""
    for name, verb in (("fill", "fills"), ("choose", "chooses"), ("attach", "attaches")):
        if name in touched:
            fields.setdefault(verb, {})[label] = touched[name]
    if "tick" in touched:
        here, there = ("ticks", "unticks") if touched["tick"] else ("unticks", "ticks")
        if label in fields.get(there, []):
            fields[there].remove(label)
        else:
            fields[here] = [*fields.get(here, []), label]


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

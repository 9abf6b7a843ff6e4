"""Replays a script against its stored answers and says where it stands.

The price of replay: **a script is pure**. It sees no clock, no database and no randomness, and given the
same answers it takes the same way. In return nobody writes a state machine and none is stored; going
back, editing and resuming are changes of the record followed by a replay.

It never stores anything and never talks to anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.filled import filled
from bot.script import Ask, Choose, Do, Form, Look, Offer, Pick, Script, Step, Tell, TickOff


class ScriptError(Exception):
    """The script itself is wrong: it asked one key twice."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored answer: its value, what it was about, who gave it (a person's id) and when."""

    value: Any
    about: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything a sheet remembers for replay. `results` holds what looks, effects and tellings gave,
    by (key, query or about)."""

    answers: Mapping[str, Kept] = field(default_factory=dict)
    results: Mapping[tuple[str, str], Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Open:
    """A question waits. `kept` is its earlier answer, if it has one that must be given again; `ask` shows it
    ticked and chosen."""

    ask: Ask
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Wants:
    """The script waits for the engine: a search, an effect or a telling not yet done."""

    step: Look | Do | Tell


@dataclass(frozen=True, slots=True)
class Ended:
    """The script is over and hands over its command."""

    outcome: Any


@dataclass(frozen=True, slots=True)
class Passed:
    """A question the script came by, with its answer (None for an offer nobody took)."""

    ask: Ask
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a script stands, and the questions it came by, in order. `script` itself waits there."""

    state: Open | Wants | Ended
    trail: tuple[Passed, ...]
    script: Script | None = None

    def named(self, word: str) -> Ask | None:
        """The question 「改 word」 means, the latest if several."""
        return next((ask for ask in reversed(self._known()) if word == ask.key or word in ask.alias), None)

    def asked(self, key: str) -> Ask | None:
        """The question of that key, open or come by."""
        return next((ask for ask in self._known() if ask.key == key), None)

    def _known(self) -> list[Ask]:
        waiting = [self.state.ask] if isinstance(self.state, Open) else []
        return [*(passed.ask for passed in self.trail), *waiting]


def replay(script: Script, record: Record, focus: str = "") -> Standing:
    """Play `script` on `record`. `focus` is a question to stop at although it has an answer.

    Raises ScriptError if a key is asked twice.
    """
    return _play(script, None, (), record, focus)


def resume(standing: Standing, record: Record) -> Standing:
    """The same as a replay on a record that now answers the open question, without the way there.

    A standing is resumed once: its script moves on.
    """
    assert standing.script is not None
    assert isinstance(standing.state, Open)
    return _play(standing.script, standing.state.ask, standing.trail, record, "")


def _play(
    script: Script, step: Step | None, before: tuple[Passed, ...], record: Record, focus: str
) -> Standing:
    trail = list(before)
    seen = {passed.ask.key for passed in before}
    answer: Any = None
    while True:
        if step is None:
            try:
                step = script.send(answer)
            except StopIteration as stop:
                return Standing(Ended(stop.value), tuple(trail))
        if isinstance(step, Look | Do | Tell):
            place = (step.key, _about(step))
            if place not in record.results:
                return Standing(Wants(step), tuple(trail))
            step, answer = None, record.results[place]
            continue
        ask = step.ask if isinstance(step, Offer) else step
        if ask.key in seen:
            raise ScriptError(f"asked twice: {ask.key}")
        seen.add(ask.key)
        kept = record.answers.get(ask.key)
        if _must_stop(step, ask, kept, focus):
            return Standing(Open(filled(ask, kept.value) if kept else ask, kept), tuple(trail), script)
        trail.append(Passed(ask, kept))
        step, answer = None, kept.value if kept else None


def _about(step: Look | Do | Tell) -> str:
    return step.query if isinstance(step, Look) else step.about


def _must_stop(step: Step, ask: Ask, kept: Kept | None, focus: str) -> bool:
    if ask.key == focus:
        return True
    if kept is None:
        return not isinstance(step, Offer)
    return kept.about != ask.about or not admits(ask.form, kept.value)


def admits(form: Form, value: Any) -> bool:
    """Could this value be an answer to this form today? Lists change with upgrades and earlier answers."""
    match form:
        case Choose(choices):
            return value in {choice.id for choice in choices}
        case TickOff(options):
            return isinstance(value, list) and set(value) <= {option.id for option in options}
        case Pick(pickers):
            return isinstance(value, dict) and all(
                value.get(picker.id) in {option.id for option in picker.options} for picker in pickers
            )
        case _:
            return True

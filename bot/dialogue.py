"""Replays a script against its stored answers and says where it stands.

The price of replay: **a script is pure**. It sees no clock, no database and no randomness, and given the
same answers it takes the same way. In return nobody writes a state machine and none is stored; going
back, editing and resuming are changes of the record followed by a replay.

It never stores anything and never talks to anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from bot.filled import filled
from bot.script import Ask, Choose, Do, Form, Look, Offer, Offers, Pick, Script, Step, Tell, TickOff
from rules.kept import Kept as Found


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


class Passed(NamedTuple):
    """A question the script came by, with its answer (None for an offer nobody took)."""

    ask: Ask
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a script stands, and the questions it came by, in order. `script` waits there, at `step`."""

    state: Open | Wants | Ended
    trail: tuple[Passed, ...]
    script: Script | None = None
    step: Step | None = None

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
    return _Replay(script, record, focus, [], set()).run(None)


def resume(standing: Standing, record: Record) -> Standing:
    """The same as a replay on a record that now answers the open question, without the way there.

    A standing is resumed once: its script moves on.
    """
    assert standing.script is not None
    seen = {passed.ask.key for passed in standing.trail}
    return _Replay(standing.script, record, "", list(standing.trail), seen).run(standing.step)


@dataclass(slots=True)
class _Replay:
    """One run over the stored answers: the questions come by, and their keys."""

    script: Script
    record: Record
    focus: str
    trail: list[Passed]
    seen: set[str]

    def run(self, step: Step | None) -> Standing:
        """On from `step`; None: from where the script waits."""
        results, send, answer = self.record.results, self.script.send, None
        while True:
            if step is None:
                try:
                    step = send(answer)
                except StopIteration as stop:
                    return Standing(Ended(stop.value), tuple(self.trail))
            if isinstance(step, (Ask, Offer)):
                answer = self._comes_by(step)
            elif isinstance(step, Offers):
                answer = self._comes_by_several(step)
            else:
                place = (step.key, _about(step))
                if place not in results:
                    return Standing(Wants(step), tuple(self.trail))
                answer = results[place]
            if isinstance(answer, Standing):
                return answer
            step = None

    def _comes_by(self, step: Ask | Offer) -> Any:
        """The question's answer, None for an offer nobody took; or a Standing where it stops."""
        ask = step.ask if isinstance(step, Offer) else step
        if ask.key in self.seen:
            raise ScriptError(f"asked twice: {ask.key}")
        self.seen.add(ask.key)
        kept = self.record.answers.get(ask.key)
        if kept is None:
            stops = not isinstance(step, Offer)
        else:
            stops = kept.about != ask.about or not admits(ask.form, kept.value)
        if stops or ask.key == self.focus:
            waiting = Open(filled(ask, kept.value) if kept else ask, kept)
            return Standing(waiting, tuple(self.trail), self.script, step)
        self.trail.append(Passed(ask, kept))
        return kept.value if kept else None

    def _comes_by_several(self, step: Offers) -> Any:
        """(key, answer) of the first that has one, else None; or a Standing where it stops."""
        if self.focus not in step.keys and self.record.answers.keys().isdisjoint(step.keys):
            if not self.seen.isdisjoint(step.keys):
                raise ScriptError(f"asked twice: {sorted(self.seen & step.keys)}")
            self.seen |= step.keys
            self.trail += _untaken(step)
            return None
        for place, ask in enumerate(step.asks):
            answer = self._comes_by(Offer(ask))
            if isinstance(answer, Standing):
                return replace(answer, step=Offers(step.asks[place:]))
            if answer is not None:
                return ask.key, answer
        return None


def _untaken(step: Offers) -> list[Passed]:
    """Most offers of a long form are never taken, at any replay."""
    kept = _UNTAKEN.get(id(step))
    return kept[1] if kept else _UNTAKEN.keep(id(step), step, [Passed(ask, None) for ask in step.asks])


_UNTAKEN: Found[list[Passed]] = Found(2048)


def _about(step: Look | Do | Tell) -> str:
    return step.query if isinstance(step, Look) else step.about


def admits(form: Form, value: Any) -> bool:
    """Could this value be an answer to this form today? Lists change with upgrades and earlier answers."""
    match form:
        case Choose(choices):
            return any(choice.id == value for choice in choices)
        case TickOff(options):
            return isinstance(value, list) and {option.id for option in options}.issuperset(value)
        case Pick(pickers):
            return isinstance(value, dict) and all(
                value.get(picker.id) in {option.id for option in picker.options} for picker in pickers
            )
        case _:
            return True

"""Counts what a person had to do and what a bot sent, for the whole run and for named spans.

The counting rule of interactions: tap or swipe 1, typed message 2, photo 4, voice 2, place 3, scan 2,
submit = every changed tick 1 (a drop-down 2: open and choose) + 1, in a page every click and every field 1.
A swapped card is not a message. It never counts what happened before a span was opened.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sandbox.world.pulse import Pulse

TAP, TYPED, PHOTO, VOICE, PLACE, SCAN, PICK = 1, 2, 4, 2, 3, 2, 2


@dataclass(slots=True)
class _Span:
    people: tuple[str, ...]
    begun: dict[str, Counter[str]]
    ended: dict[str, Counter[str]] | None = None


@dataclass(slots=True)
class Tally:
    """Counters by name; `interactions`, `bot_messages`, `swaps` are kept per person."""

    pulse: Pulse
    people: dict[str, Counter[str]] = field(default_factory=dict)
    conversations: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)
    _spans: dict[str, _Span] = field(default_factory=dict)

    def count(self, name: str, amount: int = 1, *, person: str = "") -> None:
        """Add to one counter, and to the person's own if one is named."""
        with self.pulse:
            self.totals[name] += amount
            if person:
                self.people.setdefault(person, Counter())[name] += amount

    def heard(self, person: str, conversation: str) -> None:
        """A new bot message arrived on a phone."""
        with self.pulse:
            self.count("bot_messages", person=person)
            self.conversations[conversation] += 1

    def begin(self, name: str, people: tuple[str, ...]) -> None:
        """Open a span; opening it again starts it afresh."""
        with self.pulse:
            self._spans[name] = _Span(people, self._copy())

    def end(self, name: str) -> bool:
        """Freeze a span. False if there is none."""
        with self.pulse:
            span = self._spans.get(name)
            if span is None:
                return False
            span.ended = span.ended or self._copy()
            return True

    def as_json(self) -> dict[str, Any]:
        """All counters, for the control API."""
        with self.pulse:
            names = (
                "callbacks",
                "deliveries",
                "redeliveries",
                "api_calls",
                "rejected_requests",
                "rejected_replies",
                "warnings",
                "advice",
                "dropped",
                "swaps",
            )
            return {
                **{name: self.totals[name] for name in names},
                "interactions": self._per_person("interactions"),
                "bot_messages": {
                    **self._per_person("bot_messages"),
                    "conversations": dict(self.conversations),
                },
                "people": {person: dict(counts) for person, counts in self.people.items()},
            }

    def spans(self) -> list[dict[str, Any]]:
        """Every span with what happened inside it to the people it watches (nobody named = everybody)."""
        with self.pulse:
            return [self._span(name, span) for name, span in self._spans.items()]

    def _span(self, name: str, span: _Span) -> dict[str, Any]:
        last = span.ended or self.people
        watched = span.people or tuple(sorted(last))
        sums: Counter[str] = Counter()
        for person in watched:
            sums.update(last.get(person, Counter()) - span.begun.get(person, Counter()))
        return {
            "name": name,
            "people": list(span.people),
            "open": span.ended is None,
            "interactions": sums["interactions"],
            "bot_messages": sums["bot_messages"],
            "swaps": sums["swaps"],
            "callbacks": sums["callbacks"],
            "deliveries": sums["deliveries"],
        }

    def _per_person(self, name: str) -> dict[str, Any]:
        each = {person: counts[name] for person, counts in self.people.items() if counts[name]}
        return {"total": self.totals[name], "people": each}

    def _copy(self) -> dict[str, Counter[str]]:
        return {person: Counter(counts) for person, counts in self.people.items()}

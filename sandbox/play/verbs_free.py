"""The verbs nobody does: clock, spans, faults, remembering, pausing."""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sandbox.play.memory import words_of
from sandbox.play.scenario import Step, StepError
from sandbox.play.verbs import Hands, several, within

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
DAYS = re.compile(r"\+(\d+)d (\d{1,2}):(\d{2})")
STEP = re.compile(r"\+(\d+(?:\.\d+)?)([smhd])")
TIME_OF_DAY = re.compile(r"(?:next )?(\d{1,2}):(\d{2})")


def _clock(hands: Hands, step: Step) -> None:
    """`+1d`, `+90m`, `+8d 09:20` (so many days on, at that time), `2023-05-12 09:15`.

    Also `next 9:00` (the next time it is so late), `next reminder`.
    """
    hands.turn_everybody()
    text = str(step.value).strip()
    if text in {"next reminder", "agenda"}:
        hands.line.post("clock", to="agenda")
    elif found := STEP.fullmatch(text):
        hands.line.post("clock", advance_seconds=float(found.group(1)) * UNITS[found.group(2)])
    elif found := DAYS.fullmatch(text):
        days, hour, minute = map(int, found.groups())
        target = (_now(hands) + timedelta(days=days)).replace(hour=hour, minute=minute, second=0)
        hands.line.post("clock", to=target.isoformat())
    elif found := TIME_OF_DAY.fullmatch(text):
        now = _now(hands)
        target = now.replace(hour=int(found.group(1)), minute=int(found.group(2)), second=0)
        target += timedelta(days=1) if target <= now else timedelta()
        hands.line.post("clock", to=target.isoformat())
    else:
        hands.line.post("clock", to=text)


def _now(hands: Hands) -> datetime:
    return datetime.fromisoformat(hands.line.get("clock")["now"])


def _span(hands: Hands, step: Step) -> None:
    hands.line.post("spans", name=str(step.value), people=several(step.more.get("people", [])))


def _end_span(hands: Hands, step: Step) -> None:
    hands.line.post("spans/end", name=str(step.value))


def _repeat(hands: Hands, step: Step) -> None:
    """From here on every callback is delivered so many times, whatever the bot answers; 1 ends it."""
    for fault in hands.line.get("faults"):
        if fault["kind"] == "repeat":
            hands.line.delete(f"faults/{fault['id']}")
    if int(step.value) > 1:
        hands.line.post("faults", kind="repeat", times=None, times_each=int(step.value))


def _fault(hands: Hands, step: Step) -> None:
    values = step.value if isinstance(step.value, dict) else {"kind": str(step.value)}
    hands.line.post("faults", **values)


def _no_faults(hands: Hands, step: Step) -> None:
    hands.line.delete("faults")


def _remember(hands: Hands, step: Step) -> None:
    """Keep what a pattern finds on the newest message, page or address; group 1, or the whole match."""
    if not isinstance(step.value, dict):
        raise StepError("remember: a mapping of names to patterns is expected")
    for name, pattern in step.value.items():
        hands.memory[str(name)] = _search(hands, step, re.compile(str(pattern)))


def _search(hands: Hands, step: Step, pattern: re.Pattern[str]) -> str:
    deadline = time.monotonic() + within(step)
    people = [step.who] if step.who else [each["id"] for each in hands.line.get("people")]
    while True:
        for text in _texts(hands, people):
            if found := pattern.search(text):
                return found.group(1) if pattern.groups else found.group(0)
        if time.monotonic() > deadline:
            raise StepError(f"nothing matches {pattern.pattern!r}")
        time.sleep(0.1)


def _texts(hands: Hands, people: list[str]) -> list[str]:
    texts: list[tuple[int, str]] = []
    pages: list[str] = []
    for person in people:
        page = hands.page(person)
        pages += [page.url, page.text()]
        for message in hands.line.messages(person, 0)[1]:
            words = " ".join([words_of(message), *(tap["url"] for tap in message["taps"])])
            texts.append((message["id"], words))
    return [*pages, *(words for _, words in sorted(texts, reverse=True))]


def _pause(hands: Hands, step: Step) -> None:
    time.sleep(float(step.value))


def _title(hands: Hands, step: Step) -> None:
    """A heading for those who watch; nothing happens."""


Verb = Callable[[Hands, Step], Any]
FREE: dict[str, Verb] = {
    "clock": _clock,
    "span": _span,
    "end_span": _end_span,
    "repeat_callbacks": _repeat,
    "fault": _fault,
    "no_faults": _no_faults,
    "remember": _remember,
    "pause": _pause,
    "title": _title,
}

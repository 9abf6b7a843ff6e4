"""Every message on every phone, in order, with a cursor for those who watch.

A changed message (recalled, card swapped) takes a new sequence number and keeps its id, so a watcher
that asks "what came after 17" also hears of the change. It never deletes anything.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sandbox.clock import Clock
from sandbox.settings import SHANGHAI
from sandbox.world.pulse import Pulse

Sender = Literal["bot", "person", "system"]


@dataclass(slots=True)
class Message:
    """One bubble. `body` holds the fields of its kind; `at` is business time in unix seconds."""

    id: int
    seq: int
    person: str
    sender: Sender
    kind: str
    body: dict[str, Any]
    at: float
    via: str = ""
    chat: str = ""
    swaps: int = 0
    recalled: bool = False
    read: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """What the control API shows."""
        return {
            "id": self.id,
            "seq": self.seq,
            "person": self.person,
            "from": self.sender,
            "kind": self.kind,
            "at": datetime.fromtimestamp(int(self.at), SHANGHAI).isoformat(),
            "via": self.via,
            "chat": self.chat,
            "swaps": self.swaps,
            "recalled": self.recalled,
            **self.body,
        }


class Feed:
    """All phones' messages. `heard` is called under the lock for each new message."""

    def __init__(self, pulse: Pulse, clock: Clock, heard: Callable[[Message], None]) -> None:
        self._pulse = pulse
        self._clock = clock
        self._heard = heard
        self._all: dict[int, Message] = {}
        self._by_person: dict[str, OrderedDict[int, Message]] = {}

    def add(
        self, person: str, sender: Sender, kind: str, body: dict[str, Any], *, via: str = "", chat: str = ""
    ) -> Message:
        """Put a new message on a phone."""
        with self._pulse:
            number = len(self._all) + 1
            message = Message(number, 0, person, sender, kind, body, self._clock.business(), via, chat)
            self._all[number] = message
            message.seq = self._pulse.beat()
            self._by_person.setdefault(person, OrderedDict())[number] = message
            self._heard(message)
            return message

    def change(self, number: int, **changes: Any) -> Message:
        """Replace fields of a message; watchers see it again under a new sequence number."""
        with self._pulse:
            message = self._all[number]
            for name, value in changes.items():
                setattr(message, name, value)
            message.seq = self._pulse.beat()
            self._by_person[message.person].move_to_end(number)
            return message

    def get(self, number: int) -> Message | None:
        """One message by its id."""
        return self._all.get(number)

    def after(self, person: str, cursor: int) -> list[Message]:
        """What came or changed after the cursor, in the order of ids."""
        with self._pulse:
            found: list[Message] = []
            for message in reversed(self._mine(person).values()):
                if message.seq <= cursor:
                    break
                found.append(message)
            return sorted(found, key=lambda each: each.id)

    def newest_first(self, person: str) -> list[Message]:
        """A phone's messages as they stand in the chat, the last one first."""
        with self._pulse:
            return sorted(self._mine(person).values(), key=lambda each: each.id, reverse=True)

    def top(self, person: str) -> int:
        """The newest sequence number on this phone, 0 if it is empty."""
        with self._pulse:
            mine = self._mine(person)
            return next(reversed(mine.values())).seq if mine else 0

    def everything(self) -> list[Message]:
        """All messages of all phones by id."""
        with self._pulse:
            return [self._all[number] for number in sorted(self._all)]

    def _mine(self, person: str) -> OrderedDict[int, Message]:
        return self._by_person.get(person) or OrderedDict()

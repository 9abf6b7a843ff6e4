"""Sent template cards and their response codes: who holds a copy, what may still be changed.

One code comes from sending, one more from every click; each works once and for 72 hours of business
time (page 94888). It never changes a message itself.
"""

import secrets
from dataclasses import dataclass, field
from typing import Literal

from sandbox.clock import Clock
from sandbox.world.pulse import Pulse

CODE_SECONDS = 72 * 3600
Trouble = Literal["unknown", "used", "expired"]


@dataclass(slots=True)
class SentCard:
    """One send: its message id on the platform and the copies on phones (person -> message id)."""

    msgid: str
    task: str
    card_type: str
    copies: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Code:
    sent: SentCard
    person: str
    until: float
    used: bool = False


class CodeError(LookupError):
    """A response code that cannot be used."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


class CardDesk:
    """All sent cards."""

    def __init__(self, pulse: Pulse, clock: Clock) -> None:
        self._pulse = pulse
        self._clock = clock
        self._tasks: set[str] = set()
        self._codes: dict[str, _Code] = {}
        self._by_message: dict[int, SentCard] = {}

    def knows_task(self, task: str) -> bool:
        """True if a card with this task_id was sent before."""
        return task in self._tasks

    def register(self, card: SentCard) -> None:
        """Remember a sent card and all its copies."""
        with self._pulse:
            if card.task:
                self._tasks.add(card.task)
            for message in card.copies.values():
                self._by_message[message] = card

    def of_message(self, message: int) -> SentCard | None:
        """The send that a copy belongs to."""
        return self._by_message.get(message)

    def new_code(self, card: SentCard, person: str = "") -> str:
        """A fresh code; `person` names the clicker, '' the send itself."""
        code = secrets.token_urlsafe(48)
        with self._pulse:
            self._codes[code] = _Code(card, person, self._clock.business() + CODE_SECONDS)
        return code

    def redeem(self, code: str) -> tuple[SentCard, str]:
        """Use a code up; returns the card and the clicker. Raises CodeError."""
        with self._pulse:
            found = self.peek(code)
            self._codes[code].used = True
            return found

    def peek(self, code: str) -> tuple[SentCard, str]:
        """Look at a code without using it. Raises CodeError."""
        with self._pulse:
            known = self._codes.get(code)
            if known is None:
                raise CodeError("unknown")
            if known.used:
                raise CodeError("used")
            if self._clock.business() > known.until:
                raise CodeError("expired")
            return known.sent, known.person

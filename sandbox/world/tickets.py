"""Things that are good for a while: access tokens and the codes of web login.

Lives run on business time, so that a clock set forward ends them like waiting would.
"""

import secrets
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.clock import Clock
from sandbox.world.pulse import Pulse

State = Literal["good", "unknown", "expired", "used"]


@dataclass(slots=True)
class _Ticket:
    until: float
    holds: Any
    used: bool = False


class TicketRack:
    """Random strings with a life; a ticket holds whatever was put in with it.

    A jump of the clock ends them `grace` real seconds late: a call it overtook has no old token.
    """

    def __init__(self, pulse: Pulse, clock: Clock, length: int, grace: float = 0.0) -> None:
        self._pulse = pulse
        self._clock = clock
        self._length = length
        self._grace = grace
        self._tickets: dict[str, _Ticket] = {}

    def issue(self, seconds: float, holds: Any = None) -> str:
        """A fresh ticket."""
        name = secrets.token_urlsafe(self._length)
        with self._pulse:
            self._tickets[name] = _Ticket(self._clock.business() + seconds, holds)
        return name

    def state(self, name: str) -> State:
        """Whether the ticket is good."""
        with self._pulse:
            ticket = self._tickets.get(name)
            if ticket is None:
                return "unknown"
            if ticket.used:
                return "used"
            alive = self._clock.business() < ticket.until or self._clock.overtaken(ticket.until, self._grace)
            return "good" if alive else "expired"

    def holds(self, name: str) -> Any:
        """What was put in; KeyError for an unknown ticket."""
        return self._tickets[name].holds

    def remaining(self, name: str) -> float:
        """Seconds of business time left, 0 if none."""
        ticket = self._tickets.get(name)
        return max(0.0, ticket.until - self._clock.business()) if ticket else 0.0

    def use(self, name: str) -> State:
        """Use up a single-use ticket; the answer is its state before."""
        with self._pulse:
            before = self.state(name)
            if before == "good":
                self._tickets[name].used = True
            return before

    def shorten(self, name: str, seconds: float) -> None:
        """Let a ticket end in at most so many seconds."""
        with self._pulse:
            ticket = self._tickets.get(name)
            if ticket:
                ticket.until = min(ticket.until, self._clock.business() + seconds)

    def forget_all(self) -> None:
        """Make every ticket unknown (forced invalidation)."""
        with self._pulse:
            self._tickets.clear()

    def end_all(self) -> None:
        """Let every ticket be over now, as if its life had passed."""
        with self._pulse:
            for ticket in self._tickets.values():
                ticket.until = min(ticket.until, self._clock.business())

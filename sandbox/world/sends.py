"""What was sent through the message API: for recall (24 h) and for the duplicate check (up to 4 h).

Keeps a digest of each request body, never the body. Runs on business time.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.world.pulse import Pulse


@dataclass(slots=True)
class Sent:
    """One accepted send: when (business time, unix seconds) and the bubbles it made."""

    at: float
    messages: list[int] = field(default_factory=list)


class Sends:
    """All sends of one app."""

    def __init__(self, pulse: Pulse, clock: Clock) -> None:
        self._pulse = pulse
        self._clock = clock
        self._sent: dict[str, Sent] = {}
        self._bodies: dict[str, tuple[float, str]] = {}

    def new_msgid(self) -> str:
        """An opaque id, as long as the platform's."""
        return secrets.token_urlsafe(52)

    def earlier(self, body: str, seconds: float) -> str | None:
        """The msgid of an equal body sent within the last seconds."""
        with self._pulse:
            at, msgid = self._bodies.get(_digest(body), (float("-inf"), ""))
            return msgid if self._clock.business() - at <= seconds else None

    def remember(self, body: str, msgid: str) -> Sent:
        """Keep an accepted send."""
        with self._pulse:
            now = self._clock.business()
            self._bodies[_digest(body)] = (now, msgid)
            self._sent[msgid] = Sent(now)
            return self._sent[msgid]

    def of(self, msgid: str) -> Sent | None:
        """A send by its id."""
        return self._sent.get(msgid)


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()

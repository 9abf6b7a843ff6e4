"""Customer-service windows of one service account: who may still be written to, and how often.

A message opens 48 hours for five (or twenty) replies; a menu click, a scan or a follow opens a minute
for three (rule O4). The window that ends first is used first. Business time.
"""

from dataclasses import dataclass
from typing import Literal

from sandbox.clock import Clock
from sandbox.world.pulse import Pulse

Reason = Literal["message", "menu", "scan", "follow"]
LIVES = {"message": 48 * 3600.0, "menu": 60.0, "scan": 60.0, "follow": 60.0}
SHORT_COUNT = 3


@dataclass(slots=True)
class _Window:
    until: float
    left: int


class Windows:
    """All people's windows."""

    def __init__(self, pulse: Pulse, clock: Clock, after_message: int) -> None:
        self._pulse = pulse
        self._clock = clock
        self._after_message = after_message
        self._open: dict[str, dict[Reason, _Window]] = {}

    def open(self, person: str, reason: Reason) -> None:
        """Open a window afresh; a new message resets the count."""
        count = self._after_message if reason == "message" else SHORT_COUNT
        with self._pulse:
            mine = self._open.setdefault(person, {})
            mine[reason] = _Window(self._clock.business() + LIVES[reason], count)

    def close(self, person: str) -> None:
        """Unfollowed: every window is gone."""
        with self._pulse:
            self._open.pop(person, None)

    def take(self, person: str) -> Literal["ok", "closed", "empty"]:
        """Use one message up."""
        now = self._clock.business()
        with self._pulse:
            alive = [each for each in self._open.get(person, {}).values() if each.until >= now]
            if not alive:
                return "closed"
            useful = [each for each in alive if each.left > 0]
            if not useful:
                return "empty"
            min(useful, key=lambda each: each.until).left -= 1
            return "ok"

    def as_json(self, person: str) -> list[dict[str, object]]:
        """Open windows for people who watch: reason, seconds left, messages left."""
        now = self._clock.business()
        with self._pulse:
            return [
                {"reason": reason, "seconds": round(each.until - now), "left": each.left}
                for reason, each in self._open.get(person, {}).items()
                if each.until >= now
            ]

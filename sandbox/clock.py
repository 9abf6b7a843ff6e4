"""The sandbox's two times: real time, and business time = real time + an offset that only grows.

What phones show, CreateTime and every life span run on business time; the `timestamp` of a signed
request and the member limits run on real time. Nothing else in the sandbox asks the system for the time.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime

from sandbox.settings import SHANGHAI


class BackwardsError(ValueError):
    """The business clock was asked to run backwards."""


class Clock:
    """Both times. Thread safe."""

    def __init__(self, start: datetime, *, real: Callable[[], float] = time.time) -> None:
        self._real = real
        self._lock = threading.Lock()
        self._offset = start.timestamp() - real()
        self._jumped_at, self._jumped_from = float("-inf"), 0.0

    def real(self) -> float:
        """Real time in unix seconds."""
        return self._real()

    def business(self) -> float:
        """Business time in unix seconds."""
        return self._real() + self._offset

    def now(self) -> datetime:
        """Business time, Asia/Shanghai, whole seconds."""
        return datetime.fromtimestamp(int(self.business()), SHANGHAI)

    @property
    def offset(self) -> float:
        """Business time minus real time, in seconds."""
        return self._offset

    def overtaken(self, until: float, grace: float) -> bool:
        """Whether a moment is past only because of a jump at most `grace` real seconds ago."""
        return self.real() - self._jumped_at < grace and until > self._jumped_from

    def advance(self, seconds: float) -> datetime:
        """Move forward. Raises BackwardsError for a negative step."""
        if seconds < 0:
            raise BackwardsError("时间只能向前走")
        with self._lock:
            self._jumped_from, self._jumped_at = self.business(), self.real()
            self._offset += seconds
        return self.now()

    def move_to(self, moment: datetime) -> datetime:
        """Jump to a later moment; a naive one is Shanghai time. Raises BackwardsError for an earlier one."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
        return self.advance(aware.timestamp() - self.business())

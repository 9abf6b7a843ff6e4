"""The one clock. Business time is real time plus an offset that only a sandbox may set.

`refresh` asks the sandbox and is called outside transactions; `now` never uses the network.
"""

import json
import threading
import time
import urllib.request
from datetime import UTC, datetime, timedelta

EVERY = 0.3
"""Seconds an offset read from the sandbox is good for."""


class Clock:
    """`url` '' is an ordinary clock; otherwise the sandbox's clock endpoint."""

    def __init__(self, url: str = "") -> None:
        self._url = url
        self._offset = timedelta()
        self._read_at = -EVERY
        self._lock = threading.Lock()

    def wall(self) -> datetime:
        """Real time: for leases, back-off and the platform's limits."""
        return datetime.now(UTC)

    def now(self) -> datetime:
        """Business time: for everything a person or the law sees."""
        return self.wall() + self._offset

    def refresh(self) -> None:
        """Read the sandbox's offset if it may have moved. A sandbox that does not answer changes nothing."""
        if not self._url:
            return
        with self._lock:
            if time.monotonic() - self._read_at < EVERY:
                return
            self._read_at = time.monotonic()
            try:
                with urllib.request.urlopen(self._url, timeout=2) as answer:
                    told = json.load(answer)
                self._offset = self._told(told)
            except (OSError, ValueError, KeyError, TypeError):
                return

    def _told(self, told: dict[str, object]) -> timedelta:
        """The offset of {"offset_seconds": n}, or of {"now": "2023-05-08T09:00:00+08:00"}."""
        if "offset_seconds" in told:
            return timedelta(seconds=float(str(told["offset_seconds"])))
        return datetime.fromisoformat(str(told["now"])) - self.wall()

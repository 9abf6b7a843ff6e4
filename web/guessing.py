"""Guessed addresses: an address of ours that nobody minted counts against the caller, and soon ends his luck.

It never touches a caller whose address is right: behind one mobile exit sit many honest phones.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import abort, request

A_MINUTE = 20
MOST_CALLERS = 10_000
"""Callers remembered at once; the longest silent is forgotten first."""


@dataclass(slots=True)
class Guesses:
    """Wrong addresses by caller. `clock` gives real time in seconds. Thread-safe, per process."""

    clock: Callable[[], float]
    _wrong: "OrderedDict[str, deque[float]]" = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wrong(self, caller: str) -> bool:
        """Count one; True if this caller has guessed too often within a minute."""
        now = self.clock()
        with self._lock:
            times = self._wrong.setdefault(caller, deque(maxlen=A_MINUTE + 1))
            self._wrong.move_to_end(caller)
            times.append(now)
            if len(self._wrong) > MOST_CALLERS:
                self._wrong.popitem(last=False)
            return len(times) > A_MINUTE and now - times[0] < 60

    def refuse(self) -> None:
        """Answer a wrong address: 404 like any other, 429 once there were too many."""
        abort(429 if self.wrong(request.remote_addr or "") else 404)

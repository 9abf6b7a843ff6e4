"""One lock, one sequence number and one bell for the whole world.

Whoever changes something takes a number and rings; whoever watches sleeps until the number grows.
"""

import threading
from collections.abc import Callable
from types import TracebackType


class Pulse:
    """Use as a context manager to hold the lock; reentrant."""

    def __init__(self) -> None:
        self._bell = threading.Condition(threading.RLock())
        self._number = 0

    def __enter__(self) -> None:
        self._bell.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bell.release()

    @property
    def number(self) -> int:
        """The newest sequence number."""
        return self._number

    def beat(self) -> int:
        """Take the next number and wake everybody who waits."""
        with self._bell:
            self._number += 1
            self._bell.notify_all()
            return self._number

    def wait(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Sleep until `ready` holds, at most `seconds` of real time. True if it holds."""
        with self._bell:
            return self._bell.wait_for(ready, timeout=seconds)

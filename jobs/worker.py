"""The worker: chores in threads of their own, each until there is nothing to do, then until it is woken.

A wake-up through Redis makes it quick and may be lost; it looks again by itself anyway. A chore that fails
is logged and tried again; it never takes the others with it.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from structlog.stdlib import BoundLogger


@dataclass(frozen=True, slots=True)
class Chore:
    """`drain` does some work and returns how much; `idle` is the wait (seconds) when there was none."""

    name: str
    drain: Callable[[], int]
    idle: float


class Worker:
    """Runs chores until stopped."""

    def __init__(self, chores: Sequence[Chore], woken: Callable[[float], None], log: BoundLogger) -> None:
        self._chores = chores
        self._woken = woken
        self._log = log
        self._stop = threading.Event()
        self._bells = [threading.Event() for _ in chores]

    def run(self) -> None:
        """Work until `stop`. The calling thread listens for wake-ups."""
        threads = [
            threading.Thread(target=self._loop, args=(chore, bell), name=chore.name, daemon=True)
            for chore, bell in zip(self._chores, self._bells, strict=True)
        ]
        for thread in threads:
            thread.start()
        while not self._stop.is_set():
            self._woken(1.0)
            for bell in self._bells:
                bell.set()
        for thread in threads:
            thread.join(timeout=10)

    def stop(self) -> None:
        """Finish what is in hand and return."""
        self._stop.set()

    def _loop(self, chore: Chore, bell: threading.Event) -> None:
        while not self._stop.is_set():
            try:
                did = chore.drain()
            except Exception as bug:
                self._log.error("chore.failed", chore=chore.name, exc_info=bug)
                did = 0
                self._stop.wait(1.0)
            if not did:
                bell.wait(chore.idle)
                bell.clear()

"""The line in front of the database, within one process: who came first is served first.

SQLite has one writer, PostgreSQL one connection a writer. Waiting here costs nothing, where looking at a
lock again and again would; and who has waited too long is told so while there is still time to keep what
he brought. Between processes the database's own locks decide; of them it knows only that they wait too, and
steps aside for a moment now and then.
"""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from sqlalchemy import Engine, QueuePool

from models.engine import LOOK_SECONDS

LONGEST_SECONDS = 30.0
IN_A_ROW = 4
"""So often a place goes from hand to hand before other processes get a chance at SQLite's lock."""
ASIDE_SECONDS = LOOK_SECONDS[1] * 1.5
"""Longer than anybody sleeps between two looks at the lock, so that whoever waits elsewhere gets it."""


class LineError(Exception):
    """Nobody made room in time."""


class _Waiter:
    """One who stands in line. `aside`: he lets other processes go before him."""

    def __init__(self) -> None:
        self.called = Event()
        self.aside = False


class Line:
    """So many places, given in order of arrival; those who go first before all others."""

    def __init__(self, places: int, patience: float = LONGEST_SECONDS) -> None:
        self._alone = places == 1
        self._free = places
        self._patience = patience
        self._lock = Lock()
        self._in_a_row = 0
        self._first: deque[_Waiter] = deque()
        self._others: deque[_Waiter] = deque()

    @classmethod
    def before(cls, engine: Engine, patience: float = LONGEST_SECONDS) -> "Line":
        """The line an engine needs."""
        if engine.dialect.name != "sqlite" and isinstance(engine.pool, QueuePool):
            return cls(engine.pool.size(), patience)
        return cls(1, patience)

    @contextmanager
    def place(self, patience: float | None = None, *, first: bool = False) -> Iterator[None]:
        """Stand in line for at most `patience` seconds and hold a place. Raises LineError."""
        self._enter(self._patience if patience is None else patience, self._first if first else self._others)
        try:
            yield
        finally:
            self._leave()

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        with self._lock:
            return len(self._first) + len(self._others)

    def _enter(self, patience: float, queue: deque[_Waiter]) -> None:
        one = _Waiter()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            queue.append(one)
        if not one.called.wait(patience):
            with self._lock:
                # Called in the very last moment: the place is ours, and nobody else's any more.
                if not one.called.is_set():
                    queue.remove(one)
                    raise LineError
        if one.aside:
            time.sleep(ASIDE_SECONDS)

    def _leave(self) -> None:
        with self._lock:
            queue = self._first or self._others
            if not queue:
                self._free += 1
                self._in_a_row = 0
                return
            self._in_a_row += 1
            one = queue.popleft()
            if self._alone and self._in_a_row >= IN_A_ROW:
                one.aside, self._in_a_row = True, 0
            one.called.set()

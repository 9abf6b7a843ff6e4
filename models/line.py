"""The line in front of the database, within one process: who came first is served first.

SQLite has one writer, PostgreSQL one connection a writer. Waiting here costs nothing, where looking at a
lock again and again would; and who has waited too long is told so while there is still time to keep what
he brought. It knows nothing of other processes: between them the database's own locks decide.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from sqlalchemy import Engine, QueuePool

LONGEST_SECONDS = 30.0


class LineError(Exception):
    """Nobody made room in time."""


class Line:
    """So many places, given in order of arrival; those who go first before all others."""

    def __init__(self, places: int, patience: float = LONGEST_SECONDS) -> None:
        self._free = places
        self._patience = patience
        self._lock = Lock()
        self._first: deque[Event] = deque()
        self._others: deque[Event] = deque()

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

    def _enter(self, patience: float, queue: deque[Event]) -> None:
        called = Event()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            queue.append(called)
        if called.wait(patience):
            return
        with self._lock:
            # Called in the very last moment: the place is ours, and nobody else's any more.
            if called.is_set():
                return
            queue.remove(called)
        raise LineError

    def _leave(self) -> None:
        with self._lock:
            queue = self._first or self._others
            if queue:
                queue.popleft().set()
            else:
                self._free += 1

"""How many calls of each kind are under way at this moment. It counts; it refuses nothing."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Flights:
    """Calls under way by name. Thread safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flying: Counter[str] = Counter()

    @contextmanager
    def one(self, name: str) -> Iterator[int]:
        """Count one call while it lasts; the value is how many are under way with it."""
        with self._lock:
            self._flying[name] += 1
            under_way = self._flying[name]
        try:
            yield under_way
        finally:
            with self._lock:
                self._flying[name] -= 1

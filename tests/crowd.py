"""Many threads that begin at the same instant."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def at_once(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all of them in threads of their own, begun together; what each gave, or the exception it raised."""
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        start.wait(timeout=30)
        try:
            return deed()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


class Meanwhile:
    """A deed in a thread of its own, held at its middle until it is told to go on."""

    def __init__(self, deed: Callable[["Meanwhile"], None]) -> None:
        self._there = threading.Event()
        self._go = threading.Event()
        self._failed: list[BaseException] = []
        self._thread = threading.Thread(target=self._run, args=(deed,), daemon=True)

    def _run(self, deed: Callable[["Meanwhile"], None]) -> None:
        try:
            deed(self)
        except BaseException as error:
            self._failed.append(error)
            self._there.set()

    def middle(self) -> None:
        """Called by the deed: here it waits."""
        self._there.set()
        assert self._go.wait(timeout=30)

    def __enter__(self) -> "Meanwhile":
        self._thread.start()
        assert self._there.wait(timeout=30)
        return self

    def go_on(self) -> None:
        """Let the deed finish, and wait until it has."""
        self._go.set()
        self._thread.join(timeout=30)
        assert not self._thread.is_alive()
        if self._failed:
            raise self._failed[0]

    def __exit__(self, *_: object) -> None:
        self.go_on()

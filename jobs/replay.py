"""Plays callbacks that were kept because their lock was busy, one person after the other, in order."""

from dataclasses import dataclass

from structlog.stdlib import BoundLogger

from bot.turn import Turn
from models.inbox import POISONED
from models.work import Store


@dataclass(frozen=True, slots=True)
class Replayer:
    """Plays what waits."""

    store: Store
    turn: Turn
    log: BoundLogger

    def drain(self) -> int:
        """Play the oldest waiting callback of each person; returns how many."""
        with self.store.read() as work:
            waiting = work.inbox.waiting()
        for one in waiting:
            self._one(one.number)
        return len(waiting)

    def _one(self, number: int) -> None:
        # The try is counted in a commit of its own: what kills the process is given up after a few.
        with self.store.write() as work:
            tries = work.inbox.count_try(number)
        if tries > POISONED:
            self.turn.give_up_waiting(number, "failed again and again")
            return
        try:
            self.turn.take_waiting(number)
        except Exception as bug:
            self.log.error("replay.failed", inbound=number, exc_info=bug)

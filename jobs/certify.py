"""Makes the 签收回执 of whatever was received: draws the letter if nobody has, then freezes and draws it.

A receipt whose photos are still to be fetched waits; one whose certificate cannot be printed is left alone,
and one that fails is tried again a few times and keeps no other waiting.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from structlog.stdlib import BoundLogger

from bot.script import RefusedError
from handlers.certificate import certificate
from handlers.copies import CERTIFICATE, delivered
from handlers.desk import Desk
from handlers.papers import NotReadyError, Papers
from models.work import LockedError, Store, Work

MOST = 20
TRIES = 5


@dataclass(frozen=True, slots=True)
class Certifier:
    """See the module. `refused` are notices this process has given up on, `failed` how often each failed."""

    store: Store
    papers: Papers
    desk: Callable[[Work], Desk]
    log: BoundLogger
    refused: set[int] = field(default_factory=set)
    failed: Counter[int] = field(default_factory=Counter)

    def drain(self) -> int:
        """Make a handful; returns how many were made."""
        with self.store.read() as work:
            wanted = [one for one in work.notices.uncertified(CERTIFICATE) if one not in self.refused]
        return sum(self._one(notice) for notice in wanted[:MOST])

    def _one(self, number: int) -> bool:
        try:
            return self._made(number)
        except (NotReadyError, LockedError):
            return False
        except RefusedError as refused:
            self.log.error("certificate.refused", notice=number, why=refused.say)
            self.refused.add(number)
        except Exception as bug:
            self.log.error("certificate.failed", notice=number, exc_info=bug)
            self.failed[number] += 1
            if self.failed[number] >= TRIES:
                self.refused.add(number)
        return False

    def _made(self, number: int) -> bool:
        with self.store.read() as work:
            letter = delivered(work.notices.get(number), self.desk(work)).id
        self.papers.letter(letter)
        with self.store.write() as work:
            made = certificate(work.notices.get(number, lock=True), self.desk(work))
        if made is not None:
            self.papers.letter(made.id)
        return made is not None

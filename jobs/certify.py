"""Makes the 签收回执 of whatever was received: draws the letter if nobody has, then freezes and draws it.

A receipt whose photos are still to be fetched waits; one whose certificate cannot be printed is left alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from structlog.stdlib import BoundLogger

from bot.script import RefusedError
from handlers.certificate import certificate
from handlers.certificate_facts import served
from handlers.copies import CERTIFICATE
from handlers.desk import Desk
from handlers.papers import Papers
from models.work import Store, Work

MOST = 20


@dataclass(frozen=True, slots=True)
class Certifier:
    """See the module. `refused` are notices this process has given up on."""

    store: Store
    papers: Papers
    desk: Callable[[Work], Desk]
    log: BoundLogger
    refused: set[int] = field(default_factory=set)

    def drain(self) -> int:
        """Make a handful; returns how many were made."""
        with self.store.read() as work:
            wanted = [one for one in work.notices.uncertified(CERTIFICATE) if one not in self.refused]
        return sum(self._one(notice) for notice in wanted[:MOST])

    def _one(self, number: int) -> bool:
        with self.store.read() as work:
            letter = served(work.notices.get(number), self.desk(work)).id
        self.papers.letter(letter)
        try:
            with self.store.write() as work:
                made = certificate(work.notices.get(number, lock=True), self.desk(work))
        except RefusedError as refused:
            self.log.error("certificate.refused", notice=number, why=refused.say)
            self.refused.add(number)
            return False
        if made is not None:
            self.papers.letter(made.id)
        return made is not None

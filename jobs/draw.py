"""Makes the signed copies that were put down to be made, so that nobody waits for one.

Letters that are sent are drawn when they are sent; these belong to no message.
"""

from dataclasses import dataclass

from structlog.stdlib import BoundLogger

from handlers.copies import RECEIVED
from handlers.papers import NotReadyError, Papers
from models.work import Store


@dataclass(frozen=True, slots=True)
class Drawing:
    """Makes what waits, oldest first."""

    store: Store
    papers: Papers
    log: BoundLogger

    def drain(self) -> int:
        """Make a handful; returns how many were made. What cannot be made now is tried again later."""
        with self.store.read() as work:
            waiting = [row.id for row in work.notices.undrawn(RECEIVED)]
        return sum(self._one(number) for number in waiting)

    def _one(self, number: int) -> int:
        try:
            self.papers.letter(number)
        except NotReadyError as why:
            self.log.warning("draw.waits", paper=number, why=str(why))
            return 0
        except Exception as bug:
            self.log.error("draw.failed", paper=number, exc_info=bug)
            return 0
        return 1

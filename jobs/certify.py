"""Makes the 签收回执 of whatever was received: draws the letter if nobody has, then freezes and draws it.

A receipt whose photos are still to be fetched waits; one whose certificate cannot be printed is given up.
"""

from collections.abc import Callable

from structlog.stdlib import BoundLogger

from handlers.certificate import certificate
from handlers.copies import delivered
from handlers.desk import Desk
from handlers.paper_orders import CERTIFICATE
from handlers.papers import Papers
from jobs.ordered import Making
from models.work import Store, Work


def certifying(store: Store, papers: Papers, desk: Callable[[Work], Desk], log: BoundLogger) -> Making:
    """The chore."""

    def make(number: int) -> bool:
        with store.read() as work:
            letter = delivered(work.notices.get(number), desk(work)).id
        papers.letter(letter)
        with store.write() as work:
            made = certificate(work.notices.get(number, lock=True), desk(work))
        if made is not None:
            papers.letter(made.id)
        return made is not None

    return Making(CERTIFICATE, make, store, desk, log)

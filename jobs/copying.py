"""Makes the 签收件 of whatever was received by a tap, so that nobody waits for one: handlers.signed_copy."""

from collections.abc import Callable

from structlog.stdlib import BoundLogger

from handlers.copies import delivered
from handlers.desk import Desk
from handlers.paper_orders import COPY
from handlers.papers import Papers
from handlers.signed_copy import keep_signed_copy, signed_copy
from jobs.ordered import Making
from models.work import Store, Work


def copying(store: Store, papers: Papers, desk: Callable[[Work], Desk], log: BoundLogger) -> Making:
    """The chore."""

    def make(number: int) -> bool:
        with store.read() as work:
            notice = work.notices.get(number)
            receipt = work.notices.receipt(number)
            if receipt is None or signed_copy(notice, desk(work)) is not None:
                return receipt is not None
            letter = delivered(notice, desk(work)).id
        made = papers.received(letter, receipt.id)
        sha, pages = papers.files.put(made.pdf), papers.press.count(made.pdf)
        with store.write() as work:
            keep_signed_copy(work.notices.get(number, lock=True), made, sha, pages, desk(work))
        return True

    return Making(COPY, make, store, desk, log)

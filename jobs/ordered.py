"""Makes what receipts have ordered: each order by itself, so that one that fails keeps no other waiting.

What waits for something (a photo to be fetched, a seal, a timestamp) is looked at ever more rarely; what
fails is tried a few times, then given up and said. Nothing is made inside a transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass

from structlog.stdlib import BoundLogger

from bot.script import RefusedError
from handlers.desk import Desk
from handlers.paper_orders import OURS, tell_given_up
from handlers.papers import NotReadyError
from models.orders import Ordered
from models.work import LockedError, Store, Work

MOST = 20


@dataclass(frozen=True, slots=True)
class Making:
    """One sort of order. `make` makes it for a notice: False while it cannot be had; it raises NotReadyError,
    LockedError (later), RefusedError (never)."""

    sort: str
    make: Callable[[int], bool]
    store: Store
    desk: Callable[[Work], Desk]
    log: BoundLogger

    def drain(self) -> int:
        """Make a handful; returns how many were made."""
        with self.store.read() as work:
            if not work.orders.any_due(self.sort):
                return 0
        with self.store.write() as work:
            taken = work.orders.take_due(self.sort, MOST)
        return sum(self._one(order) for order in taken)

    def _one(self, order: Ordered) -> bool:
        try:
            made = self.make(order.notice)
        except (NotReadyError, LockedError) as why:
            self.log.warning("order.waits", sort=order.sort, notice=order.notice, why=str(why))
            made = False
        except RefusedError as refused:
            self.log.error("order.refused", sort=order.sort, notice=order.notice, why=refused.say)
            self._give_up(order, refused.say)
            return False
        except Exception as bug:
            self.log.error("order.failed", sort=order.sort, notice=order.notice, exc_info=bug)
            self._failed(order)
            return False
        with self.store.write() as work:
            (work.orders.made if made else work.orders.waits)(order)
        return made

    def _failed(self, order: Ordered) -> None:
        with self.store.write() as work:
            if work.orders.failed(order, OURS):
                tell_given_up(order.sort, work.notices.get(order.notice), OURS, self.desk(work))

    def _give_up(self, order: Ordered, why: str) -> None:
        with self.store.write() as work:
            work.orders.give_up(order, why)
            tell_given_up(order.sort, work.notices.get(order.notice), why, self.desk(work))

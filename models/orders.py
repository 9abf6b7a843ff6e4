"""Papers ordered: what a receipt asks a worker to make, each tried again ever more rarely, and given up once.

A look costs as much as is due, whatever was ever received. `wall` is real time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.once import insert_once
from models.polled import DUE_ORDER
from models.tables.schedule import PaperOrder

ORDER = ("sort", "notice_id")
LEASE_SECONDS = 120.0
"""A worker that dies leaves its order to the next after so long."""
BACKOFF = (5.0, 30.0, 120.0, 300.0)
"""Seconds until the next try, by how many failed. After one more it is given up."""
TRIES = len(BACKOFF) + 1
SHORTEST, LONGEST = 2.0, 300.0
"""Seconds between two looks at what only waits: a quarter of its age, within these."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """One order in hand."""

    id: int
    sort: str
    notice: int


class Orders:
    """Orders, inside one transaction."""

    def __init__(self, session: Session, wall: datetime) -> None:
        self._session, self._wall = session, wall

    def put(self, sort: str, notice: int) -> None:
        """Have a paper of this sort made for a notice. Once is for ever."""
        values = {"sort": sort, "notice_id": notice, "at": self._wall, "due_at": self._wall}
        insert_once(self._session, PaperOrder, ORDER, values)

    def any_due(self, sort: str) -> bool:
        """Is there anything to take? Asked without writing."""
        return self._session.execute(DUE_ORDER, {"sort": sort, "wall": self._wall}).first() is not None

    def take_due(self, sort: str, most: int) -> list[Ordered]:
        """Take what is due, longest due first; nobody else takes it meanwhile."""
        rows = self._session.execute(
            select(PaperOrder)
            .where(PaperOrder.sort == sort, PaperOrder.due_at <= self._wall)
            .order_by(PaperOrder.due_at, PaperOrder.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        ).scalars()
        taken = []
        for row in rows:
            row.due_at = self._wall + timedelta(seconds=LEASE_SECONDS)
            taken.append(Ordered(row.id, row.sort, row.notice_id))
        return taken

    def made(self, order: Ordered) -> None:
        """It is done with."""
        self._row(order).due_at = None

    def waits(self, order: Ordered) -> None:
        """Not yet, and nobody's fault."""
        row = self._row(order)
        age = (self._wall - row.at).total_seconds() / 4
        row.due_at = self._wall + timedelta(seconds=min(max(age, SHORTEST), LONGEST))

    def failed(self, order: Ordered, why: str) -> bool:
        """It failed; is it given up with that?"""
        row = self._row(order)
        row.tries += 1
        if row.tries >= TRIES:
            self.give_up(order, why)
            return True
        row.due_at = self._wall + timedelta(seconds=BACKOFF[row.tries - 1])
        return False

    def give_up(self, order: Ordered, why: str) -> None:
        """It will not be made."""
        row = self._row(order)
        row.due_at, row.why = None, why

    def of_notice(self, notice: int) -> Sequence[PaperOrder]:
        """What was ordered for a notice."""
        found = select(PaperOrder).where(PaperOrder.notice_id == notice).order_by(PaperOrder.id)
        return self._session.execute(found).scalars().all()

    def _row(self, order: Ordered) -> PaperOrder:
        return self._session.get_one(PaperOrder, order.id)

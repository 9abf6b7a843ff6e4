"""Queries about photos, voices and notes. Rows are added and filed, never deleted."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from models.tables.base import run, table_of
from models.tables.cases import Evidence

EVIDENCE = table_of(Evidence).c
PHOTOS = (
    select(EVIDENCE.item, func.count().label("photos"))
    .where(EVIDENCE.sheet_id == bindparam("sheet"), EVIDENCE.sort == "photo", EVIDENCE.state != "lost")
    .group_by(EVIDENCE.item)
)
TOLD = ("reading", "place", "opinion", "permits", "comment")
"""Sorts of evidence that are words."""


class EvidenceBook:
    """Evidence rows, inside one transaction. `now` is business time, `wall` real time."""

    def __init__(self, session: Session, now: datetime, wall: datetime) -> None:
        self._session = session
        self._now = now
        self._wall = wall

    def add(self, row: Evidence) -> Evidence:
        """Keep one piece of evidence as it came."""
        self._session.add(row)
        self._session.flush()
        return row

    def new(self, sort: str, channel: str, by: str, *, media: str = "", text: str = "") -> Evidence:
        """A fresh row, not yet filed anywhere: to be fetched if it has media, complete if it is text."""
        return Evidence(
            sort=sort,
            channel=channel,
            by=by,
            at=self._now,
            media=media,
            text=text,
            state="pending" if media else "stored",
            next_at=self._wall,
        )

    def counts(self, sheet: str) -> Mapping[str, int]:
        """How many photos each item of a sheet has; '' counts the unfiled ones."""
        return {row.item: row.photos for row in run(self._session, PHOTOS, sheet=sheet)}

    def told(self, visit: int) -> Sequence[Evidence]:
        """Readings, places, opinions, comments, the permit office's words on a visit, as they were told."""
        found = select(Evidence).where(Evidence.visit_id == visit, Evidence.sort.in_(TOLD))
        return self._session.execute(found.order_by(Evidence.id)).scalars().all()

    def slips(self, visit: int, sorts: Sequence[str] = ("slip",)) -> Sequence[Evidence]:
        """Photos of signed or stamped slips of a visit's letters; with `left` also those of a 留置."""
        found = select(Evidence).where(Evidence.visit_id == visit, Evidence.sort.in_(sorts))
        return self._session.execute(found.order_by(Evidence.id)).scalars().all()

    def by_ids(self, ids: Sequence[int]) -> Sequence[Evidence]:
        """These pieces, as they came."""
        found = select(Evidence).where(Evidence.id.in_(ids)).order_by(Evidence.id)
        return self._session.execute(found).scalars().all()

    def unfiled(self, channel: str, by: str) -> Sequence[Evidence]:
        """What this person sent while no sheet and no hazard was open, newest last."""
        return (
            self._session.execute(
                select(Evidence)
                .where(
                    Evidence.channel == channel,
                    Evidence.by == by,
                    Evidence.sheet_id.is_(None),
                    Evidence.submission_id.is_(None),
                )
                .order_by(Evidence.id)
            )
            .scalars()
            .all()
        )

    def file_sheet(self, sheet: str, visit: int) -> None:
        """Everything of a sheet belongs to the visit that was made of it."""
        self._session.execute(update(Evidence).where(Evidence.sheet_id == sheet).values(visit_id=visit))

    def of_sheet(self, sheet: str) -> Sequence[Evidence]:
        """Everything of one sheet, as it came."""
        return (
            self._session.execute(select(Evidence).where(Evidence.sheet_id == sheet).order_by(Evidence.id))
            .scalars()
            .all()
        )

    # --- fetching

    def claim_pending(self, lease_seconds: float, most: int = 8) -> Sequence[Evidence]:
        """Photos still to be fetched; each is put off by the lease, so that a crash tries again."""
        rows = (
            self._session.execute(
                select(Evidence)
                .where(Evidence.state == "pending", Evidence.next_at <= self._wall)
                .order_by(Evidence.next_at, Evidence.id)
                .limit(most)
                .with_for_update(skip_locked=True)
            )
            .scalars()
            .all()
        )
        for row in rows:
            row.next_at = self._wall + timedelta(seconds=lease_seconds)
            row.attempts += 1
        return rows

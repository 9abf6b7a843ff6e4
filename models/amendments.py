"""Queries about what is done about issued notices. No rule is decided here."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.letters import Amendment, Notice


class Amendments:
    """Amendments, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, number: int) -> Amendment:
        """One by id, locked: it is decided once. Raises sqlalchemy.exc.NoResultFound."""
        found = select(Amendment).where(Amendment.id == number).with_for_update()
        return self._session.execute(found).scalar_one()

    def waiting(self, notice: int) -> Amendment | None:
        """What is proposed about a notice and not decided, sealed, or served."""
        found = select(Amendment).where(Amendment.notice_id == notice).order_by(Amendment.id)
        for row in self._session.execute(found).scalars():
            if row.state in ("proposed", "unsealed") or (
                row.state == "agreed" and row.sort != "correct" and row.paper_id
            ):
                return row
        return None

    def of_notice(self, notice: int) -> Sequence[Amendment]:
        """Everything ever proposed about a notice, oldest first."""
        found = select(Amendment).where(Amendment.notice_id == notice).order_by(Amendment.id)
        return self._session.execute(found).scalars().all()

    def of_sheet(self, sheet: str) -> Amendment | None:
        """The amendment whose replacement this sheet prepares."""
        found = select(Amendment).where(Amendment.sheet_id == sheet).order_by(Amendment.id.desc())
        return self._session.execute(found).scalars().first()

    def by_number(self, series: str, year: int, seq: int) -> Notice | None:
        """The notice of a number."""
        found = select(Notice).where(Notice.series == series, Notice.year == year, Notice.seq == seq)
        return self._session.execute(found).scalar_one_or_none()

    def last_of(self, officer: str) -> Notice | None:
        """The last notice this officer brought out that is not void, a warning before its reminder."""
        found = select(Notice).where(Notice.issued_by == officer, Notice.slot.is_not(None))
        found = found.order_by(Notice.visit_id.desc(), Notice.kind.desc())
        return self._session.execute(found).scalars().first()

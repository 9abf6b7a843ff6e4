"""Queries about receipt dates that were put right. No rule is decided here."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.letters import ReceiptCorrection


class ReceiptDates:
    """Corrections of receipt dates, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def every(self) -> Sequence[ReceiptCorrection]:
        """All of them, oldest first."""
        found = select(ReceiptCorrection).order_by(ReceiptCorrection.id)
        return self._session.execute(found).scalars().all()

    def of(self, signing: str) -> Sequence[ReceiptCorrection]:
        """Those of the receipts of one signing, oldest first."""
        found = select(ReceiptCorrection).where(ReceiptCorrection.signing == signing)
        return self._session.execute(found.order_by(ReceiptCorrection.id)).scalars().all()

    def last(self, signings: Collection[str]) -> Mapping[str, ReceiptCorrection]:
        """The one that holds, for each of these signings that has one."""
        found = select(ReceiptCorrection).where(ReceiptCorrection.signing.in_(signings))
        rows = self._session.execute(found.order_by(ReceiptCorrection.id)).scalars()
        return {row.signing: row for row in rows}

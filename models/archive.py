"""Queries behind an enterprise's file: its visits, and every audit row that names what belongs to them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.polled import WANTED_FILE
from models.tables.cases import Evidence, Recheck, Visit
from models.tables.letters import Notice, PaperRow
from models.tables.people import Enterprise
from models.tables.records import ArchiveRequest, Audit


class ArchiveRows:
    """Rows of one enterprise's file, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def firms(self, text: str) -> Sequence[Enterprise]:
        """Enterprises of this credit code or of exactly this name; two sites of one firm are two."""
        found = select(Enterprise).where((Enterprise.uscc == text) | (Enterprise.name == text))
        return self._session.execute(found.order_by(Enterprise.id)).scalars().all()

    def visits(self, enterprise: int) -> Sequence[Visit]:
        """Every visit to it, void and replaced ones too, oldest first."""
        found = select(Visit).where(Visit.enterprise_id == enterprise).order_by(Visit.id)
        return self._session.execute(found).scalars().all()

    def notices(self, enterprise: int) -> Sequence[Notice]:
        """Every notice to it, void ones too, oldest first."""
        found = select(Notice).where(Notice.enterprise_id == enterprise).order_by(Notice.id)
        return self._session.execute(found).scalars().all()

    def papers(self, visit: int) -> Sequence[PaperRow]:
        """Every letter of a visit but previews."""
        found = select(PaperRow).where(PaperRow.visit_id == visit, PaperRow.preview.is_(False))
        return self._session.execute(found.order_by(PaperRow.id)).scalars().all()

    def evidence(self, visit: int, submissions: Sequence[int]) -> Sequence[Evidence]:
        """What was sent on a visit, and what came as feedback."""
        found = select(Evidence).where((Evidence.visit_id == visit) | Evidence.submission_id.in_(submissions))
        return self._session.execute(found.order_by(Evidence.id)).scalars().all()

    def rechecks(self, visit: int) -> Sequence[Recheck]:
        """The rechecks that followed a visit, oldest first."""
        found = select(Recheck).where(Recheck.visit_id == visit).order_by(Recheck.id)
        return self._session.execute(found).scalars().all()

    def log(self, subjects: Sequence[str]) -> Sequence[Audit]:
        """The audit rows about these, oldest first."""
        found = select(Audit).where(Audit.subject.in_(subjects)).order_by(Audit.id)
        return self._session.execute(found).scalars().all()

    # --- who wants a file

    def waiting(self, enterprise: int, by: str) -> ArchiveRequest | None:
        """What this person asked for and has not got yet."""
        found = select(ArchiveRequest).where(
            ArchiveRequest.enterprise_id == enterprise,
            ArchiveRequest.by == by,
            ArchiveRequest.state == "waiting",
        )
        return self._session.execute(found.limit(1)).scalar_one_or_none()

    def next_wanted(self) -> ArchiveRequest | None:
        """The oldest request that waits."""
        return self._session.execute(WANTED_FILE).scalar_one_or_none()

    def lock_request(self, number: int) -> ArchiveRequest:
        """By id, locked. Raises sqlalchemy.exc.NoResultFound."""
        found = select(ArchiveRequest).where(ArchiveRequest.id == number).with_for_update()
        return self._session.execute(found).scalar_one()

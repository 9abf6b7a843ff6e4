"""Queries behind the register of numbers: each notice with its site, visit, people, receipt, recheck.

A handful of statements for the whole page, however long it is. No rule is decided here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.tables.cases import Hazard, Visit, VisitStaff
from models.tables.letters import Amendment, Notice, PaperRow, Receipt
from models.tables.people import Enterprise
from models.tables.records import Audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines: '' or 0 means all. `text` is part of a firm's name, credit code or number;
    `without` are enterprises whose lines are left out."""

    district: str = ""
    kind: str = ""
    year: int = 0
    state: str = ""
    text: str = ""
    without: tuple[int, ...] = ()


class RegisterRows:
    """What the register is made of, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, wanted: Wanted) -> int:
        """How many lines there are."""
        return int(self._session.execute(_narrow(select(func.count(Notice.id)), wanted)).scalar_one())

    def lines(
        self, wanted: Wanted, most: int = 0, skip: int = 0
    ) -> Sequence[tuple[Notice, Enterprise, Visit]]:
        """Notices with site and visit, by series, year and number; all of them if `most` is 0."""
        found = _narrow(select(Notice, Enterprise, Visit), wanted).order_by(
            Notice.kind.desc(), Notice.series, Notice.year, Notice.seq
        )
        if most:
            found = found.limit(most).offset(skip)
        return [(row[0], row[1], row[2]) for row in self._session.execute(found)]

    def years(self) -> Sequence[int]:
        """The years there are numbers of, newest first."""
        return list(
            self._session.execute(select(Notice.year).distinct().order_by(Notice.year.desc())).scalars()
        )

    def receipts(self, notices: Sequence[int]) -> Mapping[int, Receipt]:
        """The receipt of each of these notices that has one."""
        found = select(Receipt).where(Receipt.notice_id.in_(notices))
        return {row.notice_id: row for row in self._session.execute(found).scalars()}

    def hazards(self, notices: Sequence[int]) -> Mapping[int, int]:
        """How many hazards each of these notices names."""
        found = (
            select(Hazard.notice_id, func.count(Hazard.id))
            .where(Hazard.notice_id.in_(notices))
            .group_by(Hazard.notice_id)
        )
        return {row[0]: row[1] for row in self._session.execute(found) if row[0] is not None}

    def staff(self, visits: Sequence[int]) -> Mapping[int, Sequence[VisitStaff]]:
        """Who was at each of these visits, in the order of the form."""
        rows = select(VisitStaff).where(VisitStaff.visit_id.in_(visits)).order_by(VisitStaff.place)
        found: dict[int, list[VisitStaff]] = defaultdict(list)
        for row in self._session.execute(rows).scalars():
            found[row.visit_id].append(row)
        return found

    def rechecks(self, notices: Sequence[int]) -> Mapping[int, Audit]:
        """The last recheck of each of these notices."""
        subjects = {f"notice:{number}": number for number in notices}
        rows = (
            select(Audit).where(Audit.action == "rechecked", Audit.subject.in_(subjects)).order_by(Audit.id)
        )
        return {subjects[row.subject]: row for row in self._session.execute(rows).scalars()}

    def replacements(self, notices: Sequence[int]) -> Mapping[int, str]:
        """The number of the notice that stands in for each of these, where there is one."""
        found = select(Notice.replaces_id, Notice.number).where(Notice.replaces_id.in_(notices))
        return {row[0]: row[1] for row in self._session.execute(found) if row[0] is not None}

    def by_code(self, code: str) -> Notice | None:
        """The notice whose paper carries this code."""
        return self._session.execute(select(Notice).where(Notice.code == code)).scalar_one_or_none()

    def by_file(self, sha: str) -> PaperRow | None:
        """The letter whose stored file, or the OFD beside it, has this SHA-256."""
        same = (PaperRow.file_sha == sha) | (PaperRow.ofd_sha == sha)
        found = select(PaperRow).where(same).order_by(PaperRow.id)
        return self._session.execute(found).scalars().first()

    def by_signature(self, shas: Sequence[str]) -> Mapping[str, PaperRow]:
        """The letters whose files carry these signatures, by signature."""
        found = select(PaperRow).where(PaperRow.signature.in_([one for one in shas if one]))
        return {row.signature: row for row in self._session.execute(found).scalars()}

    def amendments(self, notices: Sequence[int]) -> Mapping[int, Sequence[Amendment]]:
        """What was done about each of these notices, oldest first."""
        rows = select(Amendment).where(Amendment.notice_id.in_(notices)).order_by(Amendment.id)
        found: dict[int, list[Amendment]] = defaultdict(list)
        for row in self._session.execute(rows).scalars():
            found[row.notice_id].append(row)
        return found

    def served_papers(self, notices: Sequence[int]) -> Mapping[int, PaperRow]:
        """The 送达 copy of each of these notices."""
        rows = select(PaperRow).where(PaperRow.notice_id.in_(notices), PaperRow.copy == "送达")
        return {int(row.notice_id or 0): row for row in self._session.execute(rows).scalars()}


def _narrow(found: Any, wanted: Wanted) -> Any:
    found = found.join(Enterprise, Enterprise.id == Notice.enterprise_id).join(
        Visit, Visit.id == Notice.visit_id
    )
    for column, value in (
        (Notice.district, wanted.district),
        (Notice.kind, wanted.kind),
        (Notice.year, wanted.year),
        (Notice.state, wanted.state),
    ):
        if value:
            found = found.where(column == value)
    if wanted.without:
        found = found.where(Notice.enterprise_id.not_in(wanted.without))
    if wanted.text:
        part = wanted.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        pattern = f"%{part}%"
        columns = (Enterprise.name, Enterprise.uscc, Notice.number)
        found = found.where(or_(*(one.like(pattern, escape="\\") for one in columns)))
    return found

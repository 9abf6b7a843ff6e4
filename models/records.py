"""Queries behind Annex 4: visits, problems, receipts and online findings with their enterprises."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from models.tables.cases import MAILED, Hazard, Recheck, Visit, VisitStaff
from models.tables.letters import Delivery, Notice
from models.tables.people import Enterprise
from models.tables.records import OnlineProblem, Snapshot


class Annex4Rows:
    """Rows for counting, a few statements for the whole campaign. It counts nothing itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def districts(self) -> tuple[str, ...]:
        """The districts of the register, in the order of their first enterprise."""
        first = func.min(Enterprise.id)
        found = select(Enterprise.district).group_by(Enterprise.district).order_by(first)
        return tuple(self._session.execute(found).scalars())

    def last_version(self, period: str) -> int:
        """The version last submitted for a period, 0 if none."""
        found = select(func.max(Snapshot.version)).where(Snapshot.period == period)
        return self._session.execute(found).scalar() or 0

    def coverage(self, district: str, since: date) -> Mapping[str, tuple[int, int]]:
        """(covered, all) of the register's enterprises of a district, by group.

        重点 are covered by a visit, 其他 also by a reminder that was signed for (五、（二）).
        """
        signed = select(Notice.enterprise_id).where(
            Notice.kind == "reminder", Notice.slot.is_not(None), Notice.received_on >= since
        )
        visited = select(Visit.enterprise_id).where(
            Visit.visited_on >= since, Visit.state == "confirmed", Visit.form != MAILED
        )
        reminded = and_(Enterprise.group == "ordinary", Enterprise.id.in_(signed))
        found = (
            select(
                Enterprise.group,
                func.count(Enterprise.id),
                func.sum(case((Enterprise.id.in_(visited) | reminded, 1), else_=0)),
            )
            .where(Enterprise.district == district, Enterprise.in_register.is_(True))
            .group_by(Enterprise.group)
        )
        return {row[0]: (int(row[2] or 0), row[1]) for row in self._session.execute(found)}

    def visits(self) -> Sequence[tuple[Visit, Enterprise]]:
        """Every visit with its site."""
        found = select(Visit, Enterprise).join(Enterprise, Enterprise.id == Visit.enterprise_id)
        found = found.where(Visit.form != MAILED).order_by(Visit.id)
        return [(row[0], row[1]) for row in self._session.execute(found)]

    def rechecks(self) -> Sequence[tuple[Recheck, Visit, Enterprise]]:
        """Every recheck that stood alone, with the visit it followed and its site."""
        found = (
            select(Recheck, Visit, Enterprise)
            .join(Visit, Visit.id == Recheck.visit_id)
            .join(Enterprise, Enterprise.id == Visit.enterprise_id)
        )
        return [(row[0], row[1], row[2]) for row in self._session.execute(found.order_by(Recheck.id))]

    def people(self) -> Mapping[int, Sequence[VisitStaff]]:
        """Who was there, by visit."""
        found: dict[int, list[VisitStaff]] = defaultdict(list)
        for row in self._session.execute(select(VisitStaff).order_by(VisitStaff.place)).scalars():
            found[row.visit_id].append(row)
        return found

    def problems(self) -> Mapping[int, Sequence[int]]:
        """The problems of each visit, merged ones once."""
        found: dict[int, list[int]] = defaultdict(list)
        pairs = (
            select(Hazard.visit_id, Hazard.problem)
            .where(Hazard.state != "withdrawn")
            .distinct()
            .order_by(Hazard.visit_id, Hazard.problem)
        )
        for visit, problem in self._session.execute(pairs):
            found[visit].append(problem)
        return found

    def reminders(self) -> Sequence[tuple[Notice, Enterprise, datetime | None]]:
        """Every reminder with its site and the first time a copy was delivered."""
        delivered = (
            select(Delivery.visit_id, func.min(Delivery.delivered_at).label("at"))
            .group_by(Delivery.visit_id)
            .subquery()
        )
        found = (
            select(Notice, Enterprise, delivered.c.at)
            .join(Enterprise, Enterprise.id == Notice.enterprise_id)
            .outerjoin(delivered, delivered.c.visit_id == Notice.visit_id)
            .where(Notice.kind == "reminder")
            .order_by(Notice.id)
        )
        return [(row[0], row[1], row[2]) for row in self._session.execute(found)]

    def warnings(self) -> Sequence[tuple[Notice, Enterprise]]:
        """Every warning notice with its site."""
        found = select(Notice, Enterprise).join(Enterprise, Enterprise.id == Notice.enterprise_id)
        found = found.where(Notice.kind == "warning").order_by(Notice.id)
        return [(row[0], row[1]) for row in self._session.execute(found)]

    def online(self) -> Sequence[tuple[OnlineProblem, Enterprise]]:
        """Every online finding with its site."""
        found = select(OnlineProblem, Enterprise).join(
            Enterprise, Enterprise.id == OnlineProblem.enterprise_id
        )
        return [(row[0], row[1]) for row in self._session.execute(found.order_by(OnlineProblem.id))]

"""The records Annex 4 is counted from, as rules.annex4 wants them. It counts nothing."""

from handlers.desk import Desk
from models.records import Annex4Rows
from models.tables.people import Enterprise
from rules import reminder_states
from rules.annex4_records import (
    Attendee,
    OnlineProblem,
    ProblemFound,
    Records,
    ReminderReceived,
    VisitRecord,
    WarningReceived,
    site_key,
)
from rules.local_time import local_date
from rules.roles import Role
from rules.sources import Source
from rules.visit_states import COUNTED


def records(desk: Desk) -> Records:
    """Everything the table is counted from, read in a handful of statements."""
    rows = desk.work.annex4
    return Records((*_visits(rows), *_rechecks(rows)), _reminders(rows), _warnings(rows), _online(rows))


def _visits(rows: Annex4Rows) -> tuple[VisitRecord, ...]:
    people, problems = rows.people(), rows.problems()
    return tuple(
        VisitRecord(
            id=f"visit:{visit.id}",
            district=visit.district,
            site=_site(firm),
            on=visit.visited_on,
            people=tuple(Attendee(p.userid, p.role == Role.EXPERT) for p in people.get(visit.id, ())),
            problems=tuple(ProblemFound(f"problem:{visit.id}:{n}") for n in problems.get(visit.id, ())),
            source=Source(visit.source),
            recheck=visit.recheck,
            confirmed=visit.state in COUNTED,
            on_target=firm.in_register,
        )
        for visit, firm in rows.visits()
    )


def _rechecks(rows: Annex4Rows) -> tuple[VisitRecord, ...]:
    """A recheck alone is a visit of its day; its hazards were counted when they were found."""
    return tuple(
        VisitRecord(
            id=f"recheck:{one.id}",
            district=visit.district,
            site=_site(firm),
            on=one.on,
            people=tuple(Attendee(person[0], person[3] == Role.EXPERT) for person in one.staff),
            problems=(),
            source=Source(visit.source),
            recheck=True,
            on_target=firm.in_register,
        )
        for one, visit, firm in rows.rechecks()
    )


def _reminders(rows: Annex4Rows) -> tuple[ReminderReceived, ...]:
    return tuple(
        ReminderReceived(
            id=notice.number,
            district=notice.district,
            site=_site(firm),
            issued_on=notice.issued_on,
            delivered_on=local_date(delivered) if delivered else None,
            signed_on=notice.received_on if notice.state in reminder_states.SIGNED else None,
            void=notice.slot is None,
            on_target=firm.in_register,
        )
        for notice, firm, delivered in rows.reminders()
    )


def _warnings(rows: Annex4Rows) -> tuple[WarningReceived, ...]:
    return tuple(
        WarningReceived(
            id=notice.number,
            district=notice.district,
            site=_site(firm),
            received_on=notice.received_on,
            void=notice.slot is None,
            on_target=firm.in_register,
        )
        for notice, firm in rows.warnings()
    )


def _online(rows: Annex4Rows) -> tuple[OnlineProblem, ...]:
    return tuple(
        OnlineProblem(
            id=f"online:{one.id}",
            district=one.district,
            site=_site(firm),
            on=local_date(one.detected_at),
            platform=one.platform,
            cause=one.cause,
            episode=one.episode,
            confirmed=one.state == "属实",
            on_target=firm.in_register,
        )
        for one, firm in rows.online()
    )


def _site(firm: Enterprise) -> str:
    return site_key(firm.uscc or "", firm.site_name, firm.name)

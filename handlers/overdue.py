"""到期: notices past their last day are flagged, a recheck is given out, the leader gets a card.

The clock only flags. Nothing is closed or handed to enforcement without a person's recheck (§1.3).
"""

from dataclasses import asdict, replace

from bot.deeds import Person
from bot.script import Opening
from bot.words import Card, Link, Row
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign
from handlers.desk import Desk
from handlers.due_date import count, set_due_date
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from handlers.moves import move
from handlers.scripts.decisions import Matter
from models.tables.cases import Hazard, Visit
from models.tables.letters import Notice
from models.tables.people import Staff
from rules import hazard_states, notice_states
from rules.hazard_states import HazardState
from rules.local_time import show_date
from rules.notice_states import NoticeState
from rules.workdays import CalendarMissingError

DUE = "到期"
"""The row of a card that says the last day."""


def mark_overdue(desk: Desk) -> int:
    """Flag what ran out before today; returns how many."""
    late = desk.work.notices.overdue(desk.today, sorted(notice_states.RUNNING))
    for notice in late:
        move(desk, notice, notice_states.MOVES, NoticeState.OVERDUE)
        give_recheck(notice, desk)
        _tell_leader(notice, desk)
    return len(late)


def recount(desk: Desk) -> int:
    """Receipts that waited for a calendar get their due date once it is loaded."""
    waiting = [n for n in desk.work.notices.without_due_date() if n.received_on is not None]
    return sum(set_due_date(notice, desk) is not None for notice in waiting if _known(notice, desk))


def _known(notice: Notice, desk: Desk) -> bool:
    assert notice.received_on is not None
    assert notice.days is not None
    try:
        count(notice.received_on, notice.days, desk)
    except CalendarMissingError:
        return False
    return True


def recheck_matter(notice: Notice, desk: Desk, title: str, userid: str, said: str = "") -> Matter:
    """What a recheck is about: only what is still open, and what somebody `said` of it."""
    visit = desk.work.notices.visit(notice.visit_id)
    unsettled = [h for h in desk.work.notices.hazards(notice.id) if h.state in hazard_states.UNSETTLED]
    # What has passed is not looked at again, unless a leader sent everything back.
    todo = [h for h in unsettled if h.state != HazardState.ACCEPTED] or unsettled
    return Matter(
        id=notice.id,
        title=title,
        note=visit.header["name"],
        body=_body(todo, said),
        rows=(("编号", notice.number), (DUE, due_words(notice)), ("未完成", f"{len(todo)} 条")),
        page=staff_page(desk, visit.id, userid),
        hazards=tuple((h.id, h.place, h.text) for h in todo),
    )


def due_words(notice: Notice) -> str:
    """Its last day, as a card says it."""
    return show_date(notice.due_on) if notice.due_on else "待日历"


def _body(todo: list[Hazard], said: str) -> str:
    """What fits on a card: three or four hazards, the beginning of each."""
    if said:
        return "\n".join((said[:60], *(f"{one.place}. {one.text[:28]}" for one in todo[:3])))
    return "\n".join(f"{one.place}. {one.text[:36]}" for one in todo[:4])


def give_recheck(notice: Notice, desk: Desk, title: str = "已逾期，请去复核", said: str = "") -> None:
    """Put the recheck before the officer who found the hazards. Twice is once."""
    visit = desk.work.notices.visit(notice.visit_id)
    officer = desk.work.people.staff(visit.filed_by)
    if officer is None:
        return
    matter = recheck_matter(notice, desk, title, officer.userid, said)
    matter = replace(matter, people=_company(visit, officer, desk))
    opening = Opening(script="recheck", subject=str(notice.id), facts=asdict(matter))
    due = desk.house.calendar.plus(desk.today, 3)
    named = f"复核：{visit.header['name']} {notice.number}"
    assign(desk, staff_actor(officer), Assignment("recheck", named, opening, due))


def _company(visit: Visit, officer: Staff, desk: Desk) -> tuple[tuple[str, str, bool], ...]:
    """Who may go along: whoever was at the visit, marked, then the officer's team."""
    before = [one.userid for one in desk.work.notices.visit_staff(visit.id)]
    team = [one.userid for one in desk.work.people.team(officer.team)]
    rows = [desk.work.people.staff(one) for one in dict.fromkeys((officer.userid, *before, *team))]
    return tuple((row.userid, row.name, row.userid in before) for row in rows if row is not None)


def _tell_leader(notice: Notice, desk: Desk) -> None:
    visit = desk.work.notices.visit(notice.visit_id)
    for row in leaders_of(desk, visit.district, visit.enterprise_id):
        matter = recheck_matter(notice, desk, "有一份提示单逾期未整改", row.userid)
        card = Card(
            task=f"overdue-{notice.id}-{row.userid}",
            title=matter.title,
            note=matter.note,
            body=f"已请{desk.books.name_of(visit.filed_by)}复核。\n{matter.body}",
            rows=tuple(Row(name, value) for name, value in matter.rows),
            form=Link(matter.page),
        )
        desk.books.send(Person("wecom", row.userid), card, key=f"overdue:{notice.id}:{row.userid}")

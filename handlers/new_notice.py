"""A numbered notice of one visit: its number taken under the counter's lock, its two copies frozen.

Numbers are taken here and nowhere else. Nothing is sent from here.
"""

import secrets
from dataclasses import dataclass, replace

from handlers import letters
from handlers.commands.draft import VisitDraft
from handlers.desk import Desk
from handlers.moves import move
from models.tables.cases import Visit
from models.tables.letters import Notice, PaperRow
from notices.facts.letters import ReminderFacts, WarningFacts
from rules import notice_states, reminder_states
from rules.notice_states import NoticeState
from rules.numbering import NoticeNumber, ReminderNumber
from rules.reminder_states import ReminderState

Made = tuple[Notice, tuple[PaperRow, ...]]


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose decision a notice is, and who applied the bureau's seal in its file: '' for nobody."""

    released_by: str
    sealed_by: str = ""


class UnsealedError(RuntimeError):
    """A letter that leaves with the bureau's seal was about to be issued without anybody's tap."""


def new_warning(visit: Visit, draft: VisitDraft, desk: Desk, hands: Hands) -> Made:
    """Annex 2, with the next number of its series and year. Raises RefusedError if it cannot be printed."""
    series, year = desk.house.bureau.numbers.warning_series, year_of(visit, desk)
    seq = desk.work.notices.next_number(series, year)
    number = NoticeNumber(series, year, seq).text(desk.house.bureau.numbers.pad)
    notice = _notice(visit, desk, "warning", NoticeNumber(series, year, seq), number, hands)
    names = [row.name for row in desk.work.notices.visit_staff(visit.id)]
    facts = [letters.warning(draft, names, desk.house, number, desk.today, copy) for copy in letters.COPIES]
    papers = tuple(_paper(desk, notice, number, one) for one in facts)
    move(desk, notice, notice_states.MOVES, NoticeState.IN_REVIEW)
    move(desk, notice, notice_states.MOVES, NoticeState.NUMBERED, number=number)
    notice.days = draft.days
    for hazard in desk.work.notices.hazards_of_visit(visit.id):
        hazard.notice_id = notice.id
    return notice, papers


def new_reminder(visit: Visit, draft: VisitDraft, desk: Desk, hands: Hands) -> Made:
    """Annex 3. It has no number on paper; the internal one keeps the register whole. Raises RefusedError."""
    series, year = desk.house.bureau.numbers.reminder_series, year_of(visit, desk)
    seq = desk.work.notices.next_number(series, year)
    number = ReminderNumber(series, year, seq).text()
    notice = _notice(visit, desk, "reminder", NoticeNumber(series, year, seq), number, hands)
    facts = [letters.reminder(draft, desk.house, number, desk.today, copy) for copy in letters.COPIES]
    papers = tuple(_paper(desk, notice, "温馨提示单", one) for one in facts)
    move(desk, notice, reminder_states.MOVES, ReminderState.ISSUED, number=number)
    return notice, papers


def year_of(visit: Visit, desk: Desk) -> int:
    """The year a number counts in: that of the 成文日期, or of the visit where the bureau says so."""
    by_visit = desk.house.bureau.numbers.year == "visited"
    return visit.visited_on.year if by_visit else desk.today.year


def _notice(visit: Visit, desk: Desk, kind: str, place: NoticeNumber, number: str, hands: Hands) -> Notice:
    sealed_by = hands.sealed_by if desk.house.seal else ""
    if desk.house.seal and not sealed_by:
        raise UnsealedError(number)
    first = NoticeState.DRAFT if kind == "warning" else ReminderState.DRAFT
    notice = Notice(
        kind=kind,
        slot=f"{visit.id}:{kind}",
        visit_id=visit.id,
        enterprise_id=visit.enterprise_id,
        district=visit.district,
        series=place.prefix,
        year=place.year,
        seq=place.seq,
        number=number,
        state=first,
        issued_on=desk.today,
        issued_at=desk.now,
        issued_by=visit.filed_by,
        released_by=hands.released_by,
        facts_sha="",
        code=secrets.token_urlsafe(12),
        seal=desk.house.bureau.seal.how,
        sealed_by=sealed_by,
    )
    desk.work.session.add(notice)
    desk.work.session.flush()
    if sealed_by:
        desk.work.audit.note(
            sealed_by, "sealed", f"notice:{notice.id}", number=number, picture=desk.house.seal
        )
    return notice


def _paper(desk: Desk, notice: Notice, name: str, facts: WarningFacts | ReminderFacts) -> PaperRow:
    """One copy; its code leads to what anybody may learn about the notice."""
    verify, seal = desk.house.links.url(f"v/{notice.code}"), desk.house.seal if notice.sealed_by else ""
    facts = replace(facts, verify=verify, seal=seal)
    row = letters.paper(desk, name, facts, notice_id=notice.id, visit_id=notice.visit_id, copy=facts.copy)
    if facts.copy == "送达":
        notice.facts_sha = row.facts_sha
    return row

"""登记簿: every number ever taken, with what became of it. It only reads; a void one stays in its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.desk import Desk
from handlers.notice_names import NAMES
from handlers.receipt_words import listed
from models.receipt_dates import ReceiptDates
from models.register import RegisterRows, Wanted
from models.tables.cases import MAILED, Visit, VisitStaff
from models.tables.letters import Amendment, Notice, Receipt, ReceiptCorrection
from models.tables.people import Enterprise
from models.tables.records import Audit
from notices.facts.tables import RegisterLine
from rules.local_time import local_date
from rules.notice_states import NoticeState
from rules.numbering import read_number
from rules.reading import Reading, plain
from rules.reminder_states import ReminderState
from rules.roles import Action, Role, any_may, everywhere

FOUND = {"gone": "已消除", "still": "未消除", "extend": "延期", "transfer": "转查处"}
RESULTS = frozenset(
    {NoticeState.CLEARED, NoticeState.NOT_CLEARED, NoticeState.TRANSFERRED, NoticeState.ARCHIVED}
)
"""States that are themselves the outcome."""
SEALED_AS = {"service": "电子印章"}
"""How a notice was sealed in its file by nobody of ours; on paper nobody knows it here."""
PAGE = "staff/register"
LINES_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to one notice."""

    firm: Enterprise
    visit: Visit
    staff: Sequence[VisitStaff]
    receipt: Receipt | None
    corrected: ReceiptCorrection | None
    hazards: int
    recheck: Audit | None
    replaced_by: str
    amendments: Sequence[Amendment]
    sha: str


def may_read(desk: Desk) -> bool:
    """May this person look at the register at all? Without a district there is nothing within his reach."""
    return any_may(desk.by.roles, Action.NUMBER_READ) and bool(everywhere(desk.by.roles) or desk.by.district)


def within_reach(wanted: Wanted, desk: Desk) -> Wanted:
    """What was asked for, narrowed to what this person may see: his districts, and no firm he stays away
    from; a typed number is read as one."""
    district = wanted.district if everywhere(desk.by.roles) else desk.by.district
    return Wanted(
        district=district,
        kind=wanted.kind,
        year=wanted.year,
        state=wanted.state,
        text=_meant(plain(wanted.text)[:60], desk),
        without=desk.by.recused,
    )


def left_out(wanted: Wanted, desk: Desk) -> str:
    """How many lines are not shown because this person stays away from the firm, in words; '' if none."""
    if not wanted.without:
        return ""
    rows = RegisterRows(desk.work.session)
    hidden = rows.count(replace(wanted, without=())) - rows.count(wanted)
    return f"另有 {hidden} 号是你回避的企业，没有列出" if hidden else ""


def _meant(text: str, desk: Desk) -> str:
    numbers = desk.house.bureau.numbers
    read = read_number(text, numbers.warning_series)
    return read.value.text(numbers.pad) if isinstance(read, Reading) else text


def lines(wanted: Wanted, desk: Desk, page: int = 0) -> tuple[RegisterLine, ...]:
    """The register's lines: those of one page (from 1), or all of them."""
    rows = RegisterRows(desk.work.session)
    most = LINES_A_PAGE if page else 0
    found = rows.lines(wanted, most, max(page - 1, 0) * LINES_A_PAGE)
    ids, visits = [notice.id for notice, _, _ in found], [visit.id for _, _, visit in found]
    receipts, hazards, staff = rows.receipts(ids), rows.hazards(ids), rows.staff(visits)
    rechecks, replaced, papers = rows.rechecks(ids), rows.replacements(ids), rows.served_papers(ids)
    amendments = rows.amendments(ids)
    corrected = ReceiptDates(desk.work.session).last([one.signing for one in receipts.values()])
    return tuple(
        _line(
            notice,
            Beside(
                firm=firm,
                visit=visit,
                staff=staff.get(visit.id, ()),
                receipt=receipts.get(notice.id),
                corrected=corrected.get(receipts[notice.id].signing) if notice.id in receipts else None,
                hazards=hazards.get(notice.id, 0),
                recheck=rechecks.get(notice.id),
                replaced_by=replaced.get(notice.id, ""),
                amendments=amendments.get(notice.id, ()),
                sha=papers[notice.id].file_sha if notice.id in papers else "",
            ),
            desk,
        )
        for notice, firm, visit in found
    )


def _line(notice: Notice, beside: Beside, desk: Desk) -> RegisterLine:
    warning = notice.kind == "warning"
    state = (NoticeState if warning else ReminderState)(notice.state)
    officers = [one.name for one in beside.staff if one.role == Role.OFFICER]
    return RegisterLine(
        number=notice.number,
        kind=NAMES[notice.kind],
        firm=beside.visit.header["name"],
        uscc=beside.visit.header["uscc"] or "无",
        site=beside.firm.site_name,
        visited_on="" if beside.visit.form == MAILED else beside.visit.visited_on.isoformat(),
        issued_on=notice.issued_on.isoformat(),
        received_on=notice.received_on.isoformat() if notice.received_on else "",
        received_by=listed(beside.receipt) if beside.receipt else "",
        days=notice.days if notice.days is not None else "",
        due_on=notice.due_on.isoformat() if notice.due_on else notice.due_because,
        hazards=beside.hazards if warning else "",
        officers="、".join(officers[:2]),
        released_by=desk.books.name_of(notice.released_by),
        sealed_by=desk.books.name_of(notice.sealed_by)
        if notice.sealed_by
        else SEALED_AS.get(notice.seal, ""),
        state=state.label,
        rechecked_on=_rechecked_on(notice, beside),
        result=_result(notice, beside),
        void_because=_void_because(notice, beside, desk),
        box=notice.box,
        sha=beside.sha,
    )


def _rechecked_on(notice: Notice, beside: Beside) -> str:
    if beside.recheck is not None:
        return local_date(beside.recheck.at).isoformat()
    return local_date(notice.closed_at).isoformat() if notice.closed_at else ""


def _result(notice: Notice, beside: Beside) -> str:
    if notice.kind == "warning" and notice.state in RESULTS:
        return NoticeState(notice.state).label
    return FOUND.get(str(beside.recheck.detail["found"]), "") if beside.recheck is not None else ""


def _void_because(notice: Notice, beside: Beside, desk: Desk) -> str:
    """Why, by whom, when, whether both copies came back, what stands in its place; and what was corrected."""
    parts = [
        f"更正：“{one.wrong}”改为“{one.right}”"
        for one in beside.amendments
        if one.sort == "correct" and one.state in ("agreed", "served")
    ]
    if (date := beside.corrected) is not None and beside.receipt is not None:
        was = beside.receipt.received_on.isoformat()
        by = f"{desk.books.name_of(date.by)} {local_date(date.at).isoformat()}"
        parts.append(f"更正签收日：{was} 改为 {date.on.isoformat()}（{date.reason}；{by}）")
    if notice.void_because:
        parts.append(notice.void_because)
    done = next(
        (a for a in beside.amendments if a.sort != "correct" and a.state in ("agreed", "served")), None
    )
    if done is not None and done.decided_at is not None:
        parts.append(f"{desk.books.name_of(done.decided_by)} {local_date(done.decided_at).isoformat()}")
        parts.append({True: "两份已收回", False: "未收回", None: "是否收回未记录"}[done.recovered])
    if beside.replaced_by:
        parts.append(f"由 {beside.replaced_by} 替代")
    return "；".join(parts)

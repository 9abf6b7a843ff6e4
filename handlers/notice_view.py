"""What a contact sees on the notice page: what is wrong, where, by which date, and what he may do about it.

Penalties, intent and withheld advice never get into a view.
"""

from dataclasses import dataclass

from handlers.advice import advice_of
from handlers.certificate import versions
from handlers.copies import RECEIVED, SHOWN
from handlers.desk import Desk
from handlers.due_date import rule_of
from handlers.notice_access import Opened
from handlers.notice_names import number_of, warning_of
from handlers.notice_replies import RepliesView, replies
from handlers.paper_orders import without_copy
from handlers.receipt_words import correction_of, told
from handlers.tell_officer import officers_of
from models.tables.cases import MAILED, Hazard, Visit
from models.tables.letters import Notice, PaperRow, Receipt
from rules import hazard_states, notice_states
from rules.checklist import Item
from rules.hazard_states import HazardState
from rules.law import LawMissingError, basis
from rules.local_time import month_day, show_date
from rules.notice_states import NoticeState
from rules.phones import mask

STATES = {
    HazardState.OPEN: "待整改",
    HazardState.FIXED_ON_SITE: "当场已改",
    HazardState.SUBMITTED: "已反馈，等查看",
    HazardState.RETURNED: "请补充",
    HazardState.ACCEPTED: "已通过",
    HazardState.CLOSED: "已通过",
    HazardState.TRANSFERRED: "另行办理",
    HazardState.WITHDRAWN: "不用改了",
}
"""A hazard's state in words for the enterprise; our own labels are for files."""
TONES = {
    HazardState.FIXED_ON_SITE: "ok",
    HazardState.RETURNED: "back",
    HazardState.ACCEPTED: "ok",
    HazardState.CLOSED: "ok",
}
HEADLINES = {
    NoticeState.AWAITING_RECHECK: "都发来了，等检查人员看",
    NoticeState.NOT_CLEARED: "还没有改到位，请联系检查人员",
    NoticeState.CLEARED: "整改全部通过，已销号",
    NoticeState.ARCHIVED: "整改全部通过，已销号",
    NoticeState.TRANSFERRED: "已转交办理，请联系检查人员",
}
"""What stands at the top where the date no longer matters."""
SELF_CHECK = "已签收，请对照提示自查"
"""Where nobody has been there, nothing is said to be in order."""
LATE = frozenset({NoticeState.RECTIFYING, NoticeState.OVERDUE, NoticeState.NOT_CLEARED})
"""States in which a date that has passed is the enterprise's to mend."""


@dataclass(frozen=True, slots=True)
class HazardView:
    """One hazard in plain words. `photos` are addresses below the page."""

    id: int
    place: int
    text: str
    state: str
    tone: str
    fix: str
    law: tuple[str, ...]
    photos: tuple[str, ...]
    returned: str
    seen: str
    todo: bool
    can_send: bool


@dataclass(frozen=True, slots=True)
class LetterView:
    """One letter: its page images, its PDF and its OFD ('' for none), as addresses below the page."""

    name: str
    images: tuple[str, ...]
    pdf: str
    ofd: str = ""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """The whole page."""

    title: str
    issuer: str
    firm: str
    numbers: str
    where: str
    headline: str
    rule: str
    signed: str
    tone: str
    counted: str
    hazards: tuple[HazardView, ...]
    letters: tuple[LetterView, ...]
    certificates: tuple[LetterView, ...]
    without_copy: str
    person: str
    hotline: str
    signer: str
    here: str
    replies: RepliesView


def view(opened: Opened, desk: Desk) -> NoticeView:
    """The page as the contact sees it now."""
    warning = warning_of(opened.notices)
    receipt = desk.work.notices.receipt(opened.notices[0].id)
    here = f"/n/{opened.link.token}"
    officer = next(iter(officers_of(opened.visit, desk)), None)
    hazards = _hazards(warning, opened, here, desk) if warning else ()
    return NoticeView(
        title="提示单",
        issuer=desk.house.bureau.issuer.name,
        firm=opened.visit.header["name"],
        numbers="、".join(number_of(n) for n in opened.notices),
        where=f"{_occasion(opened.visit)} · {opened.visit.header['address']}",
        headline=SELF_CHECK
        if receipt is not None and opened.visit.form == MAILED
        else _headline(warning, receipt, len(opened.notices), desk),
        rule=_rule(warning, receipt, desk),
        signed=told(receipt, correction_of(receipt, desk)) if receipt else "",
        tone=_tone(warning, receipt is not None, desk),
        counted=_counted(hazards),
        hazards=hazards,
        letters=tuple(
            _letter(n, paper, here)
            for n in opened.notices
            for paper in desk.work.notices.papers(notice=n.id)
            if paper.copy in SHOWN
        ),
        certificates=_certificates(opened, here, desk),
        without_copy=next(filter(None, (without_copy(n, desk) for n in opened.notices)), ""),
        person=f"{officer.name}（{officer.unit}）" if officer else desk.house.bureau.issuer.office,
        hotline=desk.house.bureau.issuer.hotline,
        signer=f"{opened.contact.name} {mask(opened.contact.phone)}",
        here=here,
        replies=replies(opened, warning, receipt is not None, here, desk),
    )


def _occasion(visit: Visit) -> str:
    day = month_day(visit.visited_on)
    return f"{day}发出，没有入企检查" if visit.form == MAILED else f"{day}现场检查"


def _headline(warning: Notice | None, receipt: Receipt | None, letters: int, desk: Desk) -> str:
    """The one thing to know: what is to be done next, and by when."""
    if receipt is None:
        return f"请签收（{letters} 份一起签）" if letters > 1 else "请签收"
    if warning is None:
        return "已签收，没有要改的"
    said = HEADLINES.get(NoticeState(warning.state))
    if said or warning.due_on is None:
        return said or "已签收"
    if warning.due_on < desk.today:
        return f"期限 {show_date(warning.due_on)} 已过，请尽快反馈"
    left = (warning.due_on - desk.today).days
    return f"{show_date(warning.due_on)}24时前改好（{'今天' if left == 0 else f'剩 {left} 天'}）"


def _rule(warning: Notice | None, receipt: Receipt | None, desk: Desk) -> str:
    """How the period is counted: before the receipt in words, after it with its dates."""
    if warning is None or warning.days is None or warning.state not in notice_states.OPEN:
        return ""
    if receipt is None:
        unit = "日" if desk.house.bureau.deadline.unit == "natural" else "个工作日"
        return f"签收的当天不算，从第二天起 {warning.days} {unit}内改好，到期遇休息日顺延。"
    return rule_of(warning, desk)


def _counted(hazards: tuple[HazardView, ...]) -> str:
    """How many there are, and how many of them are still to be put right."""
    count, todo = len(hazards), sum(h.todo for h in hazards)
    if todo:
        return f"要改的 {todo} 条" if todo == count else f"共 {count} 条，还有 {todo} 条要改"
    return f"共 {count} 条，都改好了" if all(h.tone == "ok" for h in hazards) else f"共 {count} 条，都已反馈"


def _tone(warning: Notice | None, signed: bool, desk: Desk) -> str:
    if not signed:
        return "wait"
    if warning is None or warning.state not in LATE or warning.due_on is None:
        return ""
    return "late" if warning.due_on < desk.today else ""


def _hazards(warning: Notice, opened: Opened, here: str, desk: Desk) -> tuple[HazardView, ...]:
    checklist = desk.house.checklists[opened.visit.checklist]
    sending = warning.state in notice_states.MENDING
    return tuple(
        _hazard(h, checklist.item(h.item), opened, here, sending, desk)
        for h in desk.work.notices.hazards(warning.id)
    )


def _hazard(h: Hazard, item: Item, opened: Opened, here: str, sending: bool, desk: Desk) -> HazardView:
    sent = list(desk.work.notices.submissions(h.id))
    last = sent[-1] if sent else None
    photos = tuple(
        f"{here}/photo/{photo.id}.jpg"
        for one in sent
        for photo in desk.work.notices.photos(submission=one.id)
        if photo.display_sha256
    )
    state = HazardState(h.state)
    return HazardView(
        id=h.id,
        place=h.place,
        text=h.text.rstrip("。"),
        state=STATES[state],
        tone=TONES.get(state, ""),
        fix=advice_of(h, item),
        law=_law(item, opened.visit, desk),
        photos=photos,
        returned=last.reason if last is not None and last.state == "returned" else "",
        seen=h.seen if state in hazard_states.OPEN else "",
        todo=state in hazard_states.OPEN,
        can_send=sending and state in hazard_states.OPEN,
    )


def _law(item: Item, visit: Visit, desk: Desk) -> tuple[str, ...]:
    try:
        return basis(item.law, visit.visited_on)
    except LawMissingError:
        return ()


def _certificates(opened: Opened, here: str, desk: Desk) -> tuple[LetterView, ...]:
    """The newest 签收回执 of each letter that has one."""
    newest = [made[-1] for n in opened.notices if (made := versions(n, desk))]
    return tuple(LetterView(row.name, (), f"{here}/paper/{row.id}.pdf") for row in newest)


def _letter(notice: Notice, paper: PaperRow, here: str) -> LetterView:
    # The signed copy is the same letter once more: a file to keep, not pages to read again.
    pages = 0 if paper.copy == RECEIVED else paper.pages or 1
    return LetterView(
        name=number_of(notice) if paper.copy == "送达" else paper.name,
        images=tuple(f"{here}/paper/{paper.id}-{n}.png" for n in range(1, pages + 1)),
        pdf=f"{here}/paper/{paper.id}.pdf",
        ofd=f"{here}/paper/{paper.id}.ofd" if paper.ofd_sha else "",
    )

"""更正签收日期: a leader puts right the day of a receipt recorded on paper; the period is recounted.

The receipt itself is never touched: the correction is a row of its own, chained, with the old day, who and
why. Never by whoever recorded it. What the other side signed on a page has the day of its own tap.
"""

import re
from datetime import date

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Notify, Say
from handlers.addresses import notice_page, staff_page
from handlers.assign import settle
from handlers.barred import away
from handlers.commands.notice import CorrectReceiptDate
from handlers.desk import Desk
from handlers.due_date import rule_of, set_due_date
from handlers.due_shown import show_new_due
from handlers.leaders import decides
from handlers.moves import move
from handlers.notice_names import notice_name, warning_of
from handlers.notify import notify
from handlers.on_paper import visit_meant
from handlers.receipt_chain import DATES, covered_date
from handlers.receipt_words import correction_of
from handlers.take_on_paper import present
from handlers.take_receipt import addressed
from models.amendments import Amendments
from models.audit import advance
from models.receipt_dates import ReceiptDates
from models.tables.cases import Visit
from models.tables.letters import Notice, Receipt, ReceiptCorrection
from rules import notice_states
from rules.deadlines import check_receipt_date
from rules.local_time import month_day, show_date
from rules.notice_states import NoticeState
from rules.reading import Refusal
from rules.receipts import ON_PAPER, How

WORD = "更正签收日期"
SAID = re.compile(r"更正签收(?:日期|日|时间)[\s：:，,]*(.{0,40})")
RECOUNTED = (NoticeState.RECTIFYING, NoticeState.AWAITING_RECHECK, NoticeState.OVERDUE)
"""States in which the first period still runs, or has run out with nobody's word about it."""
NOT_NOW = {
    NoticeState.CLEARED: "已经销号，签收日期不再更正。确要改的，请督导组先重新打开",
    NoticeState.ARCHIVED: "已经归档，签收日期不再更正。请联系档案员",
    NoticeState.TRANSFERRED: "已转查处，签收日期请在办案系统里说明",
    NoticeState.NOT_CLEARED: "复核结论是未消除，请先由队领导定",
}


def begin(typed: str, desk: Desk) -> Done:
    """更正签收日期 with a number or part of a firm's name."""
    visit = visit_meant(typed.strip(), WORD, desk, received=True)
    if isinstance(visit, Done):
        return visit
    try:
        found = _received(visit, desk)
    except RefusedError as nothing:
        return Done(say=str(nothing))
    if why := _why_not(visit, found, desk):
        return Done(say=why)
    notices, receipt = found
    warning = warning_of(notices)
    facts = {
        "visit": visit.id,
        "firm": visit.header["name"],
        "letters": [notice_name(one) for one in notices],
        "issued": max(one.issued_on for one in notices).isoformat(),
        "today": desk.today.isoformat(),
        "was": str(notices[0].received_on),
        "recorder": _recorder(receipt, desk),
        "page": staff_page(desk, visit.id, desk.by.person.id),
        "days": warning.days if warning else None,
        "due": warning.due_on.isoformat() if warning and warning.due_on else None,
    }
    return Done(opens=Opening(script="receipt_date", subject=str(visit.id), facts=facts))


def _recorder(receipt: Receipt, desk: Desk) -> str:
    """林一帆记, or 周正更正 where it was put right before."""
    corrected = correction_of(receipt, desk)
    if corrected is not None:
        return f"{desk.books.name_of(corrected.by)}更正"
    return f"{desk.books.name_of(desk.work.notices.handover(receipt.handover_id or 0).by)}记"


def _received(visit: Visit, desk: Desk, *, lock: bool = False) -> tuple[list[Notice], Receipt]:
    """The letters received in one go with the warning (or the first there is), and one receipt of theirs.

    Raises RefusedError where nothing that is in force was received.
    """
    pairs = [
        (notice, receipt)
        for notice in desk.work.notices.of_visit(visit.id, lock=lock)
        if (receipt := desk.work.notices.receipt(notice.id)) is not None
    ]
    if not pairs:
        raise RefusedError(
            f"{visit.header['name']} 没有可更正的签收：还没有签收，或提示单已作废、正在撤回。"
            "作废的重新出单后另行签收。"
        )
    leading = next((receipt for notice, receipt in pairs if notice.kind == "warning"), pairs[0][1])
    return [notice for notice, receipt in pairs if receipt.signing == leading.signing], leading


def _why_not(visit: Visit, found: tuple[list[Notice], Receipt], desk: Desk) -> str:
    """Why this person may not correct this receipt now, and who or what comes instead; '' if he may."""
    notices, receipt = found
    if not decides(desk, visit.district):
        return "签收日期要由本辖区的队领导更正，请把签收单给队领导看。"
    if receipt.how not in ON_PAPER or receipt.handover_id is None:
        return f"这一份是{How(receipt.how).label}，日期是对方签的那一刻，不能更正。"
    if desk.by.person.id in present(desk.work.notices.handover(receipt.handover_id)):
        return "这次签收是你自己记的或你在场，请别的队领导来更正。"
    for notice in notices:
        if Amendments(desk.work.session).waiting(notice.id) is not None:
            return f"{notice.number} 正在办作废或更正，请先办完。回“我的待办”可以看到。"
    warning = warning_of(notices)
    if warning is None:
        return ""
    if warning.extensions:
        return f"{warning.number} 已经延期，到期日以队领导批的延期为准，不再从签收日算。"
    if any(one.state == "waiting" for one in desk.work.replies.extensions(warning.id)):
        return f"{warning.number} 有一件延期申请还没定，请队领导先定。"
    if warning.state not in RECOUNTED:
        state = NoticeState(warning.state)
        return f"{warning.number} {NOT_NOW.get(state, f'现在是“{state.label}”，不能更正签收日期')}。"
    return ""


def correct_receipt(command: CorrectReceiptDate, desk: Desk) -> Done:
    """The leader's word. Raises RefusedError where something happened meanwhile."""
    visit = desk.work.notices.lock_visit(command.visit)
    notices, receipt = found = _received(visit, desk, lock=True)
    if why := _why_not(visit, found, desk):
        raise RefusedError(why)
    was, on = date.fromisoformat(command.was), date.fromisoformat(command.on)
    if notices[0].received_on != was:
        raise RefusedError(f"签收日期刚刚已经更正过，现在是{show_date(notices[0].received_on or was)}。")
    wrong = check_receipt_date(on, max(one.issued_on for one in notices), desk.today)
    if isinstance(wrong, Refusal):
        raise RefusedError(wrong.say)
    row = ReceiptCorrection(
        signing=receipt.signing, was=was, on=on, reason=command.reason, by=desk.by.person.id, at=desk.now
    )
    row.previous, row.sha = advance(desk.work.session, DATES, covered_date(row))
    desk.work.session.add(row)
    desk.work.session.flush()
    for notice in notices:
        detail = {
            "was": command.was,
            "on": command.on,
            "reason": command.reason,
            "was_due": str(notice.due_on),
        }
        desk.work.audit.note(desk.by.person.id, "receipt date corrected", f"notice:{notice.id}", **detail)
        notice.received_on = on
    warning = warning_of(notices)
    if warning is not None:
        _recount(warning, receipt, desk)
    _tell(visit, notices, receipt, row, desk)
    rule = rule_of(warning, desk) if warning else ""
    return Done(settle="已更正", say=f"签收日期已更正为{show_date(on)}，双方都会收到。{rule}")


def _recount(warning: Notice, receipt: Receipt, desk: Desk) -> None:
    """The same count from the right day, its reminders anew; who was flagged late too early is so no more."""
    desk.work.schedule.cancel(warning.id, "签收日期已更正")
    was = warning.due_on
    warning.due_on, warning.due_because = None, ""
    times = len(ReceiptDates(desk.work.session).of(receipt.signing))
    counted = set_due_date(warning, desk, again=f"更正{times}")
    late = counted is not None and counted.due < desk.today
    if warning.state == NoticeState.OVERDUE and not late:
        why = "签收日期已更正"
        move(desk, warning, notice_states.MOVES, NoticeState.AWAITING_RECHECK, why=why)
        move(desk, warning, notice_states.MOVES, NoticeState.RECTIFYING, why=why)
        settle(desk, "recheck", str(warning.id))
    show_new_due(warning, was, "签收日期已更正", desk)


def _tell(visit: Visit, notices: list[Notice], receipt: Receipt, row: ReceiptCorrection, desk: Desk) -> None:
    """Whoever was along, whoever recorded it, and whoever was sent the letters."""
    warning = warning_of(notices)
    days = f"签收日由{show_date(row.was)}更正为{show_date(row.on)}（{desk.by.name}：{row.reason}）"
    say = f"{visit.header['name']}：{days}。{rule_of(warning, desk) if warning else ''}"
    recorder = desk.work.notices.handover(receipt.handover_id or 0).by
    along = [one.userid for one in desk.work.notices.visit_staff(visit.id)]
    not_told = {*away(visit.enterprise_id, desk.work), desk.by.person.id}
    for userid in dict.fromkeys([*along, recorder]):
        if userid not in not_told:
            desk.books.send(Person("wecom", userid), Say(say))
    due = f"，{month_day(warning.due_on)}24时前改好" if warning and warning.due_on else ""
    for contact in addressed(visit, desk):
        facts = {
            "what": "签收日期已更正",
            "number": (warning or notices[0]).number,
            "result": f"签收日{month_day(row.on)}{due}",
        }
        page = notice_page(desk, visit.id, contact.openid)
        notify(desk, contact, Notify("result", facts, page), key=f"receipt date:{row.id}:{contact.id}")

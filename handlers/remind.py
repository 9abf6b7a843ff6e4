"""Reminders that have come due: asked once more whether they are needed, then put into the outbox, once.

Nothing is sent in quiet hours. Rungs that fell due together speak with one voice: the latest is sent, the
earlier ones are settled with it.
"""

from datetime import date, datetime

from bot.words import Notify
from handlers.addresses import notice_page
from handlers.delivery_view import deliveries
from handlers.desk import Desk
from handlers.notify import notify
from handlers.tell_officer import tell_officer
from handlers.whom_to_ask import whom_to_ask
from models.tables.letters import Notice
from models.tables.schedule import Reminder
from rules import hazard_states
from rules.ladders import outside_quiet, still_needed
from rules.local_time import month_day


def fire_due(desk: Desk) -> int:
    """Send what is due; returns how many rungs were settled."""
    rule = desk.house.bureau.reminders
    due = list(desk.work.schedule.take_due())
    last = {(one.notice_id, one.audience): one.id for one in due}
    for reminder in due:
        allowed = outside_quiet(desk.now, (rule.quiet_from, rule.quiet_until))
        if allowed > desk.now:
            reminder.due_at = allowed
        elif last[reminder.notice_id, reminder.audience] != reminder.id:
            reminder.state, reminder.why = "cancelled", "与后一条并作一次"
        else:
            _fire(reminder, desk)
    return len(due)


def _fire(reminder: Reminder, desk: Desk) -> None:
    notice = desk.work.notices.get(reminder.notice_id)
    if not needed(reminder, notice, desk):
        reminder.state, reminder.why = "cancelled", "已经不需要"
        return
    if reminder.audience == "officer":
        _tell_officer(reminder, notice, desk)
    else:
        for contact in desk.work.people.contacts(notice.enterprise_id):
            word = _word(reminder, notice, contact.openid, desk)
            key = f"rung:{notice.id}:{reminder.rung}:{contact.id}"
            notify(desk, contact, word, key=key, reminder_id=reminder.id)
    reminder.state, reminder.sent_at = "sent", desk.now


def next_moment(desk: Desk) -> datetime | None:
    """When the next reminder is sent if nobody does anything before; None if none is planned."""
    rule = desk.house.bureau.reminders
    for reminder in desk.work.schedule.coming():
        if needed(reminder, desk.work.notices.get(reminder.notice_id), desk, on=reminder.on):
            return outside_quiet(reminder.due_at, (rule.quiet_from, rule.quiet_until))
    return None


def needed(reminder: Reminder, notice: Notice, desk: Desk, on: date | None = None) -> bool:
    """Is there still a reason (on that day)? Asked when it falls due and again before it leaves."""
    todo = [h for h in desk.work.notices.hazards(notice.id) if h.state in hazard_states.OPEN]
    return still_needed(
        reminder.rung,
        notice.state,
        desk.work.notices.receipt(notice.id) is not None,
        len(todo),
        today=on or desk.today,
        due=notice.due_on,
    )


def still_wanted(reminder: int, outbox: int, desk: Desk) -> bool:
    """Just before sending: cancel the message if its reason ended meanwhile."""
    row = desk.work.session.get_one(Reminder, reminder)
    if needed(row, desk.work.notices.get(row.notice_id), desk):
        return True
    desk.work.outbox.settle(outbox, "cancelled", why="已经不需要")
    row.why = "发出前已不需要"
    return False


def _word(reminder: Reminder, notice: Notice, openid: str, desk: Desk) -> Notify:
    page = notice_page(desk, notice.visit_id, openid)
    if notice.received_on is None:
        facts = {
            "what": "提示单还没有签收",
            "number": notice.number,
            "due": "签收只表示收到",
            "do": "点此查看并签收",
        }
        return Notify("reminder", facts, page)
    todo = [h for h in desk.work.notices.hazards(notice.id) if h.state in hazard_states.OPEN]
    return Notify(
        "reminder",
        {
            "what": _what(notice, desk),
            "number": notice.number,
            "due": _left(notice, desk),
            "do": f"{len(todo)} 条还没反馈，点此上传",
        },
        page,
    )


def _what(notice: Notice, desk: Desk) -> str:
    late = notice.due_on is not None and notice.due_on < desk.today
    return "整改期限已过" if late else "整改到期提醒"


def _left(notice: Notice, desk: Desk) -> str:
    """5月25日（剩3天）."""
    assert notice.due_on is not None
    left = (notice.due_on - desk.today).days
    if left < 0:
        return f"{month_day(notice.due_on)}（已过{-left}天）"
    return f"{month_day(notice.due_on)}（{'就是今天' if left == 0 else f'剩{left}天'}）"


def _tell_officer(reminder: Reminder, notice: Notice, desk: Desk) -> None:
    visit = desk.work.notices.visit(notice.visit_id)
    contacts = "、".join(c.name for c in desk.work.people.contacts(notice.enterprise_id)) or "还没有联系人"
    if notice.received_on is None:
        say = f"{visit.header['name']} 的提示单还没有签收（{_how_far(visit.id, desk)}）。"
        say += "可以打个电话，或送纸质的（签了回“纸质签收”）。"
        say += whom_to_ask(visit.enterprise_id, desk)
    else:
        say = f"{visit.header['name']} {notice.number} 期限已过，还有没反馈的。请安排复核（{contacts}）。"
    tell_officer(visit, say, desk, key=f"rung:{notice.id}:{reminder.rung}:officer")


def _how_far(visit: int, desk: Desk) -> str:
    """林犇 已打开、王小明 没有送到: how far the letters are known to have come."""
    return (
        "、".join(f"{one.name.partition('（')[0]} {one.state}" for one in deliveries(visit, desk))
        or "还没有联系人"
    )

"""What an amendment is called, and the notice it is about as a card shows it."""

from handlers.desk import Desk
from handlers.scripts.decisions import Matter
from models.tables.letters import Notice
from rules import notice_states, reminder_states
from rules.local_time import show_date
from rules.notice_states import NoticeState
from rules.reminder_states import ReminderState

SCRIPTS = {"作废": "void", "撤回": "recall", "更正": "correct"}
VERBS = {sort: verb for verb, sort in SCRIPTS.items()}


def served(notice: Notice) -> bool:
    """Has it been received, or left behind?"""
    if notice.kind == "warning":
        return notice.state in notice_states.SERVED
    return notice.state in reminder_states.SIGNED


def about_notice(notice: Notice, desk: Desk, **but: object) -> Matter:
    """Number, firm, day and state of the notice; `but` are other words for the card."""
    visit = desk.work.notices.visit(notice.visit_id)
    state = (NoticeState if notice.kind == "warning" else ReminderState)(notice.state).label
    facts = {
        "id": notice.id,
        "title": notice.number,
        "note": visit.header["name"],
        "rows": (("企业", visit.header["name"]), ("成文", show_date(notice.issued_on)), ("状态", state)),
    }
    return Matter(**{**facts, **but})  # type: ignore[arg-type]

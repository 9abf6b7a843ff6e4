"""A last day that changed is shown anew where somebody of ours has it on an open card, and in his list."""

from datetime import date

from bot.sheet import Sheet
from handlers.assign import show_question
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.overdue import DUE, due_words
from models.tables.letters import Notice
from models.tables.schedule import Duty


def show_new_due(notice: Notice, was: date | None, why: str, desk: Desk) -> None:
    """Open rechecks of the notice are put before their officers again; nothing answered on them is lost."""
    if notice.due_on == was:
        return
    for duty in desk.work.schedule.owners("recheck", str(notice.id)):
        sheet = desk.books.sheet(duty.sheet_id or "")
        if sheet is not None and sheet.state == "open":
            _anew(duty, sheet, notice, why, desk)
    for hazard in desk.work.notices.hazards(notice.id):
        for sent in desk.work.notices.submissions(hazard.id):
            for duty in desk.work.schedule.owners("judge", str(sent.id)):
                duty.due_on = notice.due_on


def _anew(duty: Duty, sheet: Sheet, notice: Notice, why: str, desk: Desk) -> None:
    rows = [[name, due_words(notice) if name == DUE else value] for name, value in sheet.facts["rows"]]
    desk.books.refresh(sheet.id, {**sheet.facts, "rows": rows})
    officer, fresh = desk.work.people.staff(duty.owner), desk.books.sheet(sheet.id)
    if officer is not None and fresh is not None:
        lead = f"{why}，到期改为{due_words(notice)}。"
        show_question(fresh, staff_actor(officer), desk, lead)

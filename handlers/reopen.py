"""A filed draft goes back to who filed it: the sheet opens again before its end, every answer still there."""

from bot.advance import Player
from bot.deeds import Person
from bot.dialogue import Standing
from bot.sheet import Sheet
from bot.words import Say
from handlers.assign import show_question
from handlers.desk import Desk
from handlers.identity import actor_of
from handlers.leaders import leaders_of
from models.tables.cases import Visit

LAST = ("summary", "issue")
"""Answers that say everything is right: they are given anew."""


def reopen(visit: Visit, desk: Desk) -> Sheet | None:
    """The filer's sheet, open at its end again. Nothing is shown yet."""
    filer = Person("wecom", visit.filed_by)
    its_sheet = visit.sheet_id or ""
    desk.work.sheets.reopen(its_sheet)
    for key in LAST:
        desk.books.withdraw(its_sheet, key, filer)
    return desk.books.lock(its_sheet)


def stand(sheet: Sheet, visit: Visit, desk: Desk) -> Standing | None:
    """Where the filer's sheet stands now; None if he has left the bureau."""
    actor = actor_of(desk.work, Person("wecom", visit.filed_by))
    return Player(desk.books, desk.table, actor).stand(sheet) if actor is not None else None


def show(sheet: Sheet, visit: Visit, desk: Desk, lead: str) -> None:
    """The question where it stands, put before the filer with who said what; if he left, the leaders."""
    filer = actor_of(desk.work, Person("wecom", visit.filed_by))
    if filer is None:
        _nobody_there(visit, desk, lead)
        return
    desk.books.sit(sheet.id, filer.person)
    show_question(sheet, filer, desk, lead)


def _nobody_there(visit: Visit, desk: Desk, lead: str) -> None:
    """The filer has left the bureau: the leaders hear that somebody has to go on with it."""
    firm = visit.header["name"]
    say = (
        f"{lead.rstrip('。')}。{firm} 的经办人已不在名单里，请派人说“{firm}”，点“我来接手”，答案和照片都在。"
    )
    for leader in leaders_of(desk, visit.district, visit.enterprise_id):
        desk.books.send(Person("wecom", leader.userid), Say(say))

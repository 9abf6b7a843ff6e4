"""A filed draft goes back to who filed it: the sheet opens again before its end, every answer still there.

If he can go on with it no more, the leaders choose who does, and that colleague hears what was said.
"""

from bot.advance import Player
from bot.deeds import Person
from bot.dialogue import Standing
from bot.sheet import Actor, Sheet
from bot.words import Say
from handlers.assign import show_question
from handlers.desk import Desk
from handlers.identity import actor_of
from handlers.leaders import leaders_of
from handlers.left_alone import ask_who_goes_on, leave
from handlers.may_inspect import may_inspect
from models.tables.cases import Visit
from models.tables.people import Staff

LAST = ("summary", "issue")
"""Answers that say everything is right: they are given anew."""
WORD = "_word"
"""Under this key stands what was said when a draft came back, by the version it was about."""


def reopen(visit: Visit, desk: Desk) -> Sheet | None:
    """The filer's sheet, open at its end again. Nothing is shown yet."""
    filer = Person("wecom", visit.filed_by)
    its_sheet = visit.sheet_id or ""
    desk.work.sheets.reopen(its_sheet)
    for key in LAST:
        desk.books.withdraw(its_sheet, key, filer)
    return desk.books.lock(its_sheet)


def stand(sheet: Sheet, visit: Visit, desk: Desk) -> Standing:
    """Where the sheet stands now. Without its filer nothing is sent or looked up on the way."""
    filer = filer_of(visit, desk)
    if filer is None:
        return Player(desk.books, desk.table, desk.by).play(sheet)
    return Player(desk.books, desk.table, filer).stand(sheet)


def show(sheet: Sheet, visit: Visit, desk: Desk, lead: str) -> None:
    """The question where it stands, put before the filer with who said what; else the leaders choose."""
    if (WORD, str(visit.version)) not in desk.books.record(sheet.id).results:
        desk.books.result(sheet.id, WORD, str(visit.version), lead)
    filer = filer_of(visit, desk)
    if filer is None:
        _nobody_there(sheet, visit, desk, lead)
        return
    desk.books.sit(sheet.id, filer.person)
    show_question(sheet, filer, desk, lead)


def word_of(sheet: Sheet, desk: Desk) -> str:
    """What was said when this sheet's draft came back, for a colleague who takes it over; '' if nothing."""
    visit = desk.work.notices.visit_of_sheet(sheet.id)
    if visit is None:
        return ""
    return str(desk.books.record(sheet.id).results.get((WORD, str(visit.version)), ""))


def filer_of(visit: Visit, desk: Desk) -> Actor | None:
    """Who filed it, if he may go on with it."""
    filer = actor_of(desk.work, Person("wecom", visit.filed_by))
    if filer is None or visit.enterprise_id in filer.recused:
        return None
    return filer if may_inspect(filer.roles, desk.house) else None


def _nobody_there(sheet: Sheet, visit: Visit, desk: Desk, lead: str) -> None:
    """The leaders hear what was said, and choose who goes on with it."""
    firm = desk.work.people.enterprise(visit.enterprise_id)
    gone = desk.work.session.get(Staff, visit.filed_by)
    if gone is not None:
        leave(gone, firm, desk)
    say = f"{firm.name} 的经办人不再办了。{lead}请另派人，答案和照片都在；接手的人会看到上面的话。"
    for leader in leaders_of(desk, visit.district, visit.enterprise_id):
        desk.books.send(Person("wecom", leader.userid), Say(say))
        ask_who_goes_on(leader, sheet.id, firm, "退回待办，经办人不再办了", desk)

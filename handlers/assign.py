"""Gives somebody a thing to decide: a sheet with a card of its own, and a line in 我的待办."""

from dataclasses import dataclass
from datetime import date

from bot.advance import Player
from bot.deeds import Person
from bot.dialogue import Open
from bot.presenting import Presenter
from bot.script import Opening
from bot.sheet import Actor, Sheet
from bot.words import Say
from handlers.barred import barred, enterprise_of
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from models.tables.schedule import Duty

RULINGS = ("ruling", "unfixed", "suspicion", "seal_visit", "seal_amendment", "seal_again", "seal_mailing")
"""Kinds of duties that several people are asked for and one decides."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be decided. `kind` and the opening's subject name the duty."""

    kind: str
    title: str
    opening: Opening
    due_on: date | None = None


def assign(desk: Desk, to: Actor, thing: Assignment) -> bool:
    """Open the sheet for `to`, put its card into the outbox and note the duty. Twice is once (False).

    Who stays away from the enterprise is passed over for a leader who does not.
    """
    if barred(thing.opening.script, thing.opening.subject, to, desk.work):
        return _instead(desk, to, thing)
    subject = thing.opening.subject
    given = Duty(
        kind=thing.kind,
        subject=subject,
        owner=to.person.id,
        title=thing.title,
        due_on=thing.due_on,
        at=desk.now,
    )
    if not desk.work.schedule.give(given):
        return False
    sheet = desk.books.open(thing.opening, desk.by.person)
    given.sheet_id = sheet.id
    desk.books.assign(sheet.id, to.person)
    show_question(sheet, to, desk)
    return True


def show_question(sheet: Sheet, to: Actor, desk: Desk, lead: str = "") -> None:
    """Put before somebody what is asked where the sheet stands, with a word on why it comes."""
    standing = Player(desk.books, desk.table, to).stand(sheet)
    if isinstance(standing.state, Open):
        Presenter(desk.books, desk.table, to.person).send(sheet, standing.state.ask, lead)


def _instead(desk: Desk, to: Actor, thing: Assignment) -> bool:
    enterprise = enterprise_of(thing.opening.script, thing.opening.subject, desk.work)
    firm = desk.work.people.enterprise(enterprise)
    able = leaders_of(desk, firm.district, enterprise, but=(to.person.id, desk.by.person.id))
    return sum(assign(desk, staff_actor(row), thing) for row in able) > 0


def settle(desk: Desk, kind: str, subject: str) -> None:
    """The thing is decided: the duty is done for everybody, and other open sheets about it close.

    Whoever else was asked to rule is told, so that nobody decides what is decided.
    """
    if kind in RULINGS:
        for duty in desk.work.schedule.owners(kind, subject):
            if duty.owner != desk.by.person.id:
                say = f"{desk.by.name} 已经定了：{duty.title}。你那张卡片不用点了。"
                desk.books.send(Person("wecom", duty.owner), Say(say))
    close(desk, kind, subject)


def close(desk: Desk, kind: str, subject: str) -> None:
    """Nobody has it to do any more, and its other sheets are over. Nobody is told."""
    desk.work.schedule.done(kind, subject)
    mine = desk.sheet.id if desk.sheet else ""
    for row in desk.work.sheets.opened(kind, subject):
        if row.id != mine:
            desk.books.close(row.id, "done")

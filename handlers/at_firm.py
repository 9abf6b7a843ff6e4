"""The inspection somebody is at, and the firm he means where he names none."""

from bot.sheet import Sheet
from handlers.desk import Desk


def inspection_at(desk: Desk) -> Sheet | None:
    """The open inspection this person is at just now; None where he is at another sheet or at none."""
    at = desk.books.at(desk.by.person)
    sheet = desk.books.sheet(at) if at else None
    return sheet if sheet is not None and sheet.script == "inspection" else None


def at_firm(desk: Desk) -> int:
    """The firm this officer is at: of the sheet he is at, else of his last visit."""
    for sheet, _ in desk.books.seats(desk.by.person):
        if sheet.script == "inspection":
            return int(sheet.subject)
    return desk.work.people.last_visited_by(desk.by.person.id)

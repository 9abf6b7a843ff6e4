"""The firm somebody is at, where he names none."""

from handlers.desk import Desk


def at_firm(desk: Desk) -> int:
    """The firm this officer is at: of the sheet he is at, else of his last visit."""
    for sheet, _ in desk.books.seats(desk.by.person):
        if sheet.script == "inspection":
            return int(sheet.subject)
    return desk.work.people.last_visited_by(desk.by.person.id)

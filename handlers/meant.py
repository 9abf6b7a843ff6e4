"""Which issued notice somebody means: a number as people type it, or nothing for the last one of his own."""

from handlers.desk import Desk
from models.amendments import Amendments
from models.tables.letters import Notice
from rules.numbering import read_number, read_reminder_number
from rules.reading import Reading


def meant(typed: str, desk: Desk) -> Notice | None:
    """The notice; None where there is no such number. Reach is asked by the caller."""
    book, numbers = Amendments(desk.work.session), desk.house.bureau.numbers
    if not typed.strip():
        return book.last_of(desk.by.person.id)
    warning = read_number(typed, numbers.warning_series, desk.today.year)
    if isinstance(warning, Reading):
        series, year, seq = warning.value.prefix, warning.value.year, warning.value.seq
        found = book.by_number(series, year, seq)
        bare = not isinstance(read_number(typed, numbers.warning_series), Reading)
        # In January a bare number is most often still one of December.
        return found if found is not None or not bare else book.by_number(series, year - 1, seq)
    reminder = read_reminder_number(typed, numbers.reminder_series)
    if isinstance(reminder, Reading):
        return book.by_number(reminder.value.series, reminder.value.year, reminder.value.seq)
    return None

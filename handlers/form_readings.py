"""The readings behind a form, in words: device, value, place, when, by whom, which item. Clues only."""

from collections.abc import Iterable

from handlers.desk import Desk
from handlers.readings import CLUE
from models.tables.cases import Evidence
from rules.checklist import Checklist
from rules.local_time import local_time


def form_readings(desk: Desk, rows: Iterable[Evidence], checklist: Checklist) -> tuple[str, ...]:
    """One line a reading, in the order of the items, those of no item last."""
    number = {item.id: item.num for item in checklist.items}
    readings = [row for row in rows if row.sort == "reading"]
    readings.sort(key=lambda row: (number.get(row.item, len(number) + 1), row.id))
    return tuple(_line(row, number.get(row.item, 0), desk) for row in readings)


def _line(row: Evidence, num: int, desk: Desk) -> str:
    words = row.text.removeprefix(f"{CLUE}：")
    taken = local_time(row.at).strftime("%Y-%m-%d %H:%M")
    return "　".join(filter(None, (f"第{num}项" if num else "", words, taken, desk.books.name_of(row.by))))

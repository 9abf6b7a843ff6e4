"""交给 王敏: an open inspection changes hands with everything answered so far; who gave it stays on record.

The sheet itself does not change: answers keep their givers, and the giver can take it back.
"""

import re

from bot.script import Done
from bot.sheet import Sheet
from bot.words import Say
from handlers.assign import show_question
from handlers.at_firm import inspection_at
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.may_inspect import may_inspect
from handlers.reopen import word_of
from models.tables.people import Staff
from rules.roles import reaches

_SAID = re.compile(
    r"^(?:交给|转给|移交给?)\s*(?P<name>[^\s（(]{2,20})(?:\s*[（(](?P<unit>[^）)]+)[）)])?[。.]?$"
)
FIRST_A_SHEET = "先打开要交出去的那家检查，再说“交给 姓名”。"


def asked_to_hand_over(text: str) -> tuple[str, str] | None:
    """(name, unit) of the colleague named; None for any other text."""
    said = _SAID.match(text)
    return (said["name"], said["unit"] or "") if said else None


def hand_over(name: str, unit: str, desk: Desk) -> Done:
    """Give the inspection this officer is at to a colleague who may inspect there."""
    sheet = inspection_at(desk)
    if sheet is None:
        return Done(say=FIRST_A_SHEET)
    district = str(sheet.facts["firm"]["district"])
    found = [
        row
        for row in desk.work.people.named(name)
        if _may(row, district, desk) and unit in row.unit and int(sheet.subject) not in row.recused
    ]
    if not found:
        return Done(say=f"{district}没有叫“{name}”的执法人员。请核对姓名，或者让他来找这家，点“我来接手”。")
    if len(found) > 1:
        units = "、".join(f"{row.name}（{row.unit}）" for row in found)
        return Done(say=f"有 {len(found)} 位同名：{units}。请带上单位，例如 交给 {name}（{found[0].unit}）。")
    if found[0].userid == desk.by.person.id:
        return Done(say="这家现在就在你手里。")
    give(sheet, found[0], desk)
    return Done(say=f"已交给 {name}，前面的答案和照片都在。要拿回来，再找这家点“我来接手”。")


def _may(row: Staff, district: str, desk: Desk) -> bool:
    return may_inspect(row.roles, desk.house) and reaches(row.roles, row.district, district)


def give(sheet: Sheet, row: Staff, desk: Desk) -> None:
    """Seat the colleague, tell him what is there, and show him what is asked."""
    to = staff_actor(row)
    answers, photos = len(desk.books.record(sheet.id).answers), sum(desk.books.photos(sheet.id).values())
    desk.books.pause(sheet.id, desk.by.person)
    desk.books.assign(sheet.id, to.person)
    desk.work.audit.note(desk.by.person.id, "handed_over", f"sheet:{sheet.id}", to=row.userid)
    told = (
        f"{desk.by.name}把 {sheet.facts['firm']['name']} 交给你接着查：已答 {answers} 题，照片 {photos} 张。"
    )
    desk.books.send(to.person, Say(f"{told}前面谁答的都记着，要改就说“改 17”。"))
    show_question(sheet, to, desk, word_of(sheet, desk))

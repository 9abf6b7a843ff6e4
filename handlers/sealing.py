"""用印, first half: letters that carry the bureau's picture of its seal wait for a keeper's tap.

Nothing of what waits has a number, and nothing of it leaves the house. What the tap does is
`handlers.apply_seal`'s.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from pydantic import TypeAdapter

from bot.deeds import Person
from bot.script import Opening, RefusedError
from bot.words import Paper
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign
from handlers.barred import enterprise_of
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.scripts.sealing import ToSeal
from models.tables.people import Staff
from rules.roles import reaches

NOBODY = "没有能用印的人，没法往下走。请联系管理员在 bureau.toml 的 [seal] keepers 里补上。"
SAMPLE_NAME = "待盖章"
SETTLE = "等用印"
"""What the card of whoever decided shows meanwhile."""


def kind(sort: str) -> str:
    """Script and duty of what waits."""
    return f"seal_{sort}"


_TO_SEAL: TypeAdapter[ToSeal] = TypeAdapter(ToSeal)

KINDS = tuple(map(kind, ("visit", "amendment", "again", "mailing")))


def keepers(desk: Desk, district: str, enterprise: int = 0) -> list[Staff]:
    """Who may seal letters of a district: named by the bureau, within reach, and not staying away."""
    rows = map(desk.work.people.staff, dict.fromkeys(desk.house.bureau.seal.keepers))
    return [
        row
        for row in rows
        if row is not None and reaches(row.roles, row.district, district) and enterprise not in row.recused
    ]


def ask_for_seal(asked: ToSeal, desk: Desk) -> list[Staff]:
    """Put the letters as they would be, then the card, before every keeper; who was asked.

    Raises RefusedError where nobody could seal them.
    """
    able = keepers_of(asked.sort, asked.matter.id, asked.district, desk)
    if not able:
        raise RefusedError(NOBODY)
    names, subject = [row.userid for row in able], f"{asked.sort}:{asked.matter.id}"
    desk.work.audit.note(desk.by.person.id, "asked_for_seal", subject, keepers=names)
    for keeper in able:
        show(asked, keeper, desk)
    return able


def keepers_of(sort: str, number: int, district: str, desk: Desk) -> list[Staff]:
    """Who may seal this matter of a district now."""
    firm = enterprise_of(kind(sort), str(number), desk.work)
    return keepers(desk, district, firm)


def to_seal(facts: Mapping[str, Any]) -> ToSeal:
    """What waits, as the sheet of a card keeps it."""
    return _TO_SEAL.validate_python(facts)


def show(asked: ToSeal, keeper: Staff, desk: Desk) -> bool:
    """The previews and the card, before one keeper; False if he has them already."""
    open_now = desk.work.schedule.owners(kind(asked.sort), str(asked.matter.id))
    if keeper.userid in {duty.owner for duty in open_now}:
        return False
    for number, name in asked.samples:
        word = Paper(f"paper:{number}", f"{name}.pdf")
        desk.books.send_paper(Person("wecom", keeper.userid), word)
    page = staff_page(desk, asked.visit, keeper.userid) if asked.visit else ""
    his = replace(asked, matter=replace(asked.matter, page=page))
    opening = Opening(script=kind(asked.sort), subject=str(asked.matter.id), facts=asdict(his))
    duty = Assignment(opening.script, f"用印：{asked.matter.title}", opening)
    return assign(desk, staff_actor(keeper), duty)


def waits(able: list[Staff], lead: str, after: str = "马上编号发出") -> str:
    """What whoever decided is told while it waits: `after` is what happens once it is sealed."""
    names = "、".join(row.name for row in able)
    return f"{lead}已请 {names} 加盖公章，盖好{after}，我会告诉你。"

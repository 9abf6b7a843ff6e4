"""What waits for the seal while time passes and keepers, or the way of sealing, change.

Nobody stands in for a keeper: those who let it lie are reminded once, and whoever waits is told. A new
keeper is asked too. Where letters are sealed otherwise now, what waited goes back to be released anew.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.deeds import Person
from bot.words import Say
from handlers.apply_seal import give_back
from handlers.desk import Desk
from handlers.scripts.sealing import ToSeal
from handlers.sealing import KINDS, NOBODY, keepers_of, show, to_seal
from models.tables.schedule import Duty

SEALED_OTHERWISE = "用章方式改了，请重新提交"


def watch_seals(desk: Desk) -> int:
    """Look after every open matter; returns how many cards were given or taken back."""
    since = desk.now - timedelta(hours=desk.house.bureau.release.leader_hours)
    return sum(_look_after(duties, since, desk) for kind in KINDS for duties in _matters(kind, desk))


def _matters(kind: str, desk: Desk) -> list[list[Duty]]:
    """Open duties of a kind by what they are about."""
    found: dict[str, list[Duty]] = {}
    for duty in desk.work.schedule.held(kind, desk.now):
        found.setdefault(duty.subject, []).append(duty)
    return list(found.values())


def _look_after(duties: Sequence[Duty], since: datetime, desk: Desk) -> int:
    sheet = desk.work.sheets.get(duties[0].sheet_id or "")
    if sheet is None:
        return 0
    asked = to_seal({"by": sheet.opened_by, **sheet.facts})
    if not desk.house.seal:
        give_back(asked, SEALED_OTHERWISE, desk)
        return 1
    able = keepers_of(asked.sort, asked.matter.id, asked.district, desk)
    if not able:
        _nobody(duties[0], asked, desk)
    _remind([one for one in duties if one.at < since], {one.userid for one in able}, asked.by, desk)
    return sum(show(asked, keeper, desk) for keeper in able)


def _nobody(duty: Duty, asked: ToSeal, desk: Desk) -> None:
    """Its last keeper left or stays away: whoever decided hears it once."""
    key = f"seal nobody:{duty.kind}:{duty.subject}:{duty.at:%Y%m%d%H%M%S}"
    desk.books.send(Person("wecom", asked.by), Say(f"用印：{asked.matter.title}。{NOBODY}"), key=key)


def _remind(lying: Sequence[Duty], able: set[str], waits: str, desk: Desk) -> None:
    lying = [duty for duty in lying if duty.owner in able]
    for duty in lying:
        say = Say(f"还没有办：{duty.title}。盖了才编号发出，不能盖请点“不盖，退回”写明原因。")
        desk.books.send(Person("wecom", duty.owner), say, key=f"seal held:{duty.id}")
    for duty in lying[:1]:
        told = Say(f"{duty.title} 还没有办，已再提醒用印人。")
        key = f"seal held:{duty.kind}:{duty.subject}:{duty.at:%Y%m%d%H%M%S}"
        desk.books.send(Person("wecom", waits), told, key=key)

"""用印 for a mailing: one keeper's tap for all letters of one order, before the first has a number.

The tap holds for the picture it was given for: where that is another one by now, what is left is asked anew.
"""

from bot.deeds import Person
from bot.script import Done, RefusedError
from bot.words import Say
from handlers.assign import settle
from handlers.desk import Desk
from handlers.mail_reminders import sample
from handlers.mailing_words import STARTED
from handlers.scripts.decisions import Matter
from handlers.scripts.sealing import ToSeal
from handlers.sealing import SAMPLE_NAME, SETTLE, ask_for_seal, kind, waits
from models.mailings import Mailings
from models.tables.mailing import Mailing


def lacks_seal(mailing: Mailing, desk: Desk) -> bool:
    """Must a keeper be asked before another of its letters is numbered?"""
    waits = Mailings(desk.work.session).items(mailing.id, "waiting", 1)
    return bool(desk.house.seal and mailing.sealed_with != desk.house.seal and waits)


def seal_first(mailing: Mailing, desk: Desk) -> Done:
    """Its letters carry the bureau's seal: a keeper's tap begins it. Raises RefusedError."""
    mailing.state, left = "unsealed", Mailings(desk.work.session).figures(mailing.id).waiting
    firm = Mailings(desk.work.session).next_wanting(mailing.district, desk.house.bureau.campaign.since)
    matter = Matter(
        id=mailing.id,
        title=f"{mailing.district}：{left} 家的温馨提示单",
        note="批量温馨提示；加盖后一家一个编号发出",
        body="文字是固定的，样张在上面，每家只换企业名称。",
        rows=(("辖区", mailing.district), ("家数", f"{left} 家"), ("同意的人", desk.by.name)),
    )
    letters = [sample(firm, desk, SAMPLE_NAME)] if firm is not None else []
    samples = tuple((one.id, one.name) for one in letters)
    asked = ToSeal("mailing", matter, mailing.district, samples=samples, by=mailing.by)
    return Done(settle=SETTLE, say=waits(ask_for_seal(asked, desk), f"共 {left} 家。"))


def seal_mailing(number: int, agreed: bool, why: str, desk: Desk) -> Done:
    """The keeper's word. Raises RefusedError."""
    mailing = Mailings(desk.work.session).locked(number)
    if mailing.state != "unsealed":
        raise RefusedError("这一批已经处理过了，不用再点。")
    to = Person("wecom", mailing.by)
    if not agreed:
        rest = not_sealed(mailing, "没有用印", desk)
        desk.books.send(to, Say(f"批量温馨提示没有用印（{desk.by.name}：{why}），{rest}。"))
        return Done(settle="已退回", say=f"已退回给 {desk.books.name_of(mailing.by)}。")
    mailing.state, mailing.told_at = "running", desk.work.wall
    mailing.sealed_by, mailing.sealed_with = desk.by.person.id, desk.house.seal
    left = Mailings(desk.work.session).figures(mailing.id).waiting
    desk.work.audit.note(
        desk.by.person.id,
        "sealed",
        f"mailing:{mailing.id}",
        district=mailing.district,
        picture=desk.house.seal,
    )
    desk.books.posted = True
    desk.books.send(to, Say(f"{desk.by.name} 已加盖公章。{STARTED.format(left)}"))
    return Done(settle="已盖章", say=f"已盖章，{left} 家开始发了。")


def not_sealed(mailing: Mailing, why: str, desk: Desk) -> str:
    """It ends: who has no letter yet gets none, and no number is taken. What became of it, in words."""
    settle(desk, kind("mailing"), str(mailing.id))
    book = Mailings(desk.work.session)
    book.skip_waiting(mailing.id, why)
    figures = book.figures(mailing.id)
    if figures.to_print:
        mailing.state, desk.books.posted = "running", True
    else:
        mailing.state, mailing.done_at = "done", desk.now
    out = figures.sent + figures.to_print + figures.printed
    return f"已经发出的 {out} 家不变，其余不发" if out else "一家也没有发"

"""用印 for a mailing: one keeper's tap for all letters of one order, before the first has a number."""

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


def seal_first(mailing: Mailing, desk: Desk) -> Done:
    """Its letters carry the bureau's seal: a keeper's tap begins it. Raises RefusedError."""
    mailing.state = "unsealed"
    firm = Mailings(desk.work.session).next_wanting(mailing.district, desk.house.bureau.campaign.since)
    matter = Matter(
        id=mailing.id,
        title=f"{mailing.district}：{mailing.total} 家的温馨提示单",
        note="批量温馨提示；加盖后一家一个编号发出",
        body="文字是固定的，样张在上面，每家只换企业名称。",
        rows=(("辖区", mailing.district), ("家数", f"{mailing.total} 家"), ("同意的人", desk.by.name)),
    )
    letters = [sample(firm, desk, SAMPLE_NAME)] if firm is not None else []
    samples = tuple((one.id, one.name) for one in letters)
    able = ask_for_seal(ToSeal("mailing", matter, mailing.district, samples=samples), desk)
    return Done(settle=SETTLE, say=waits(able, f"共 {mailing.total} 家。"))


def seal_mailing(number: int, agreed: bool, why: str, desk: Desk) -> Done:
    """The keeper's word. Raises RefusedError."""
    mailing = Mailings(desk.work.session).locked(number)
    if mailing.state != "unsealed":
        raise RefusedError("这一批已经处理过了，不用再点。")
    to = Person("wecom", mailing.by)
    if not agreed:
        not_sealed(mailing, "没有用印", desk)
        desk.books.send(to, Say(f"批量温馨提示没有用印（{desk.by.name}：{why}），一家也没有发。"))
        return Done(settle="已退回", say=f"已退回给 {desk.books.name_of(mailing.by)}。")
    mailing.state, mailing.sealed_by, mailing.told_at = "running", desk.by.person.id, desk.work.wall
    desk.work.audit.note(
        desk.by.person.id,
        "sealed",
        f"mailing:{mailing.id}",
        district=mailing.district,
        picture=desk.house.seal,
    )
    desk.books.posted = True
    desk.books.send(to, Say(f"{desk.by.name} 已加盖公章。{STARTED.format(mailing.total)}"))
    return Done(settle="已盖章", say=f"已盖章，{mailing.total} 家开始发了。")


def not_sealed(mailing: Mailing, why: str, desk: Desk) -> None:
    """It ends before it began: nobody got a letter, and no number was taken."""
    settle(desk, kind("mailing"), str(mailing.id))
    Mailings(desk.work.session).skip_waiting(mailing.id, why)
    mailing.state, mailing.done_at = "done", desk.now

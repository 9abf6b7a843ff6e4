"""联系人 of a firm: who is bound, taking one off with a reason, his account in a linked corp.

Also how a contact leaves by himself.
"""

import re

from bot.script import Ask, Choice, Choose, Part, Script, Write, about
from handlers.commands.contact import LinkContact, PartWith
from handlers.commands.opening import Nothing
from rules.reading import Reading, Refusal, half_width

REASONS = ("已经离职", "不再负责环保", "绑错了企业")
LINKED = "linked"
DROP = "不用互联账号了"
_ACCOUNT = re.compile(r"[A-Za-z0-9_-]{6,64}/[A-Za-z0-9_.@-]{1,64}")
Bound = tuple[tuple[int, str, str], ...]


def contacts(firm: str, bound: Bound) -> Script:
    """`bound` is (id, label, line) of each. `firm` '' means the contact himself is leaving."""
    title = f"{firm}的联系人" if firm else "要解绑哪一家？解绑后收不到提示单"
    choices = tuple(Choice(str(one), f"移除 {label}"[:10] if firm else label[:20]) for one, label, _ in bound)
    if firm:
        # Six buttons are the most a card has.
        choices = (*choices[:4], Choice(LINKED, "互联企业账号", also=("互联", "互联账号")))
    said: str = yield Ask(
        key="who",
        title=title,
        rows=tuple((label[:5], line[:30]) for _, label, line in bound) if firm else (),
        form=Choose((*choices, Choice("", "不变", also=("不用", "取消")))),
        about=about(bound),
    )
    if not said:
        return Nothing("好的，没有变。")
    if said == LINKED:
        return (yield from _linked(bound))
    because: str = yield Ask(
        key="because",
        title="原因是？",
        form=Choose(tuple(Choice(one, one) for one in REASONS)),
    )
    return PartWith(int(said), because)


def _linked(bound: Bound) -> Part:
    """The account by which he is written to in WeCom when WeChat fails (互联企业)."""
    whose = str(bound[0][0])
    if len(bound) > 1:
        whose = yield Ask(
            key="whose",
            title="记谁的互联企业账号？",
            form=Choose(tuple(Choice(str(one), label[:10]) for one, label, _ in bound)),
            about=about(bound),
        )
    account: str = yield Ask(
        key="account",
        title="他在互联企业里的账号是？",
        note="企业ID/账号，如 ww1234567890abcdef/linben",
        form=Write(140, (Choice("drop", DROP),)),
        check=_account,
    )
    return LinkContact(int(whose), account)


def _account(typed: str) -> Reading[str] | Refusal:
    if typed in (DROP, ""):
        return Reading("")
    said = re.sub(r"\s+", "", half_width(typed))
    if _ACCOUNT.fullmatch(said) is None:
        return Refusal("没看懂。请写成 企业ID/账号，中间一条斜杠，例如 ww1234567890abcdef/linben。")
    return Reading(said)

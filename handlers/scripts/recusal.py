"""回避: one question for the reason, and the leader's card of who goes on with the inspection."""

from collections.abc import Mapping
from typing import Any

from bot.script import Ask, Choice, Choose, Script, Write
from handlers.commands.recusal import DeclareRecusal, LiftRecusal, Reassign
from rules.reading import read_text

REASONS = ("近亲属关系", "有利害关系", "可能影响公正")
NOBODY = "_nobody"


def recusal(facts: Mapping[str, Any]) -> Script:
    """`facts`: enterprise, firm, userid, name, lift."""
    lift = bool(facts["lift"])
    reason: str = yield Ask(
        key="why",
        title=f"{'解除回避' if lift else '回避'}：{facts['name']}",
        note=f"{facts['firm']}；理由是？",
        body="" if lift else "登记后不能再查、再看、再放行这家，由队领导另派人。",
        form=Write(200, () if lift else tuple(Choice(f"r{n}", one) for n, one in enumerate(REASONS))),
        check=lambda said: read_text(said, least=2, most=200, what="理由"),
    )
    command = LiftRecusal if lift else DeclareRecusal
    return command(int(facts["enterprise"]), str(facts["userid"]), reason)


def reassign(facts: Mapping[str, Any]) -> Script:
    """`facts`: sheet, title, note, people [userid, name]."""
    people = tuple(Choice(str(userid), str(name)[:10]) for userid, name in facts["people"])
    chosen: str = yield Ask(
        key="who",
        title=str(facts["title"]),
        note=str(facts["note"]),
        form=Choose((*people, Choice(NOBODY, "先放着"))),
    )
    return Reassign(str(facts["sheet"]), "" if chosen == NOBODY else chosen)

"""找企业: from a few characters to one firm, and how its visit begins.

A firm that is not in the register can be added; it is flagged 非对象 and inspected like any other.
"""

from dataclasses import dataclass
from typing import Any

from bot.script import Ask, Choice, Choose, Look, Part, Script, Write
from handlers.commands import AddEnterprise, JoinInspection, Nothing, StartInspection
from rules.names import read_enterprise_name
from rules.reading import Reading, Refusal
from rules.uscc import read_code

MOST_SEARCHES = 8
NEITHER = "_neither"
NO_CODE = "没有代码"


@dataclass(frozen=True, slots=True)
class Firm:
    """One hit as it was shown: id, name and a line about it."""

    id: int
    name: str
    line: str


def find(query: str = "") -> Script:
    """Hands over StartInspection, JoinInspection, AddEnterprise or Nothing."""
    for turn in range(1, MOST_SEARCHES + 1):
        if turn > 1 or not query:
            query = yield Ask(
                key=f"query.{turn}",
                title="查哪家企业？",
                note="发名称里的几个字，或者信用代码",
                form=Write(60),
            )
        found: list[dict[str, Any]] = yield Look(f"firms.{turn}", query)
        chosen: str = yield from _choose(turn, query, [Firm(**one) for one in found])
        if chosen == "again":
            continue
        if chosen == "new":
            return (yield from _new())
        return (yield from _begin(int(chosen)))
    return Nothing("没找到就先到这里。核对一下名称再发给我。")


def _choose(turn: int, query: str, firms: list[Firm]) -> Part:
    rest = (Choice("again", "再找一次"), Choice("new", "新建这家"))
    if not firms:
        return (
            yield Ask(
                key=f"firm.{turn}",
                title=f"库里没有“{query[:12]}”",
                note="报全称和信用代码我来新建，先标“非对象”，不影响检查",
                form=Choose(rest),
            )
        )
    if len(firms) == 1:
        one = Choice(str(firms[0].id), "就是这家", 1, also=("1", firms[0].name))
        chosen: str = yield Ask(
            key=f"firm.{turn}",
            title=firms[0].name,
            note=firms[0].line,
            form=Choose((one, Choice(NEITHER, "不是"))),
        )
    else:
        choices = tuple(Choice(str(f.id), str(n), also=(f.name,)) for n, f in enumerate(firms, 1))
        chosen = yield Ask(
            key=f"firm.{turn}",
            title=f"找到 {len(firms)} 家",
            body="\n".join(f"{n} {f.line}" for n, f in enumerate(firms, 1)),
            rows=tuple((str(n), f.name[:30]) for n, f in enumerate(firms, 1)),
            form=Choose((*choices, Choice(NEITHER, "都不是"))),
        )
    if chosen != NEITHER:
        return chosen
    return (
        yield Ask(
            key=f"firm.{turn}.none",
            title="都不是？",
            note="报全称和信用代码我来新建，先标“非对象”，不影响检查",
            form=Choose(rest),
        )
    )


def _new() -> Part:
    """A firm outside the register: full name and credit code are enough to begin."""
    name: str = yield Ask(
        key="new.name",
        title="企业全称是？",
        note="与营业执照一致",
        form=Write(100),
        check=read_enterprise_name,
    )
    code: str = yield Ask(
        key="new.uscc",
        title="统一社会信用代码是？",
        note="18 位；没有就回“没有代码”",
        form=Write(60, (Choice("none", NO_CODE),)),
        check=_code,
    )
    because = ""
    if not code:
        because = yield Ask(
            key="new.because", title="为什么没有代码？", note="例如：个体小作坊未办照", form=Write(60)
        )
    return AddEnterprise(name=name, uscc=code, no_code_because=because)


def _code(said: str) -> Reading[str] | Refusal:
    if said.strip() == NO_CODE:
        return Reading("")
    read = read_code(said)
    return read if isinstance(read, Refusal) else Reading(read.code, read.note)


def _begin(enterprise: int) -> Part:
    """Somebody may be at it already, or have been there before (「减少重复执法」)."""
    known: dict[str, Any] = yield Look("begun", str(enterprise))
    if known["sheet"]:
        mine = known["mine"]
        title = "这家你还没查完" if mine else f"{known['by']} {known['at']} 已开始检查这家"
        choices = (
            (Choice("join", "接着查", 1), Choice("off", "先不查"))
            if mine
            else (Choice("join", "一起查", 1), Choice("take", "我来接手"), Choice("off", "先不查"))
        )
        how: str = yield Ask(key="begun", title=title, note=known["progress"], form=Choose(choices))
        if how == "off":
            return Nothing("好的。要查的时候再叫我。")
        return JoinInspection(known["sheet"], how == "take")
    reason = ""
    if known["visited"]:
        reason = yield Ask(
            key="again",
            title=f"{known['visited']} 已查过一次",
            note="再次入企请选原因，会记在表里",
            form=Choose(
                (
                    Choice("复核", "复核"),
                    Choice("督查", "督查"),
                    Choice("企业要求", "企业要求"),
                    Choice("其他来源", "举报、专项等"),
                    Choice("补充检查", "补充检查"),
                )
            ),
        )
    return StartInspection(enterprise, reason)

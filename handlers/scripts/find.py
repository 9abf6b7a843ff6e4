"""找企业: from a few characters to one firm, and how its visit begins.

Everything the register knows of the firm is shown on one card; the tap that confirms it begins the visit.
A firm that is not in the register can be added; it is flagged 非对象 and inspected like any other.
"""

from dataclasses import dataclass, replace
from typing import Any

from bot.hearing import Puzzled, hear
from bot.script import Ask, Beside, Choice, Choose, Given, Look, Part, Script, Write
from handlers.commands.opening import AddEnterprise, JoinInspection, Nothing, StartInspection
from handlers.scripts import header
from handlers.scripts.brief import load_firm
from handlers.scripts.not_applicable import read_reason
from rules.names import read_enterprise_name
from rules.reading import Reading, Refusal
from rules.sources import Source
from rules.uscc import read_code

MOST_SEARCHES = 8
POLITE = frozenset("嗯好的是对哦啊呢吧了谢！。!. ")
NEITHER = "_neither"
NO_CODE = "没有代码"
OTHER_SOURCE = "其他来源"
REASONS = (
    Choice("复核", "复核"),
    Choice("督查", "督查"),
    Choice("企业要求", "企业要求"),
    Choice(OTHER_SOURCE, "举报、专项等"),
    Choice("补充检查", "补充检查"),
)


@dataclass(frozen=True, slots=True)
class Hit:
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
                note="名称几个字、拼音首字母、地址或代码；也可发位置、扫码",
                form=Write(60),
            )
        found: list[dict[str, Any]] = yield Look(f"firms.{turn}", query)
        hits = [Hit(**one) for one in found]
        chosen: str = str(hits[0].id) if len(hits) == 1 else (yield from _choose(turn, query, hits))
        if chosen.isdigit():
            begun = yield from _begin(turn, int(chosen), hits, sure=len(hits) > 1)
            if begun is not None:
                return begun
            chosen = yield _none(turn)
        if chosen == "again":
            continue
        return (yield from _new())
    return Nothing("没找到就先到这里。核对一下名称再发给我。")


def _choose(turn: int, query: str, hits: list[Hit]) -> Part:
    """Which of several; 'again' or 'new' where it is none of them."""
    if not hits:
        rest = _search_again(turn, f"firm.{turn}", Choose(_REST))
        return (
            yield Ask(
                beside=lambda said: _again(rest(said), turn),
                key=f"firm.{turn}",
                title="附近没有登记的企业" if query.startswith("@") else f"库里没有“{query[:12]}”",
                note="报全称和信用代码我来新建，先标“非对象”，不影响检查",
                form=Choose(_REST),
            )
        )
    choices = tuple(Choice(str(f.id), str(n), also=(f.name,)) for n, f in enumerate(hits, 1))
    form = Choose((*choices, Choice(NEITHER, "都不是")))
    chosen: str = yield Ask(
        key=f"firm.{turn}",
        title=f"找到 {len(hits)} 家",
        body="\n".join(f"{n} {f.line}" for n, f in enumerate(hits, 1)),
        rows=tuple((str(n), f.name[:30]) for n, f in enumerate(hits, 1)),
        form=form,
        beside=_search_again(turn, f"firm.{turn}", form),
    )
    return (yield _none(turn)) if chosen == NEITHER else chosen


def _search_again(turn: int, key: str, form: Choose) -> Beside:
    """Another name typed at a card that asks 「这家吗」 is a new search, not a puzzle."""

    def read(said: str) -> Given | None:
        if not _a_name(said) or turn == MOST_SEARCHES or not isinstance(hear(form, said), Puzzled):
            return None
        steps = ((key, NEITHER), (f"firm.{turn}.none", "again"), (f"query.{turn + 1}", said[:60]))
        return Given(steps)

    return read


def _a_name(said: str) -> bool:
    """Could this be looked for? Emoji, essays and polite words are not."""
    return sum(map(str.isalnum, said)) >= 2 and len(said) <= 60 and not set(said) <= POLITE


def _again(given: Given | Refusal | None, turn: int) -> Given | None:
    """The same where nothing was found: there is only 再找一次 to be said for the person."""
    if not isinstance(given, Given):
        return None
    return Given(((f"firm.{turn}", "again"), given.answers[-1]))


_REST = (Choice("again", "再找一次"), Choice("new", "新建这家"))


def _none(turn: int) -> Ask:
    key, form = f"firm.{turn}.none", Choose(_REST)
    typed = _search_again(turn, key, form)

    def beside(said: str) -> Given | None:
        given = typed(said)
        return Given(given.answers[1:]) if isinstance(given, Given) else None

    return Ask(
        key=key,
        title="都不是？",
        note="再发一个名称就重新找；报全称和代码我来新建，先标“非对象”，不影响检查",
        form=form,
        beside=beside,
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
            key="new.because",
            title="为什么没有代码？",
            note="例如：个体小作坊未办照",
            form=Write(60),
            check=read_reason,
        )
    return AddEnterprise(name=name, uscc=code, no_code_because=because)


def _code(said: str) -> Reading[str] | Refusal:
    if said.strip() == NO_CODE:
        return Reading("")
    read = read_code(said)
    return read if isinstance(read, Refusal) else Reading(read.code, read.note)


def _begin(turn: int, enterprise: int, hits: list[Hit], *, sure: bool) -> Part:
    """Somebody may be at it already, or have been there before (「减少重复执法」). None: not this firm."""
    begun: dict[str, Any] = yield Look("begun", str(enterprise))
    if begun.get("recused"):
        return Nothing(begun["recused"])
    line = next(hit.line for hit in hits if hit.id == enterprise)
    other = () if sure else (Choice(NEITHER, "不是这家"),)
    if begun["sheet"]:
        return (yield from _join(turn, begun, other))
    reason = ""
    if begun["visited"]:
        reason = yield Ask(
            key=f"again.{turn}",
            title=begun["firm"]["name"],
            note=f"{begun['visited']} 已查过一次。再次入企请选原因，会记在表里",
            form=Choose((*REASONS, *other)),
        )
        other = ()
    if reason == NEITHER:
        return None
    return (yield from _confirm(turn, begun, line, reason, other))


def _join(turn: int, begun: dict[str, Any], other: tuple[Choice, ...]) -> Part:
    name, mine = begun["firm"]["name"], begun["mine"]
    said = "这家你还没查完" if mine else f"{begun['by']} {begun['at']} 已开始检查这家"
    join = (
        (Choice("join", "接着查", 1),) if mine else (Choice("join", "一起查", 1), Choice("take", "我来接手"))
    )
    how: str = yield Ask(
        key=f"begun.{turn}",
        title=name,
        note=said,
        body=begun["progress"],
        form=Choose((*join, Choice("off", "先不查"), *other)),
    )
    if how == NEITHER:
        return None
    if how == "off":
        return Nothing("好的。要查的时候再叫我。")
    return JoinInspection(begun["sheet"], how == "take")


def _confirm(turn: int, begun: dict[str, Any], line: str, reason: str, other: tuple[Choice, ...]) -> Part:
    """The firm and everything known of it on one card. One tap: it is the one, it is right, we begin."""
    firm, remembered = load_firm(begun["firm"]), str(begun["remembered"])
    choices = [Choice("yes", "都对，开始检查", 1, also=("就是这家", firm.name)), Choice("change", "有改动")]
    if reason != OTHER_SOURCE:
        choices.append(Choice("source", OTHER_SOURCE))
    shown = "\n".join(one for one in (begun["warning"], remembered) if one)
    ask = header.card(f"head.{turn}", firm, shown, (*choices, *other), line)
    if other:
        ask = replace(ask, beside=_search_again(turn, ask.key, Choose((*choices, *other))))
    said: str = yield ask
    if said == NEITHER:
        return None
    confirmed = "change" if said == "change" else "yes"
    given = [("header", confirmed, header.shown_of(firm, remembered))]
    if said != "source" and reason != OTHER_SOURCE:
        given.append(("source", Source.ON_SITE.value, ""))
    return StartInspection(firm.id, reason, given=tuple(given))

"""Reads verdicts typed in one go: 「7 12 30 有问题」「3 不适用 未建排口」「五组正常，其余正常」.

Numbers and words are taken, nothing is guessed: a bare 是 or 否 is refused, because what it means hangs on
the item's polarity. A text that is anything else gives None.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rules.checklist import Checklist
from rules.reading import Refusal

Verdict = Literal["hazard", "clear", "na"]

_NUMBER = r"第?\d{1,3}(?:\s*[-~—–至到]\s*第?\d{1,3})?(?:项|题)?"
_NUMBERS = rf"(?P<numbers>{_NUMBER}(?:[\s,、和与及]+{_NUMBER})*)"
_FINE = r"(?:全|全部|都|均)*(?:正常|没有?问题|无问题|未发现问题|未发现隐患|没毛病|[oO][kK]|√|✓|✔)(?:的|了)?"
_WRONG = r"(?:全|都|均)*(?:有问题|有隐患|有毛病|不符合|不合格|不行|问题|×|✗|✘)"
_STOP = r"(?=$|[\s,、;。.!\n])"
_REST = re.compile(rf"(?:其余|其他|其它|剩下|余下|后面|全部|所有|整张表)(?:的|各?项|各?组|\s)*{_FINE}{_STOP}")
_SECTION = re.compile(
    rf"第?(?P<numerals>[一二三四五六七八九十]+(?:[、,和及\s]+[一二三四五六七八九十]+)*)组?\s*{_FINE}{_STOP}"
)
_CLAUSE = re.compile(
    rf"{_NUMBERS}\s*[::]?\s*"
    rf"(?:(?P<na>(?:都|均)?(?:不适用|不涉及)[\s,::]*(?P<why>[^;。\n]*))|(?P<wrong>{_WRONG}){_STOP}|(?P<fine>{_FINE}){_STOP}"
    rf"|(?P<vague>是|否|有|没有|对|不对){_STOP})"
)
_OTHERS = "(?:其余|其他|其它|剩下|余下|后面)"
_BARE = re.compile(rf"{_NUMBERS}(?=\s*$|\s*[,;。\n]\s*(?:{_OTHERS}|\d))")
_BETWEEN = re.compile(r"[\s,、;。.!]+")
_WORD = rf"\s*(?:{_WRONG}|{_FINE}|不适用|不涉及)"
_NEXT = re.compile(rf"[\s,、]+(?=(?:{_OTHERS}|{_NUMBER}(?:[\s,、和与及]+{_NUMBER})*{_WORD}))")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was said: item id → verdict and reason, sections said to be clear, whether all the rest is.

    `bare`: some numbers came without a word, as ticks on a list would.
    """

    items: Mapping[str, tuple[Verdict, str]] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    rest: bool = False
    bare: bool = False


def read_marks(checklist: Checklist, text: str) -> Typed | Refusal | None:
    """Everything the text says of items, or why it cannot be taken; None if it is not about items."""
    said = unicodedata.normalize("NFKC", text).strip()
    found = _Found(checklist)
    at = 0
    while at < len(said):
        if gap := _BETWEEN.match(said, at):
            at = gap.end()
            continue
        end = found.clause(said, at)
        if not isinstance(end, int):
            return end
        at = end
    if not (found.items or found.sections or found.rest):
        return None
    return Typed(found.items, tuple(found.sections), found.rest, found.bare)


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    checklist: Checklist
    items: dict[str, tuple[Verdict, str]] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    rest: bool = False
    bare: bool = False

    def clause(self, said: str, at: int) -> int | Refusal | None:
        """Read one clause; where it ends, or why it cannot be taken, None if it is none."""
        if found := _REST.match(said, at):
            self.rest = True
            return found.end()
        if found := _SECTION.match(said, at):
            numerals = re.split(r"[、,和及\s]+", found["numerals"])
            chosen = [s.id for s in self.checklist.sections if s.numeral in numerals]
            self.sections += chosen
            complete = len(chosen) == len(numerals)
            return found.end() if complete else Refusal(f"表上没有第{found['numerals']}组。请核对一下再发。")
        if found := _CLAUSE.match(said, at):
            if found["vague"]:
                return Refusal(_vague(found))
            verdict, why, end = _meant(found, said)
            return _take(self.checklist, self.items, _numbers(found["numbers"]), (verdict, why)) or end
        if found := _BARE.match(said, at):
            self.bare = True
            return (
                _take(self.checklist, self.items, _numbers(found["numbers"]), ("hazard", "")) or found.end()
            )
        return None


def _meant(found: re.Match[str], said: str) -> tuple[Verdict, str, int]:
    """The verdict of a clause, its reason, and where the next clause begins."""
    if found["na"] is None:
        return ("hazard" if found["wrong"] else "clear"), "", found.end()
    why = found["why"]
    cut = _NEXT.search(why)
    end = found.start("why") + cut.start() if cut else found.end()
    return "na", said[found.start("why") : end].strip(" ,、.!"), end


def _vague(found: re.Match[str]) -> str:
    first = _numbers(found["numbers"])[0]
    return f"“{found[0].strip()}”说不清是有问题还是正常。请说“{first} 有问题”或“{first} 正常”。"


def _take(
    form: Checklist, items: dict[str, tuple[Verdict, str]], numbers: list[int], meant: tuple[Verdict, str]
) -> Refusal | None:
    verdict, why = meant
    if verdict == "na" and not why:
        return Refusal(f"第 {numbers[0]} 项为什么不适用？请带上理由，比如“{numbers[0]} 不适用 未建排口”。")
    for number in numbers:
        item = form.by_number(number)
        if item is None:
            return Refusal(f"表上没有第 {number} 项（1–{form.items[-1].num}）。请核对一下再发。")
        if item.id in items and items[item.id][0] != verdict:
            return Refusal(f"第 {number} 项说了两种结果。请再说一次，例如“{number} 有问题”。")
        items[item.id] = meant
    return None


def _numbers(text: str) -> list[int]:
    """7 12 30, 第7项、第9项, 23-25."""
    found: list[int] = []
    for first, last in re.findall(r"(\d{1,3})(?:项|题)?(?:\s*[-~—–至到]\s*第?(\d{1,3}))?", text):
        start, end = int(first), int(last or first)
        found += range(start, end + 1) if start <= end else [start, end]
    return found

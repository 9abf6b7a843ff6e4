"""Which photo belongs to which item, as people say it: 「第1、2张是7号，第3张是12」, 「照片都是7号」.

Photos are numbered as they came. A text that is anything else, and one that says 张 of no photo, gives None.
"""

import re
import unicodedata
from dataclasses import dataclass

ALL = -1
"""Stands for every photo that belongs nowhere yet."""

_ONE = r"第?\d{1,3}(?:\s*[-~—–至到]\s*第?\d{1,3})?\s*张?"
_EVERY = r"(?P<all>(?:照片|这些|全部|几张|剩下的|其余的)+\s*(?:都|全)?)"
_SOME = rf"(?P<some>{_ONE}(?:[\s,、和与及]+{_ONE})*)(?:照片)?\s*(?:都|全)?"
_TO = r"\s*(?:是|归到?|放到?|属于|算|给|->|→)\s*第?(?P<item>\d{1,3})\s*(?:号|项|题)?的?"
_CLAUSE = re.compile(rf"(?:照片)?\s*(?:{_EVERY}|{_SOME}){_TO}")
_BETWEEN = re.compile(r"[\s,;。、.]*")
_SPAN = re.compile(r"(\d{1,3})(?:\s*[-~—–至到]\s*第?(\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class Placing:
    """Photo numbers (ALL: every loose one) and the number of the item they show."""

    photos: tuple[int, ...]
    item: int


def read_placings(text: str) -> tuple[Placing, ...] | None:
    """Everything the text says of photos; None if it is not wholly about them.

    >>> read_placings("第1、2张是7号")
    (Placing(photos=(1, 2), item=7),)
    """
    said = unicodedata.normalize("NFKC", text).strip()
    if "张" not in said and "照片" not in said:
        return None
    found: list[Placing] = []
    at = _end(said, 0)
    while at < len(said):
        clause = _CLAUSE.match(said, at)
        if clause is None:
            return None
        found.append(Placing(_numbers(clause["some"]) if clause["some"] else (ALL,), int(clause["item"])))
        at = _end(said, clause.end())
    return tuple(found) or None


def _end(said: str, at: int) -> int:
    gap = _BETWEEN.match(said, at)
    return gap.end() if gap else at


def _numbers(said: str) -> tuple[int, ...]:
    numbers: dict[int, None] = {}
    for span in _SPAN.finditer(said):
        first, last = sorted((int(span[1]), int(span[2] or span[1])))
        numbers |= dict.fromkeys(range(first, last + 1))
    return tuple(numbers)

"""Which photo belongs to which item, as people say it: 「第1、2张是7号，第3张是12」, 「这张是17的」.

Photos are numbered as they came; 这张, 刚才那两张 and 最后一张 count from the last one back. A text that is
anything else, and one that says 张 of no photo, gives None.
"""

import re
import unicodedata
from dataclasses import dataclass

ALL = -1
"""Stands for every photo that belongs nowhere yet."""

_ONE = r"第?\d{1,3}(?:\s*[-~—–至到]\s*第?\d{1,3})?\s*张?"
_EVERY = r"(?P<all>(?:照片|这些|这几张|全部|几张|剩下的|其余的|这(?=是))+\s*(?:都|全)?)"
_JUST = r"(?:这|刚才|刚刚|刚拍|刚发|上面|前面|最后|最新)的?(?:那|这)?"
_LATEST = rf"(?P<last>{_JUST}(?P<many>[1-9]|[一二两三四五六七八九])?张)(?:照片)?\s*(?:都|全)?"
_SOME = rf"(?P<some>{_ONE}(?:[\s,、和与及]+{_ONE})*)(?:照片)?\s*(?:都|全)?"
_TO = r"\s*(?:是|归到?|放到?|属于|算|给|->|→)\s*第?(?P<item>\d{1,3})\s*(?:号|项|题)?的?(?:照片)?"
_CLAUSE = re.compile(rf"(?:照片)?\s*(?:{_EVERY}|{_LATEST}|{_SOME}){_TO}")
_BETWEEN = re.compile(r"[\s,;。、.]*")
_SPAN = re.compile(r"(\d{1,3})(?:\s*[-~—–至到]\s*第?(\d{1,3}))?")

_OF_PHOTOS = re.compile(r"张|照片|这些|^\s*这是")
_COUNT = {"1": 1, "两": 2} | {word: n for n, word in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class Placing:
    """Photo numbers (ALL: every loose one), or how many of the `last` ones, and the number of their item."""

    photos: tuple[int, ...]
    item: int
    last: int = 0


def read_placings(text: str) -> tuple[Placing, ...] | None:
    """Everything the text says of photos; None if it is not wholly about them.

    >>> read_placings("第1、2张是7号")
    (Placing(photos=(1, 2), item=7),)
    """
    said = unicodedata.normalize("NFKC", text).strip()
    if not _OF_PHOTOS.search(said):
        return None
    found: list[Placing] = []
    at = _end(said, 0)
    while at < len(said):
        clause = _CLAUSE.match(said, at)
        if clause is None:
            return None
        found.append(_placing(clause))
        at = _end(said, clause.end())
    return tuple(found) or None


def _placing(clause: re.Match[str]) -> Placing:
    item = int(clause["item"])
    if clause["last"]:
        return Placing((), item, last=_COUNT.get(clause["many"] or "1") or int(clause["many"]))
    return Placing(_numbers(clause["some"]) if clause["some"] else (ALL,), item)


def _end(said: str, at: int) -> int:
    gap = _BETWEEN.match(said, at)
    return gap.end() if gap else at


def _numbers(said: str) -> tuple[int, ...]:
    numbers: dict[int, None] = {}
    for span in _SPAN.finditer(said):
        first, last = sorted((int(span[1]), int(span[2] or span[1])))
        numbers |= dict.fromkeys(range(first, last + 1))
    return tuple(numbers)

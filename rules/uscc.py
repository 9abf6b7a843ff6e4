"""Unified social credit codes, GB 32100-2015. A passing check is no proof that the company exists.

Nothing is mended silently: a suspicious letter is named by its place, and only codes that pass are offered.
The registration authority (places 3–8) may differ from the site's district and is never held against a code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from rules.reading import Refusal, half_width

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of the standard: no I, O, S, V, Z."""

EXAMPLE = "91330382YYYY00012D"

_VALUE = {one: n for n, one in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, n, 31) for n in range(17))
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LOOKS_LIKE = {"O": "0", "I": "1", "Z": "2", "S": "5", "V": "UY"}
_MIXED_UP = ("0DQ", "17L", "38B", "56G", "MN", "UWY")
_LABEL = re.compile(r"^(?:统一社会)?(?:信用)?代码(?:[:：是为]|\s)*")
_SEPARATORS = re.compile(r"[\s\-‐‑‒–—―_.·]+")


@dataclass(frozen=True, slots=True)
class CodeReading:
    """An 18-place code that passes its check; a `warning` looks unusual all the same, and `note` says how."""

    code: str
    kind: Literal["valid", "warning"]
    note: str = ""


def check_character(body: str) -> str:
    """Place 18 for the first 17 places (GB 32100 §4.2.5). Raises KeyError for a character outside the set."""
    total = sum(_VALUE[one] * weight for one, weight in zip(body[:17], _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def body_check(body: str) -> str:
    """Place 17 for places 9–16 (GB 11714). Raises ValueError for a character outside 0–9, A–Z."""
    total = sum(int(one, 36) * weight for one, weight in zip(body, _BODY_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def passes(code: str) -> bool:
    """18 characters of the set whose last one fits."""
    return len(code) == 18 and all(one in _VALUE for one in code) and check_character(code[:17]) == code[17]


def read_code(raw: str) -> CodeReading | Refusal:
    """A code as typed, with blanks, hyphens, a label, lower case or full width."""
    typed = _LABEL.sub("", half_width(raw))
    code = _SEPARATORS.sub("", typed).upper()
    if len(code) != 18:
        return _wrong_length(code)
    if any(one not in _VALUE for one in code):
        return _strange_letters(code)
    if not passes(code):
        return Refusal("校验位对不上，可能写错了一位，或两位写反了。请对着营业执照再看一遍。", _slips(code))
    note = "" if code == raw.strip() else f"我按 {code} 记的。"
    if doubt := _doubt(code):
        return CodeReading(code, "warning", note + doubt)
    return CodeReading(code, "valid", note)


def _doubt(code: str) -> str:
    """Old registrations exist that fail the inner check, so this only asks for a second look."""
    if not code[2:8].isdigit():
        return "第 3–8 位一般是数字，请对着营业执照再看一眼。"
    if body_check(code[8:16]) != code[16]:
        return f"第 17 位按规则应是 {body_check(code[8:16])}，请对着营业执照再看一眼。"
    return ""


def _wrong_length(code: str) -> Refusal:
    if not code:
        return Refusal(f"请发 18 位统一社会信用代码，例如 {EXAMPLE}。没有的话回“没有代码”。")
    if re.fullmatch("[0-9]{15}", code):
        return Refusal(f"这是旧的 15 位注册号。请发营业执照上 18 位的统一社会信用代码，例如 {EXAMPLE}。")
    if not code.isascii():
        return Refusal(f"信用代码是 18 位数字和大写字母，例如 {EXAMPLE}。请照营业执照再发一次。")
    gap = f"少 {18 - len(code)} 位" if len(code) < 18 else f"多 {len(code) - 18} 位"
    return Refusal(f"现在是 {len(code)} 位，{gap}。统一社会信用代码是 18 位，例如 {EXAMPLE}。")


def _strange_letters(code: str) -> Refusal:
    strange = [n for n, one in enumerate(code) if one not in _VALUE]
    places = "、".join(f"第 {n + 1} 位像是{_named(code[n])}" for n in strange[:3])
    why = "这里只会是数字" if all(2 <= n < 8 for n in strange) else "代码里不会用到"
    options = [_LOOKS_LIKE.get(code[n], "") for n in strange]
    found = (_replaced(code, strange, chosen) for chosen in product(*options)) if len(strange) <= 4 else ()
    offer = tuple(one for one in found if passes(one))[:3]
    return Refusal(f"{places}，{why}。请对着营业执照再看一眼。", offer)


def _named(one: str) -> str:
    return f"字母 {one}" if one.isascii() and one.isalpha() else f"“{one}”"


def _replaced(code: str, places: list[int], chosen: tuple[str, ...]) -> str:
    letters = list(code)
    for place, one in zip(places, chosen, strict=True):
        letters[place] = one
    return "".join(letters)


def _slips(code: str) -> tuple[str, ...]:
    """Codes one slip away that pass both checks; more than two would be guessing, so then none.

    A 9 at place 1 is market supervision, whose kinds are 1 to 3.
    """
    near = (one for one in _neighbours(code) if one[0] != "9" or one[1] in "123")
    found = dict.fromkeys(one for one in near if passes(one) and not _doubt(one))
    return tuple(found) if len(found) <= 2 else ()


def _neighbours(code: str) -> Iterator[str]:
    for n in range(17):
        yield code[:n] + code[n + 1] + code[n] + code[n + 2 :]
    for n, was in enumerate(code[:17]):
        for alike in _MIXED_UP:
            if was in alike:
                yield from (code[:n] + one + code[n + 1 :] for one in alike if one != was)

"""Whether a template field's value fits the type in its key: thing, character_string, time … (rule O2).

Pure; the caller refuses with 47003.
"""

import re
from collections.abc import Callable

from sandbox.settings import TemplateField

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
DATE = r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/]\d{1,2}[-/]\d{1,2}"
MOMENT = r"\d{1,2}:\d{2}(:\d{2})?"
TIME = rf"(({DATE})\s*)?{MOMENT}|{DATE}"

_PATTERNS = {
    "character_string": r"[\x20-\x7e]{1,32}",
    "number": r"-?\d{1,32}(\.\d+)?",
    "letter": r"[A-Za-z]{1,32}",
    "symbol": r"[^\w\s]{1,5}",
    "time": rf"({TIME})(\s*~\s*({TIME}))?",
    "date": rf"({TIME})(\s*~\s*({TIME}))?",
    "amount": r"[¥￥$€£]?\d{1,10}(\.\d+)?元?",
    "phone_number": r"[\d+\- ()转]{1,17}",
    "car_number": r".{1,8}",
    "phrase": rf"[{HAN}]{{1,5}}",
    "thing": r".{1,20}",
    "short_thing": r".{1,10}",
    "const": r".{1,20}",
    "enum": r".{1,20}",
}
_COMPILED = {name: re.compile(pattern, re.DOTALL) for name, pattern in _PATTERNS.items()}
_HAN = re.compile(rf"[{HAN}]")
KIND = re.compile(r"([a-z_]+?)\d*")


def kind_of(key: str) -> str:
    """The type in a field's key: `thing12` is a thing; '' if there is none that is known."""
    found = KIND.fullmatch(key)
    kind = found.group(1) if found else ""
    return kind if kind in _COMPILED or kind == "name" else ""


def fits(field: TemplateField, value: str) -> bool:
    """True if the platform would take the value. An empty one never fits."""
    if not value.strip():
        return False
    if field.allowed:
        return value in field.allowed
    kind = kind_of(field.key)
    if kind == "name":
        return _is_name(value)
    check: Callable[[str], object] = _COMPILED[kind].fullmatch if kind else bool
    return check(value) is not None if kind else True


def _is_name(value: str) -> bool:
    """At most ten characters with a Chinese one, or twenty without; digits are not names."""
    if any(each.isdigit() for each in value):
        return False
    return len(value) <= (10 if _HAN.search(value) else 20)

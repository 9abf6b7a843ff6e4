"""Telephone numbers of mainland China as people type them: mobile, area code and number, 400 and 800.

Reads and masks. It never completes a number by itself: an area code that is missing is asked for.
"""

import re
from dataclasses import dataclass

from rules.reading import Reading, Refusal, half_width

EXAMPLE = "13800138000"

_MOST = 5
_SPLIT = re.compile(
    "[、/,;，；\n]|或者?|(?<=[0-9]) +(?=(?:1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}|400-)(?![0-9]))"
)
_LABEL = re.compile("^(?:联系|办公|移动)?(?:电话|手机|座机|固话|号码)+[:：]?")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#)[:：]?", re.IGNORECASE)
_ABROAD = re.compile(r"(?<![0-9])(?:\+|00)86[\s-]*")
_MOBILE = re.compile("1[3-9][0-9]{9}")
_LANDLINE = re.compile(
    r"(?P<area>010|02[0-9]|0[3-9][0-9]{2})-?(?P<number>[2-9][0-9]{6,7})(?P<ext>-[0-9]{1,6})?"
)
_SERVICE = re.compile("(400|800)-?([0-9]{3})-?([0-9]{4})")
_LOCAL = re.compile("[2-9][0-9]{6,7}(-[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Phone:
    """The number to call first, and others given with it. 13800138000 or 0577-20000001-8."""

    number: str
    alternates: tuple[str, ...] = ()


def read_phone(text: str, area: str = "0577") -> Reading[Phone] | Refusal:
    """One number or several separated by 、 or /; the first is the one to call. `area` is the local code."""
    said = _ABROAD.sub("+86", half_width(text))
    parts = [part.strip() for part in _SPLIT.split(said) if part.strip()]
    if not parts:
        return Refusal(f"请发一个电话，例如 {EXAMPLE}，或者区号加座机 {area}-20000001。")
    if len(parts) > _MOST:
        return Refusal(f"最多记 {_MOST} 个电话，请把最常用的放在最前面，例如 {EXAMPLE}。")
    numbers: list[str] = []
    for part in parts:
        number = _one(part, area)
        if isinstance(number, Refusal):
            return number
        numbers.append(number)
    first, *others = dict.fromkeys(numbers)
    typed = re.sub(r"\s", "", text)
    note = "" if typed == "、".join(numbers) else f"我按 {'、'.join((first, *others))} 记的。"
    return Reading(Phone(first, tuple(others)), note)


def _one(text: str, area: str) -> str | Refusal:
    bare = _LABEL.sub("", re.sub(r"\s", "", text))
    number = _tidy(bare.removeprefix("+86"))
    digits = number.replace("-", "")
    mobile = digits.removeprefix("86")
    if _MOBILE.fullmatch(mobile):
        return mobile
    if bare.startswith("+86") and not number.startswith("0"):
        # Written for callers from abroad, the area code has lost its 0.
        number = f"0{number}"
    if found := _LANDLINE.fullmatch(number):
        return f"{found['area']}-{found['number']}{found['ext'] or ''}"
    if found := _SERVICE.fullmatch(number):
        return "-".join(found.groups())
    return _refused(text.strip(), number, digits, area)


def _tidy(number: str) -> str:
    number = _EXTENSION.sub("-", re.sub("[‐‑‒–—―−~]", "-", number))
    return re.sub("-+", "-", re.sub(r"[()（）.]", "-", number)).strip("-")


def _refused(said: str, number: str, digits: str, area: str) -> Refusal:
    if _LOCAL.fullmatch(number):
        return Refusal(f"“{said}”还差区号，座机请带上区号，例如 {area}-20000001。", (f"{area}-{number}",))
    if not digits.isdigit():
        return Refusal(f"“{said[:20]}”里有不像电话的字。请发号码，例如 {EXAMPLE}，多个用“、”隔开。")
    if digits.startswith("1") and len(digits) == 11:
        return Refusal(f"“{said}”的开头不像手机号，手机号以 13–19 开头，例如 {EXAMPLE}。")
    if digits.startswith("1"):
        return Refusal(f"手机号是 11 位，“{said[:20]}”现在是 {len(digits)} 位。例如 {EXAMPLE}。")
    return Refusal(f"“{said[:20]}”不像完整的号码。请核对后再发，例如 {EXAMPLE} 或 {area}-20000001。")


def mask(number: str) -> str:
    """138****8000: what may be shown outside the record. Numbers joined by 、 are masked one by one."""
    return "、".join(_masked(one.strip()) for one in number.split("、"))


def _masked(number: str) -> str:
    if len(re.findall("[0-9]", number)) < 7:
        return "*" * len(number)
    if _MOBILE.fullmatch(number):
        return f"{number[:3]}****{number[-4:]}"
    if found := _LANDLINE.fullmatch(number):
        return f"{found['area']}-****{found['number'][-4:]}"
    return f"{number[:3]}****{number[-2:]}"

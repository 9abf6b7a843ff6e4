"""Numbers of notices: 温环乐预警〔2023〕7号, unpadded by default (GB/T 9704-2012 7.2.5: 不编虚位).

One series per prefix and calendar year of the 成文日期. Only writes and reads numbers: allocation is the
issuing transaction's business, and a number is never reused.
"""

import re
from dataclasses import dataclass

from rules.reading import Reading, Refusal, half_width

_OPEN, _CLOSE = r"[\[(【〔{〖]", r"[\])】〕}〗]"
_NUMBER = re.compile(
    rf"(?P<prefix>[^\W\d_]*?)(?:{_OPEN}(?P<year>[0-9]*)年?{_CLOSE})?第?(?P<seq>[0-9]{{1,9}})号?"
)


@dataclass(frozen=True, slots=True, order=True)
class NoticeNumber:
    """A number of one series; sorts by year and number. Raises ValueError for 0 or a year not of 4 digits."""

    prefix: str
    year: int
    seq: int

    def __post_init__(self) -> None:
        """Check year and number."""
        if not 1000 <= self.year <= 9999 or self.seq < 1:
            raise ValueError(f"no number: {self.year}, {self.seq}")

    def text(self, pad: int = 0) -> str:
        """As printed. `pad` 4 gives 0007 where a bureau wants it."""
        return f"{self.prefix}〔{self.year}〕{self.seq:0{pad}d}号"


def read_number(text: str, prefix: str, year: int | None = None) -> Reading[NoticeNumber] | Refusal:
    """A number as typed, with any brackets, 第, leading zeros; the bare number if `year` is given."""
    typed = re.sub(r"\s+", "", half_width(text))
    example = NoticeNumber(prefix, year or 2023, 7).text()
    found = _NUMBER.fullmatch(typed.removeprefix(prefix))
    if found is None:
        return Refusal(f"请发提示单编号，例如 {example}。")
    if found["prefix"]:
        return _other_series(found["prefix"], prefix, example)
    if found["year"] is None and year is None:
        return Refusal(f"编号还差年份，例如 {example}。")
    if found["year"] is not None and not re.fullmatch("[1-9][0-9]{3}", found["year"]):
        return Refusal(f"年份请写全四位，例如 {example}。")
    if int(found["seq"]) == 0:
        return Refusal(f"编号从 1 开始，没有 0 号，例如 {example}。")
    number = NoticeNumber(prefix, int(found["year"] or year or 0), int(found["seq"]))
    return Reading(number, "" if text.strip() == number.text() else f"我按 {number.text()} 查的。")


def _other_series(found: str, prefix: str, example: str) -> Refusal:
    if prefix.startswith(found):
        return Refusal(f"“{found}”开头的是公文文号，不是提示单编号。提示单编号例如 {example}。")
    return Refusal(f"这里的提示单编号以“{prefix}”开头，例如 {example}。")


@dataclass(frozen=True, slots=True, order=True)
class ReminderNumber:
    """The internal id of a 温馨提示单, TX-2023-000123. Annex 3 has no number line, so it is never printed."""

    series: str
    year: int
    seq: int

    def __post_init__(self) -> None:
        """Check year and number."""
        if not 1000 <= self.year <= 9999 or self.seq < 1:
            raise ValueError(f"no number: {self.year}, {self.seq}")

    def text(self) -> str:
        """As stored and searched."""
        return f"{self.series}-{self.year}-{self.seq:06d}"


def read_reminder_number(text: str, series: str = "TX") -> Reading[ReminderNumber] | Refusal:
    """TX-2023-000123 as typed: any case, blanks, with or without leading zeros."""
    typed = re.sub(r"\s+", "", half_width(text)).upper()
    found = re.fullmatch(rf"{re.escape(series.upper())}-?([1-9][0-9]{{3}})-([0-9]{{1,9}})", typed)
    if found is None or int(found[2]) == 0:
        return Refusal(f"请发温馨提示单的内部编号，例如 {series}-2023-000123。")
    return Reading(ReminderNumber(series, int(found[1]), int(found[2])))

"""Workdays by the State Council's yearly arrangement: weekends, arranged rest days, make-up workdays.

It never falls back to Saturday and Sunday where a year's arrangement is missing: it says which year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from rules.local_time import weekday

_DAY = timedelta(days=1)


class CalendarMissingError(LookupError):
    """No arrangement is on file for `year`."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}年日历未配置")
        self.year = year


CalendarMissing = CalendarMissingError
"""The name most callers catch it by."""


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """One year: `rest` are arranged rest days, `work` make-up workdays, `names` why a day rests.

    Ordinary weekends need not be listed. Raises ValueError for a day of another year, or one on both lists.
    """

    year: int
    rest: frozenset[date]
    work: frozenset[date]
    names: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}), compare=False, hash=False)

    def __post_init__(self) -> None:
        """Check the days against the year and each other."""
        for day in sorted(self.rest | self.work):
            if day.year != self.year:
                raise ValueError(f"{day.isoformat()} 不在 {self.year} 年")
        if both := sorted(self.rest & self.work):
            raise ValueError(f"{both[0].isoformat()} 既是休息日又是上班日")


class WorkCalendar:
    """Workday arithmetic over the years on file. Every method raises CalendarMissingError beyond them."""

    def __init__(self, years: Iterable[YearCalendar]) -> None:
        """Raises ValueError if a year comes twice."""
        self._years: dict[int, YearCalendar] = {}
        for one in years:
            if one.year in self._years:
                raise ValueError(f"{one.year} 年的日历有两份")
            self._years[one.year] = one

    @property
    def years(self) -> tuple[int, ...]:
        """The years on file, in order."""
        return tuple(sorted(self._years))

    def is_workday(self, day: date) -> bool:
        """Make-up workdays are workdays, arranged rest days are not, the rest goes by the week."""
        year = self._year(day)
        return day in year.work or (day.weekday() < 5 and day not in year.rest)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a workday, else the next workday."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself if it is a workday, else the workday before."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def plus(self, day: date, n: int) -> date:
        """The n-th workday after `day` (before it if n is negative); `day` itself is not counted."""
        step = _DAY if n > 0 else -_DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """How many workdays lie after `start` up to and including `end`; 0 if `end` is not later."""
        return sum(self.is_workday(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def why(self, day: date) -> str:
        """周六 · 周四，端午节 · 周日，调休上班: the weekday and what the arrangement makes of it."""
        year = self._year(day)
        if day in year.work:
            return f"{weekday(day)}，调休上班"
        if day in year.rest:
            return f"{weekday(day)}，{year.names.get(day, '放假调休')}"
        return weekday(day)

    def _year(self, day: date) -> YearCalendar:
        try:
            return self._years[day.year]
        except KeyError:
            raise CalendarMissingError(day.year) from None

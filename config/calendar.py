"""The yearly arrangements in `holidays/*.toml` as a work calendar. Checked whole; it never guesses a year.

One file a year, named by it. Each `[[festival]]` has a name, `rest` (first and last day, both included) and,
where days are made up for, `work`. Errors name the file and the line or the field, all of them at once.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from rules.workdays import WorkCalendar, YearCalendar

_LONGEST = 15
"""No arrangement has ever rested longer; more is a slip of the pen."""
_KEYS = {"name", "rest", "work"}


class CalendarFileError(Exception):
    """The calendar files cannot be used; `faults` names every place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("节假日文件有 {} 处要改：\n  - {}".format(len(faults), "\n  - ".join(faults)))
        self.faults = faults


def load_calendar(folder: Path) -> WorkCalendar:
    """All years in a folder. Raises CalendarFileError naming every fault at once."""
    years, faults = _read_all(folder)
    if faults:
        raise CalendarFileError(faults)
    return WorkCalendar(years)


def check(folder: Path) -> list[str]:
    """Every fault of every file in a folder, nothing if it can be used."""
    return _read_all(folder)[1]


def _read_all(folder: Path) -> tuple[list[YearCalendar], list[str]]:
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        return [], [f"{folder.name}：没有节假日文件，例如 2023.toml"]
    years: list[YearCalendar] = []
    faults: list[str] = []
    for path in paths:
        year = _Year(path)
        years += year.read()
        faults += [f"{path.name}：{fault}" for fault in year.faults]
    return years, faults


class _Year:
    """One file being read. Collects its faults instead of stopping at the first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        self.rest: dict[date, str] = {}
        self.work: set[date] = set()

    def read(self) -> list[YearCalendar]:
        """The year, or nothing if it has faults."""
        try:
            content = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            self.faults.append("不是 UTF-8 编码")
            return []
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            where = f"第 {line[1]} 行附近" if line else "文件末尾附近"
            self.faults.append(f"{where}写法有误（{error}）")
            return []
        year = self._header(content)
        for n, festival in enumerate(self._festivals(content), 1):
            self._festival(f"festival 第 {n} 段", festival, year)
        for day in sorted(self.work & set(self.rest)):
            self.faults.append(f"{day.isoformat()} 既在 rest 又在 work")
        if self.faults:
            return []
        return [YearCalendar(year, frozenset(self.rest), frozenset(self.work), dict(self.rest))]

    def _header(self, content: Mapping[str, Any]) -> int:
        for key in sorted(set(content) - {"year", "festival"}):
            self.faults.append(f"不认识的字段 {key}")
        year = content.get("year")
        if isinstance(year, bool) or not isinstance(year, int) or not 2000 <= year <= 2100:
            self.faults.append("year 要写四位年份，例如 year = 2023")
            return 0
        if self.path.stem != str(year):
            self.faults.append(f"文件名和 year = {year} 对不上")
        return year

    def _festivals(self, content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        found = content.get("festival")
        if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
            self.faults.append("至少要有一段 [[festival]]")
            return
        yield from found

    def _festival(self, where: str, festival: Mapping[str, Any], year: int) -> None:
        for key in sorted(set(festival) - _KEYS):
            self.faults.append(f"{where}：不认识的字段 {key}（可用 name、rest、work）")
        name = festival.get("name")
        if not isinstance(name, str) or not name.strip():
            self.faults.append(f"{where}：name 要写节日名")
            name = ""
        rest = self._days(f"{where}（{name}）rest", festival.get("rest"), year)
        work = self._days(f"{where}（{name}）work", festival.get("work", []), year)
        self._resting(f"{where}（{name}）rest", name, rest)
        self._working(f"{where}（{name}）work", work)

    def _days(self, where: str, found: object, year: int) -> list[date]:
        if not isinstance(found, list):
            self.faults.append(f"{where} 要写日期，例如 [2023-06-22, 2023-06-24]")
            return []
        days = [one for one in found if isinstance(one, date) and not isinstance(one, datetime)]
        if len(days) != len(found):
            self.faults.append(f"{where} 里只能写日期，不加引号和时间，例如 2023-06-25")
        for day in days:
            if year and day.year != year:
                self.faults.append(f"{where} 的 {day.isoformat()} 不在 {year} 年，请放到那一年的文件")
        return days

    def _resting(self, where: str, name: str, days: list[date]) -> None:
        if len(days) != 2:
            self.faults.append(f"{where} 要写第一天和最后一天两个日期")
            return
        first, last = days
        if not 0 <= (last - first).days < _LONGEST:
            self.faults.append(f"{where} 从 {first.isoformat()} 到 {last.isoformat()} 不像一次放假")
            return
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            if day in self.rest:
                self.faults.append(f"{where} 的 {day.isoformat()} 已经写过")
            self.rest[day] = name

    def _working(self, where: str, days: list[date]) -> None:
        for day in days:
            if day.weekday() < 5:
                self.faults.append(f"{where} 的 {day.isoformat()} 不是周末，不用写")
            if day in self.work:
                self.faults.append(f"{where} 的 {day.isoformat()} 已经写过")
            self.work.add(day)

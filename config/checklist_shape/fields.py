"""Reads a mapping field by field and collects everything wrong with it, instead of stopping at the first.

Each complaint names file, place and field. It never guesses a value: a wrong field reads as empty and is
complained of.
"""

import difflib
from collections.abc import Iterable, Mapping
from datetime import date

_SAID = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}


class Complaints:
    """What is wrong with one file (`errors`) and what somebody should look at (`warnings`)."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def error(self, where: str, say: str) -> None:
        """Something that must be changed."""
        self.errors.append("：".join(part for part in (self.file, where, say) if part))

    def warn(self, where: str, say: str) -> None:
        """Something that works, and should be looked at."""
        self.warnings.append("：".join(part for part in (self.file, where, say) if part))


def nearest(word: object, known: Iterable[str]) -> str:
    """「，是不是“…”？」 with the nearest known word, '' where none is near."""
    close = difflib.get_close_matches(str(word), list(known), 1, 0.5)
    return f"，是不是“{close[0]}”？" if close else ""


class Fields:
    """One mapping. Every name asked for is a known field; `done` complains of the others."""

    def __init__(self, data: object, where: str, complaints: Complaints) -> None:
        self.where = where
        self.complaints = complaints
        self.known: set[str] = set()
        self.given: Mapping[object, object] = {}
        if isinstance(data, Mapping):
            self.given = data
        else:
            complaints.error(where, "这里要写成“字段: 值”的形式")

    def error(self, name: str, say: str) -> None:
        """Complain of one field."""
        self.complaints.error(self.where, f"{name}：{say}")

    def warn(self, name: str, say: str) -> None:
        """Ask somebody to look at one field."""
        self.complaints.warn(self.where, f"{name}：{say}")

    def raw(self, name: str) -> object:
        """The value as it stands, None if absent."""
        self.known.add(name)
        return self.given.get(name)

    def text(self, name: str, default: str | None = None) -> str:
        """A text. Without a default it is required and not empty."""
        value = self.raw(name)
        if value is None or value == "":
            if default is None:
                self.error(name, "没有写")
            return default or ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.error(name, f"要写成文字，现在是“{value}”")
            return ""
        return str(value).strip()

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number, required without a default."""
        value = self.raw(name)
        if value is None and default is not None:
            return default
        if isinstance(value, str) and value.strip().isdecimal():
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.error(name, "没有写" if value is None else f"要写整数，现在是“{value}”")
            return 0
        return value

    def flag(self, name: str) -> bool:
        """true or false, absent means false."""
        return self.tristate(name) is True

    def tristate(self, name: str) -> bool | None:
        """true, false, or None where nothing is written."""
        value = self.raw(name)
        if isinstance(value, str):
            value = _SAID.get(value.strip().lower(), value)
        if value is not None and not isinstance(value, bool):
            self.error(name, f"要写 true 或 false，现在是“{value}”")
            return None
        return value

    def day(self, name: str) -> date | None:
        """A date such as 2023-05-04, or None."""
        value = self.raw(name)
        if value is not None and type(value) is not date:
            self.error(name, f"要写日期，例如 2023-05-04，现在是“{value}”")
            return None
        return value

    def choice(self, name: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(name, default)
        if value and value not in allowed:
            self.error(name, f"只能写 {'、'.join(allowed)}，现在是“{value}”{nearest(value, allowed)}")
        return value if value in allowed else allowed[0]

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, () if absent; one text alone is a list of one."""
        read = []
        for value in [alone] if isinstance(alone := self.raw(name), str) else self.entries(name):
            if isinstance(value, str) and value.strip():
                read.append(value.strip())
            elif isinstance(value, int | float) and not isinstance(value, bool):
                read.append(str(value))
            else:
                self.error(name, f"每一条都要写成文字，现在有“{value}”")
        return tuple(read)

    def entries(self, name: str) -> list[object]:
        """A list as it stands, [] if absent."""
        value = self.raw(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.error(name, f"要写成列表 […]，现在是“{value}”")
            return []
        return list(value)

    def parts(self, name: str, unit: str = "条") -> list["Fields"]:
        """A list of mappings, each named by its place."""
        return [
            Fields(value, f"{self.where} {name} 第{n}{unit}".strip(), self.complaints)
            for n, value in enumerate(self.entries(name), 1)
        ]

    def given_any(self, *names: str) -> bool:
        """Is one of these fields written?"""
        return any(self.given.get(name) not in (None, "", [], {}) for name in names)

    def mapping(self, name: str) -> Mapping[str, object]:
        """A mapping by names, {} if absent."""
        value = self.raw(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.error(name, f"要写成“名称: 值”的形式，现在是“{value}”")
            return {}
        return {str(key): entry for key, entry in value.items()}

    def done(self) -> None:
        """Complain of every key nobody asked for, with the nearest known one."""
        for key in self.given:
            if key not in self.known:
                self.complaints.error(
                    self.where, f"不认识字段“{key}”{nearest(key, sorted(self.known)) or '，请删去或改名'}"
                )

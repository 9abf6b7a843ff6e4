"""Which law an item rests on, chosen by the date of the act. Law is dated data, never a constant.

`duty` is plain words and may be shown to an enterprise; a `Penalty` is for staff only. This module never
judges conduct and never picks an amount.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class LawMissingError(LookupError):
    """No law text is on file for this day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"没有 {day.isoformat()} 适用的法条文本，请在 config/law 里补上")
        self.day = day


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both included; None is open."""

    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Is the day in it?"""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


ALWAYS = Span()


@dataclass(frozen=True, slots=True)
class Law:
    """One duty and where it is written.

    `name` is the short name, `title` the full one with its brackets, `article` such as 第2条、第6条.
    `certainty` is high, medium, low or '' (not stated): how surely the article fits the item.
    """

    name: str
    article: str
    duty: str = ""
    title: str = ""
    certainty: str = ""
    span: Span = ALWAYS

    @property
    def line(self) -> str:
        """As shown to an enterprise: full name, article and duty."""
        words = f"：{self.duty}" if self.duty else ""
        return f"{self.title or self.name}{self.article}{words}"


@dataclass(frozen=True, slots=True)
class Penalty:
    """What a provision threatens. Staff only."""

    article: str
    range: str
    span: Span = ALWAYS

    @property
    def line(self) -> str:
        """As shown to staff."""
        return f"{self.article}：{self.range}"


class _Dated(Protocol):
    @property
    def span(self) -> Span: ...


Entry = TypeVar("Entry", bound=_Dated)


@dataclass(frozen=True, slots=True)
class Dated(Generic[Entry]):
    """Entries with their days. `spans` are the days for which the text is complete; () means all."""

    entries: tuple[Entry, ...] = ()
    spans: tuple[Span, ...] = ()

    def on(self, day: date) -> tuple[Entry, ...]:
        """The entries of the day of the act. Raises LawMissingError where no text covers the day."""
        if self.spans and not any(span.covers(day) for span in self.spans):
            raise LawMissingError(day)
        return tuple(entry for entry in self.entries if entry.span.covers(day))


NO_LAW: Dated[Law] = Dated()
NO_PENALTY: Dated[Penalty] = Dated()


def basis(law: Dated[Law], day: date) -> tuple[str, ...]:
    """The lines an enterprise sees under 依据. What nobody has checked (certainty low) stays inside.

    Raises LawMissingError.
    """
    return tuple(entry.line for entry in law.on(day) if entry.certainty != "low")


def staff_basis(law: Dated[Law], day: date) -> tuple[str, ...]:
    """The lines staff see under 依据, with a mark where the article is yet to be checked.

    Raises LawMissingError.
    """
    return tuple(
        entry.line + ("" if entry.certainty in ("", "high") else "（条文待法制人员核对）")
        for entry in law.on(day)
    )

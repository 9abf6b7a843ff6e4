"""What Annex 4 is counted from: dated records of visits, problems, receipts. Facts only, no counting.

Every record carries its id, the district of its site (not of the team) and a site key: 家 is a site, because
permits are held per site (条例第6条). Dates are the event's own in Shanghai, never the day of entry.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.sources import Source

Basis = Literal["issued", "delivered", "signed"]


def site_key(uscc: str, site: str, name: str) -> str:
    """(code, site), or (name, site) for a unit without a code."""
    return f"{uscc or name}\x1f{site}"


@dataclass(frozen=True, slots=True)
class Attendee:
    """One 帮扶人员 on a visit's form. Drivers who are not on the form are no records."""

    id: str
    expert: bool = False


@dataclass(frozen=True, slots=True)
class ProblemFound:
    """One problem after merging (X7–X10). The same id on a later visit is the same problem, still there.

    `source` None is the visit's own: a visit can mix sources.
    """

    id: str
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord:
    """One visit to one site. `on_target` is False for 非对象, `spot_check` True for 督导组's own 抽查."""

    id: str
    district: str
    site: str
    on: date
    people: tuple[Attendee, ...]
    problems: tuple[ProblemFound, ...] = ()
    source: Source = Source.ON_SITE
    team: str = ""
    recheck: bool = False
    confirmed: bool = True
    on_site: bool = True
    on_target: bool = True
    spot_check: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderReceived:
    """One 温馨提示单. A date is None until it has happened."""

    id: str
    district: str
    site: str
    issued_on: date | None = None
    delivered_on: date | None = None
    signed_on: date | None = None
    void: bool = False
    on_target: bool = True

    def on(self, basis: Basis) -> date | None:
        """The day it counts from under one reading of 「发放」."""
        days = {"issued": self.issued_on, "delivered": self.delivered_on, "signed": self.signed_on}
        return days[basis]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningReceived:
    """One numbered 预警提示单. It counts from its receipt or 留置 date; what was 转查处 has no number."""

    id: str
    district: str
    site: str
    received_on: date | None = None
    void: bool = False
    on_target: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineProblem:
    """One finding of an online platform. `confirmed` is 属实; an `episode` is one continuous stretch."""

    id: str
    district: str
    site: str
    on: date
    platform: str
    cause: str
    episode: str = ""
    source: Source = Source.ONLINE
    confirmed: bool = True
    on_target: bool = True


@dataclass(frozen=True, slots=True)
class Records:
    """Everything one table is counted from."""

    visits: tuple[VisitRecord, ...] = ()
    reminders: tuple[ReminderReceived, ...] = ()
    warnings: tuple[WarningReceived, ...] = ()
    online: tuple[OnlineProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Switches:
    """Where the source document leaves a choice; the basis is printed in the cover note."""

    people: Literal["person_day", "person_visit"] = "person_day"
    table: Literal["cumulative", "period"] = "cumulative"
    reminders: Basis = "signed"
    experts: bool = True
    rechecks: bool = True

    def basis(self) -> tuple[str, ...]:
        """The counting basis in words, for the cover note."""
        day = self.people == "person_day"
        handed = {"issued": "制作", "delivered": "送达", "signed": "签收"}[self.reminders]
        return (
            "人次按每人每天计" if day else "人次按每人每次入企计",
            "含专家" if self.experts else "不含专家",
            "含复核" if self.rechecks else "不含复核",
            f"温馨提示单按首次{handed}的场所计家数",
            "预警提示单按首次签收的场所计家数",
            "累计数" if self.table == "cumulative" else "本期数",
        )

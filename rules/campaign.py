"""The campaign's calendar: window, groups and their deadlines, half-month periods of Annex 4.

These are administrative dates and never roll to a workday. Which group an enterprise is in is decided once,
from the register on the cut-off date, never by an inspector's tap.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules.labels import Labelled
from rules.workdays import WorkCalendar


class Group(Labelled):
    """重点 = holds a 排污许可证 on the cut-off date; 其他 = every other enterprise of the 双随机 register."""

    PRIORITY = "priority", "重点"
    ORDINARY = "ordinary", "其他"


class Phase(Labelled):
    """Where the campaign stands on a date (三、行动安排). Notices keep running after its end."""

    BEFORE = "before", "未开始"
    PRIORITY = "priority", "重点企业帮扶"
    ORDINARY = "ordinary", "其他企业帮扶"
    AFTER = "after", "行动已结束"


@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period, both days included, and the day its table is due."""

    name: str
    since: date
    until: date
    due: date

    def covers(self, day: date) -> bool:
        """Is the day in it?"""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Campaign:
    """Window, group deadlines and periods, all days included. Raises ValueError if they do not fit.

    `cut_off` is the day on which a permit makes an enterprise 重点; the first day unless told otherwise.
    """

    since: date
    until: date
    priority_until: date
    periods: tuple[Period, ...]
    cut_off: date | None = None

    def __post_init__(self) -> None:
        """Check that everything lies in the window, in order and without overlap."""
        if not self.since <= self.priority_until <= self.until:
            raise ValueError("the priority deadline lies outside the window")
        for period in self.periods:
            if not self.since <= period.since <= period.until <= self.until or period.due < period.until:
                raise ValueError(f"{period.name} does not fit the window")
        for before, after in zip(self.periods, self.periods[1:], strict=False):
            if after.since <= before.until:
                raise ValueError(f"{after.name} overlaps {before.name}")

    def in_window(self, day: date) -> bool:
        """Does a visit or receipt of this day belong to the campaign? Others are kept, not counted."""
        return self.since <= day <= self.until

    def phase(self, day: date) -> Phase:
        """Where the campaign stands on this day."""
        if day < self.since:
            return Phase.BEFORE
        if day > self.until:
            return Phase.AFTER
        return Phase.PRIORITY if day <= self.priority_until else Phase.ORDINARY

    def covered_by(self, group: Group) -> date:
        """The last day on which this group's enterprises are to be covered."""
        return self.priority_until if group is Group.PRIORITY else self.until

    def period_of(self, day: date) -> Period | None:
        """The period an event of this day is reported in."""
        return next((one for one in self.periods if one.covers(day)), None)

    def period(self, name: str) -> Period:
        """A period by name. Raises KeyError."""
        for one in self.periods:
            if one.name == name:
                return one
        raise KeyError(name)

    def group(self, tier: str, permit: "Permit") -> Group:
        """The group from the register: see `group_of`."""
        return group_of(tier, permit, self.cut_off or self.since)


@dataclass(frozen=True, slots=True)
class Permit:
    """A 排污许可证 as the register has it; `number` '' is none. `since` None is not known."""

    number: str = ""
    since: date | None = None
    until: date | None = None


def group_of(tier: str, permit: Permit, cut_off: date) -> Group:
    """重点 if a permit had been issued by the cut-off date, an expired one too: its lapse is items 2 and 4.

    登记管理 holds a registration, not a permit; 应领未领 holds none: both are 其他.
    """
    if tier == "登记管理" or not permit.number.strip():
        return Group.ORDINARY
    late = permit.since is not None and permit.since > cut_off
    return Group.ORDINARY if late else Group.PRIORITY


def lapsed(permit: Permit, on: date) -> bool:
    """Had the permit run out before this day?"""
    return permit.until is not None and permit.until < on


def coverage_reminders(
    last: date, calendar: WorkCalendar, workdays: Iterable[int] = (10, 5, 2)
) -> tuple[date, ...]:
    """The days, so many workdays before a coverage deadline, on which the team is told. Earliest first."""
    return tuple(sorted({calendar.plus(last, -n) for n in workdays}))


CAMPAIGN_2023 = Campaign(
    since=date(2023, 5, 4),
    until=date(2023, 6, 30),
    priority_until=date(2023, 5, 31),
    periods=(
        Period("P1", date(2023, 5, 4), date(2023, 5, 15), date(2023, 5, 16)),
        Period("P2", date(2023, 5, 16), date(2023, 5, 31), date(2023, 6, 1)),
        Period("P3", date(2023, 6, 1), date(2023, 6, 15), date(2023, 6, 16)),
        # The last table goes with the summary, on the last day (六、其他事项).
        Period("P4", date(2023, 6, 16), date(2023, 6, 30), date(2023, 6, 30)),
    ),
)
"""温环乐〔2023〕18号: 5月4日–6月30日, 重点 by 5月31日, half-months with the calendar's own cut."""

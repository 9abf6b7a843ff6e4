"""Checks on a finished Annex 4 and the correction note. They name what does not fit; nothing is mended.

A submitted table is never rewritten: a late entry changes the live figure, and the difference is explained.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.annex4 import COLUMNS, Column, Row, Span, Table, counted_visits
from rules.annex4_records import Records, Switches


@dataclass(frozen=True, slots=True)
class Correction:
    """One figure that is no longer what was handed in."""

    period: str
    district: str
    column: Column
    old: int
    new: int

    @property
    def line(self) -> str:
        """P1 甲 发放温馨提示单数（家） 3→2."""
        return f"{self.period} {self.district} {COLUMNS[self.column]} {self.old}→{self.new}"


def corrections(period: str, submitted: Table, live: Table) -> tuple[Correction, ...]:
    """Every figure that changed since it was handed in, 合计 last."""
    before = {row.district: row for row in (*submitted.rows, submitted.total)}
    after = {row.district: row for row in (*live.rows, live.total)}
    changed = []
    for district in dict.fromkeys((*before, *after)):
        was, now = before.get(district, Row(district)), after.get(district, Row(district))
        for column in COLUMNS:
            old, new = was.cell(column).count, now.cell(column).count
            if old != new:
                changed.append(Correction(period, district, column, old, new))
    return tuple(sorted(changed, key=lambda one: one.district == submitted.total.district))


def note_needed(changed: Iterable[Correction]) -> bool:
    """A figure that went down needs its 更正说明."""
    return any(one.new < one.old for one in changed)


def correction_note(changed: Iterable[Correction], reason: str) -> str:
    """更正说明: period, column, old→new, and a person's reason."""
    lines = "；".join(one.line for one in changed)
    return f"更正说明：{lines}。原因：{reason}。"


def faults(table: Table, registered: Mapping[str, int]) -> tuple[str, ...]:
    """What does not fit within one table. `registered` is the size of the register by district."""
    found = []
    for row in table.rows:
        size = registered.get(row.district)
        if size is not None and row.reminders.count > size:
            found.append(f"{row.district}：温馨提示单 {row.reminders.count} 家，多于名录 {size} 家，请核对")
    for column, heading in COLUMNS.items():
        together = sum(row.cell(column).count for row in table.rows)
        if together != table.total.cell(column).count:
            found.append(f"合计：{heading}应为 {together}，现在是 {table.total.cell(column).count}，请核对")
    return tuple(found)


def warned_unseen(records: Records, table: Table) -> tuple[str, ...]:
    """Counted warning notices for sites where nobody was and no online problem was confirmed.

    Without them 预警（家） ≤ sites visited + sites with a confirmed online problem.
    """
    seen = {(one.district, one.site) for one in records.visits if one.confirmed and one.on_site}
    seen |= {(one.district, one.site) for one in records.online if one.confirmed}
    counted = {one for row in table.rows for one in row.warnings.ids}
    return tuple(
        f"{one.district}：预警提示单（{one.id}）没有对应的检查或线上发现，请核对"
        for one in records.warnings
        if one.id in counted and (one.district, one.site) not in seen
    )


def thin_teams(records: Records, span: Span, switches: Switches) -> tuple[str, ...]:
    """Teams that went out with fewer than two people on a day (2010 处罚办法28)."""
    out: dict[tuple[str, str, str], set[str]] = {}
    for visit in counted_visits(records, span, switches):
        people = out.setdefault((visit.district, visit.on.isoformat(), visit.team or visit.id), set())
        people.update(one.id for one in visit.people)
    return tuple(
        f"{district}：{day} {team} 只有 {len(people)} 人，请核对人员"
        for (district, day, team), people in sorted(out.items())
        if len(people) < 2
    )


def broken_chain(
    before: Table, period: Table, now: Table, changed: Iterable[Correction] = ()
) -> tuple[str, ...]:
    """Does cumulative = cumulative before + this period, but for the corrections named since?"""
    shift: dict[tuple[str, str], int] = {}
    for one in changed:
        key = (one.district, one.column)
        shift[key] = shift.get(key, 0) + one.new - one.old
    earlier = {row.district: row for row in before.rows}
    added = {row.district: row for row in period.rows}
    found = []
    for row in now.rows:
        for column, heading in COLUMNS.items():
            was = earlier.get(row.district, Row(row.district)).cell(column).count
            plus = added.get(row.district, Row(row.district)).cell(column).count
            wanted = was + plus + shift.get((row.district, column), 0)
            if wanted != row.cell(column).count:
                found.append(
                    f"{row.district}：{heading}累计应为 {wanted}，现在是 {row.cell(column).count}，请核对"
                )
    return tuple(found)

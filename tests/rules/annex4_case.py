"""The worked example of Annex 4: two districts, three weeks of May, and everything that must not count."""

from dataclasses import replace
from datetime import date

from rules.annex4 import COLUMNS, Row, Span, Table, count
from rules.annex4_records import (
    Attendee,
    OnlineProblem,
    ProblemFound,
    Records,
    ReminderReceived,
    Switches,
    VisitRecord,
    WarningReceived,
)
from rules.campaign import CAMPAIGN_2023
from rules.sources import Source

P1, P2 = CAMPAIGN_2023.periods[:2]
DISTRICTS = ("甲", "乙")
PEOPLE = {name: Attendee(name, expert=name == "X") for name in "ABDCGHX"}


def day(text: str) -> date:
    return date.fromisoformat(f"2023-{text}")


def visit(number: int, on: str, who: str, site: str, found: str = "", **but: object) -> VisitRecord:
    base = VisitRecord(
        id=f"v{number:02d}",
        district="甲",
        site=site,
        on=day(on),
        people=tuple(PEOPLE[one] for one in who),
        problems=tuple(ProblemFound(one) for one in found.split()),
    )
    return replace(base, **but)  # type: ignore[arg-type]


def reminder(number: int, site: str, on: str, district: str = "甲") -> ReminderReceived:
    return ReminderReceived(
        id=f"r{number}", district=district, site=site, issued_on=day(on), signed_on=day(on)
    )


def warning(number: str, site: str, on: str) -> WarningReceived:
    return WarningReceived(id=number, district="甲", site=site, received_on=day(on))


def online(number: int, site: str, on: str, district: str = "甲") -> OnlineProblem:
    return OnlineProblem(
        id=f"o{number}",
        district=district,
        site=site,
        on=day(on),
        platform="工况监控",
        cause="停机",
        episode=f"{number}",
    )


VISITS = (
    visit(1, "05-08", "ABX", "E1", "h1 h2 h3"),
    visit(2, "05-08", "AB", "E2"),
    visit(3, "05-09", "AD", "E3", "h4"),
    # Deliberate and polluting: counted as found and visited, but it never became a notice.
    visit(4, "05-11", "BD", "E5", "h5"),
    visit(5, "05-13", "AB", "E4", "h6 h7", source=Source.COMPLAINT),
    visit(6, "05-15", "AB", "E1", "h1 h2 h3 h8", recheck=True),
    visit(7, "05-17", "AB", "E6"),
    visit(8, "05-17", "CD", "E7", "h9 h10"),
    visit(9, "05-25", "AD", "E3", "h4", recheck=True),
    visit(10, "05-30", "GH", "E8", district="乙"),
)
RECORDS = Records(
    visits=VISITS,
    reminders=(
        reminder(1, "E1", "05-08"),
        reminder(2, "E2", "05-08"),
        reminder(3, "E3", "05-09"),
        reminder(6, "E6", "05-17"),
        reminder(7, "E7", "05-17"),
        reminder(8, "E8", "05-30", "乙"),
        # Entered twice by mistake.
        reminder(9, "E8", "05-30", "乙"),
    ),
    warnings=(
        warning("1号", "E1", "05-08"),
        warning("2号", "E3", "05-10"),
        warning("3号", "E1", "05-16"),
        warning("4号", "E7", "05-18"),
    ),
    online=(
        online(1, "E2", "05-12"),
        online(2, "E2", "05-20"),
        online(3, "E9", "05-28", "乙"),
        online(4, "E9", "05-28", "乙"),
    ),
)


def figures(row: Row) -> tuple[int, ...]:
    return tuple(row.cell(column).count for column in COLUMNS)


def table(period: str, records: Records = RECORDS, switches: Switches | None = None) -> Table:
    spans = {
        "P1": Span(CAMPAIGN_2023.since, P1.since, P1.until),
        "P2": Span(CAMPAIGN_2023.since, P2.since, P2.until),
        "cum": Span(CAMPAIGN_2023.since, CAMPAIGN_2023.since, P2.until),
    }
    return count(records, DISTRICTS, spans[period], switches or Switches())

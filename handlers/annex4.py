"""汇总表（附件4）: counted from the records, frozen as submitted, handed over as PDF and workbook.

Every figure keeps the ids of the records behind it. A submission is never rewritten: a later one is a new
version.
"""

from bot.script import Done, RefusedError
from bot.words import Paper
from config.bureau import Bureau
from handlers import letters
from handlers.annex4_records import records
from handlers.commands.notice import SubmitTable
from handlers.desk import Desk
from models.tables.records import Snapshot
from notices.facts.tables import Annex4Facts, Annex4Row
from rules.annex4 import Row, Table, submission
from rules.annex4_records import Switches
from rules.annex4_snapshot import freeze
from rules.campaign import Campaign, Period
from rules.local_time import month_day
from rules.pilot import pilot_series
from rules.roles import Action, any_may

TRIAL = "试运行数据，只供试用，不作报送"
"""The first note under a pilot's table."""


def submit_table(command: SubmitTable, desk: Desk) -> Done:
    """Freeze one period's table and hand it to the person who asked."""
    if not any_may(desk.by.roles, Action.TABLE_READ):
        raise RefusedError("汇总表由内勤和领导查看，需要的话请找内勤。")
    bureau = desk.house.bureau
    campaign = campaign_of(bureau)
    period = campaign.period(command.period)
    switches = switches_of(bureau)
    counted = submission(records(desk), desk.work.annex4.districts(), campaign, period, switches)
    version = _keep(counted.shown, period, desk)
    facts = _facts(counted.shown, counted.beside, period, switches, desk)
    row = letters.paper(desk, f"汇总表 {period.name} 第{version}版", facts)
    desk.books.send_paper(desk.by.person, Paper(f"paper:{row.id}", f"{row.name}.pdf"))
    desk.books.send_paper(desk.by.person, Paper(f"workbook:{row.id}", f"{row.name}.xlsx"))
    total = counted.shown.total
    say = (
        f"{period.name}（{_span(counted.shown)}）：出动 {total.people.count} 人次，"
        f"检查 {total.visits.count} 家次，温馨提示单 {total.reminders.count} 家，"
        f"线上问题 {total.online.count} 个，现场问题 {total.problems.count} 个，"
        f"预警提示单 {total.warnings.count} 家。"
    )
    return Done(settle="已生成", say=say)


def campaign_of(bureau: Bureau) -> Campaign:
    """The campaign's calendar from the settings."""
    own = bureau.campaign
    periods = tuple(Period(p.name, p.since, p.until, p.due) for p in own.periods)
    return Campaign(own.since, own.until, own.priority_until, periods)


def switches_of(bureau: Bureau) -> Switches:
    """The counting switches from the settings."""
    own = bureau.counting
    return Switches(own.people, own.table, own.reminders, own.experts, own.rechecks)


def _keep(table: Table, period: Period, desk: Desk) -> int:
    # A pilot's tables are versions of their own: the first one really submitted is the first.
    kept = pilot_series(period.name) if desk.house.bureau.pilot else period.name
    version = desk.work.annex4.last_version(kept) + 1
    snapshot = Snapshot(
        period=kept,
        version=version,
        since=table.since,
        until=table.until,
        figures=freeze(table),
        by=desk.by.person.id,
        at=desk.now,
    )
    desk.work.session.add(snapshot)
    desk.work.audit.note(desk.by.person.id, "submitted", f"annex4:{kept}", version=version)
    return version


def _facts(shown: Table, beside: Table, period: Period, switches: Switches, desk: Desk) -> Annex4Facts:
    other = beside.total
    note = (
        f"另一口径（{_span(beside)}）合计：{other.people.count} 人次，{other.visits.count} 家次，"
        f"{other.reminders.count} 家，{other.online.count}，{other.problems.count}，{other.warnings.count} 家"
    )
    return Annex4Facts(
        issuer=letters.issuer(desk.house),
        reporting_unit=desk.house.bureau.issuer.name,
        period=f"{period.name} {_span(shown)}",
        rows=tuple(_row(row) for row in shown.rows),
        total=_row(shown.total),
        notes=(*((TRIAL,) if desk.house.bureau.pilot else ()), "；".join(switches.basis()), note),
        prepared_on=desk.today,
    )


def _row(row: Row) -> Annex4Row:
    return Annex4Row(
        district=row.district,
        dispatched=row.people.count,
        visited=row.visits.count,
        reminders=row.reminders.count,
        online_problems=row.online.count,
        onsite_problems=row.problems.count,
        warnings=row.warnings.count,
    )


def _span(table: Table) -> str:
    return f"{month_day(table.since)}–{month_day(table.until)}"


def periods(bureau: Bureau) -> tuple[tuple[str, str], ...]:
    """(name, days) of every period, for choosing."""
    return tuple((p.name, f"{month_day(p.since)}–{month_day(p.until)}") for p in bureau.campaign.periods)

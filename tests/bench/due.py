"""What the clock costs: planning 10,000 ladders, sending what is due among a thousand and a million rungs.

A thousand and a million rungs differ only in how many are planned for later.
"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, insert, select

from handlers.due_date import count
from handlers.ladders import plan_rectification_ladder
from models import migrations
from models.engine import open_engine
from models.tables.cases import Hazard
from models.tables.letters import Notice, Receipt
from models.tables.schedule import Reminder
from tests.bench.prepared import rows_of
from tests.bench.rows import Row, median
from tests.clock import AClock
from tests.factories import a_contact, an_enterprise, the_staff
from tests.house import AHouse

FEW, MANY = 1_000, 1_000_000
DUE, RUNS = 50, 9
PLANNED = 10_000
AT_ONCE = 50
"""Notices planned in one transaction: no write on SQLite may take long."""


def rows(folder: Path) -> Iterator[Row]:
    """due.plan_10000_s, due.cost_1e6_vs_1e3."""
    house = _house(folder)
    yield _planned(house)
    few = _sending(house, FEW)
    many = _sending(house, MANY)
    note = f"a tick that sends {DUE} of {MANY:,} planned rungs, against {DUE} of {FEW:,}"
    yield Row("due.cost_1e6_vs_1e3", many, "ms CPU", RUNS, few, note)


def _house(folder: Path) -> AHouse:
    """A house with one signed notice that 10,000 others are like."""
    url = f"sqlite:///{folder / 'due.db'}"
    migrations.upgrade(url)
    house = AHouse(open_engine(url), AClock(), folder)
    house.add(*the_staff(), an_enterprise(), a_contact(1))
    house.sign(house.issue())
    return house


def _planned(house: AHouse) -> Row:
    ids = _copies(house, PLANNED)
    began = time.perf_counter()
    for start in range(0, len(ids), AT_ONCE):
        with house.store.write() as work:
            desk = house.desk(work)
            for number in ids[start : start + AT_ONCE]:
                notice = work.notices.get(number)
                assert notice.received_on is not None
                assert notice.days is not None
                plan_rectification_ladder(notice, count(notice.received_on, notice.days, desk), desk)
    took = time.perf_counter() - began
    rungs = len(house.rows(Reminder))
    return Row("due.plan_10000_s", took, "s", PLANNED, note=f"{rungs:,} rungs, {AT_ONCE} notices a commit")


def _copies(house: AHouse, count: int) -> list[int]:
    """Signed notices like the one there is, each with its hazards and its receipt."""
    with house.store.write() as work:
        session = work.session
        like = rows_of(session, Notice, Notice.due_on.is_not(None))[0]
        own = rows_of(session, Hazard, Hazard.notice_id.is_not(None))
        receipt = rows_of(session, Receipt)[0]
        made = [
            {**like, "slot": None, "code": None, "seq": n, "number": f"试预警〔2023〕{n}号"}
            for n in range(1001, 1001 + count)
        ]
        session.execute(insert(Notice), made)
        ids = list(session.execute(select(Notice.id).where(Notice.seq > 1000)).scalars())
        session.execute(insert(Hazard), [{**row, "notice_id": one} for one in ids for row in own])
        session.execute(insert(Receipt), [{**receipt, "notice_id": one} for one in ids])
    return ids


def _sending(house: AHouse, planned: int) -> float:
    """CPU (ms) of a tick with some rungs due, among so many planned."""
    house.change(lambda work: work.session.execute(delete(Reminder)))
    later = house.clock.at + timedelta(days=400)
    notices = [row.id for row in house.rows(Notice, Notice.seq > 1000)]
    for start in range(0, planned, 50_000):
        made = [_rung(n, notices, later) for n in range(start, min(planned, start + 50_000))]
        _add(house, made)
    costs = []
    for run in range(RUNS):
        now = house.clock.at
        due = [_rung(n, notices, now, f"due-{run}.") for n in range(DUE)]
        _add(house, due)
        began = time.process_time()
        house.due_clock.tick()
        costs.append((time.process_time() - began) * 1000)
    return median(costs)


def _add(house: AHouse, rungs: list[dict[str, object]]) -> None:
    with house.store.write() as work:
        work.session.execute(insert(Reminder), rungs)


def _rung(number: int, notices: list[int], at: datetime, name: str = "due-") -> dict[str, object]:
    return {
        "notice_id": notices[number % len(notices)], "rung": f"{name}{number}", "audience": "contact",
        "on": at.date(), "due_at": at, "state": "planned", "why": "",
    }  # fmt: skip

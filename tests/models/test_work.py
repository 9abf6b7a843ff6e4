"""The unit of work: all or nothing, locks that give up in time, readers that never wait."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, StatementError

from models.engine import open_engine
from models.tables.people import Enterprise
from models.tables.schedule import Duty
from models.work import LockedError, Store, Work
from tests.clock import AClock
from tests.crowd import Meanwhile, at_once
from tests.factories import an_enterprise


def write(store: Store, deed: Callable[[Work], Any]) -> None:
    with store.write() as work:
        deed(work)


def fail_after(row: Enterprise, work: Work) -> None:
    work.session.add(row)
    work.session.flush()
    raise ZeroDivisionError


def names(store: Store) -> list[str]:
    with store.read() as work:
        return [row.name for row in work.people.all_enterprises()]


def test_what_ends_well_is_kept(store: Store) -> None:
    with store.write() as work:
        work.session.add(an_enterprise())

    assert len(names(store)) == 1


def test_what_raises_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        write(store, lambda work: fail_after(an_enterprise(), work))

    assert names(store) == []


def test_a_savepoint_undoes_only_what_is_inside(store: Store) -> None:
    with store.write() as work:
        work.session.add(an_enterprise(name="甲电镀厂", uscc=None))
        with suppress(ZeroDivisionError), work.savepoint():
            fail_after(an_enterprise(name="乙电镀厂", uscc=None), work)
        work.session.add(an_enterprise(name="丙电镀厂", uscc=None))

    assert names(store) == ["甲电镀厂", "丙电镀厂"]


def test_a_reader_never_waits_for_a_writer_and_sees_only_what_is_committed(store: Store) -> None:
    def writing(meanwhile: Meanwhile) -> None:
        with store.write() as work:
            work.session.add(an_enterprise())
            work.session.flush()
            meanwhile.middle()

    with Meanwhile(writing):
        assert names(store) == []

    assert len(names(store)) == 1


def test_a_reader_writes_nothing(store: Store) -> None:
    with store.read() as work:
        work.session.add(an_enterprise())
        work.session.flush()

    assert names(store) == []


def test_a_lock_that_is_not_free_in_time_is_a_locked_error(
    store: Store, database: str, clock: AClock
) -> None:
    with store.write() as work:
        sheet = work.sheets.open("visit", "1", {}, "linyifan", clock.now()).id
    hasty = open_engine(database, lock_seconds=0.1)

    def holding(meanwhile: Meanwhile) -> None:
        with store.write() as work:
            work.sheets.lock(sheet)
            meanwhile.middle()

    with Meanwhile(holding), pytest.raises(LockedError):
        write(Store(hasty, clock.now, clock.wall), lambda work: work.sheets.lock(sheet))
    hasty.dispose()


def test_a_fault_that_is_no_lock_keeps_its_own_name(store: Store) -> None:
    with pytest.raises(IntegrityError):
        write(store, lambda work: work.session.add_all([an_enterprise(), an_enterprise()]))


def test_an_instant_without_a_zone_is_refused(store: Store) -> None:
    naive = an_enterprise(updated_at=datetime(2023, 5, 8))  # noqa: DTZ001

    with pytest.raises(StatementError, match="without a zone"):
        write(store, lambda work: work.session.add(naive))


def test_an_instant_comes_back_as_it_was(store: Store, clock: AClock) -> None:
    at = replace(clock).now()
    with store.write() as work:
        work.session.add(an_enterprise(updated_at=at))

    with store.read() as work:
        kept = work.session.get_one(Enterprise, 1).updated_at
    assert (kept, kept.tzinfo) == (at, at.tzinfo)


def test_a_database_that_is_gone_is_not_alive(engine: Engine, clock: AClock) -> None:
    gone = open_engine("postgresql+psycopg:///nothing?host=/nowhere")

    assert Store(engine, clock.now, clock.wall).alive()
    assert not Store(gone, clock.now, clock.wall).alive()


def test_two_writers_of_one_row_that_nobody_wrote_before_both_succeed(store: Store, clock: AClock) -> None:
    def speak() -> None:
        with store.write() as work:
            work.sheets.lock_speaker("wecom", "linyifan", clock.now())

    def note() -> None:
        with store.write() as work:
            work.audit.note("linyifan", "filed", "visit:1")

    def number() -> int:
        with store.write() as work:
            return work.notices.next_number("温环乐预警", 2023)

    assert at_once([speak] * 8) == [None] * 8
    assert at_once([note] * 8) == [None] * 8
    assert sorted(at_once([number] * 8)) == list(range(1, 9))
    with store.read() as work:
        assert work.audit.verify() is None


def test_a_thing_given_twice_at_once_is_given_once(store: Store, clock: AClock) -> None:
    def give() -> bool:
        duty = Duty(kind="release", subject="1", owner="wangmin", title="复核出单", at=clock.now())
        with store.write() as work:
            return work.schedule.give(duty)

    assert sorted(at_once([give] * 6)) == [False] * 5 + [True]

"""The number journal: what was written is there after a crash, and what a crash cut off harms nothing."""

from pathlib import Path

import pytest

from models.journal import Entry, NumberJournal
from models.tables.letters import Notice
from tests.house import AHouse

ONE = Entry("温环乐预警", 2023, 1, "a" * 64)
TWO = Entry("温环乐预警", 2023, 2, "b" * 64)
SLIP = Entry("TX", 2023, 1, "c" * 64)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "other disk" / "numbers.tsv"


def test_an_empty_journal_knows_nothing(path: Path) -> None:
    assert NumberJournal(path).entries() == []
    assert NumberJournal(path).last("TX", 2023) == 0


def test_entries_come_back_in_order_in_another_process(path: Path) -> None:
    NumberJournal(path).append([ONE, SLIP])
    NumberJournal(path).append([TWO])

    assert NumberJournal(path).entries() == [ONE, SLIP, TWO]
    assert NumberJournal(path).last("温环乐预警", 2023) == 2


@pytest.mark.parametrize("cut", [1, 12, 25, 70])
def test_a_line_cut_off_by_a_crash_is_written_again_whole(path: Path, cut: int) -> None:
    NumberJournal(path).append([ONE, TWO])
    path.write_bytes(path.read_bytes()[:-cut])

    assert NumberJournal(path).entries() == [ONE]
    NumberJournal(path).append([TWO, SLIP])

    assert list(dict.fromkeys(NumberJournal(path).entries())) == [ONE, TWO, SLIP]


def test_a_line_nobody_can_read_stops_nothing(path: Path) -> None:
    NumberJournal(path).append([ONE])
    with path.open("a", encoding="utf-8") as file:
        file.write("温环乐预警\t二〇二三\t2\tx\n\n\t\t\t\n")
    NumberJournal(path).append([TWO])

    assert NumberJournal(path).entries() == [ONE, TWO]


def test_every_number_is_brought_into_safety_once(house: AHouse) -> None:
    house.issue()

    assert house.journaling.drain() == 2
    assert house.journaling.drain() == 0

    assert [(e.series, e.year, e.seq) for e in house.journal.entries()] == [
        ("温环乐预警", 2023, 1),
        ("TX", 2023, 1),
    ]
    assert all(notice.journaled for notice in house.rows(Notice))


def test_a_crash_between_file_and_database_writes_the_line_twice_and_no_more(house: AHouse) -> None:
    house.issue()
    house.journaling.drain()
    house.change(lambda work: work.session.query(Notice).update({"journaled": False}))

    assert house.journaling.drain() == 2

    assert len(house.journal.entries()) == 4
    assert len(set(house.journal.entries())) == 2

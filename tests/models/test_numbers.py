"""Numbers: 1 … n without gap or repeat, whatever fails beside them; and every planted fault is found."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from handlers.numbers import catch_up, faults
from models.journal import Entry
from models.tables.letters import Counter, Notice, PaperRow
from models.tables.records import Audit
from models.work import Work
from tests.crowd import at_once
from tests.factories import LIN, WANG, a_draft, an_enterprise
from tests.house import AHouse

SERIES = "温环乐预警"


class Abandoned(Exception):  # noqa: N818
    """The test tears a transaction down after its number was taken."""


def numbers(house: AHouse, kind: str = "warning") -> list[int]:
    return sorted(notice.seq for notice in house.rows(Notice) if notice.kind == kind)


def found(house: AHouse) -> list[str]:
    with house.store.read() as work:
        return faults(house.journal.entries(), work)


def issuing(house: AHouse, visit: int, fails: bool) -> Callable[[], str]:
    """The second officer's tap, torn down at the last moment the first time if it is to fail."""

    def tap() -> str:
        if fails:
            try:
                house.release(visit, WANG, then=_tear)
            except Abandoned:
                return "torn down"
        house.release(visit, WANG)
        return "issued"

    return tap


def _tear(work: Work) -> None:
    work.session.flush()
    raise Abandoned


def filed(house: AHouse, count: int) -> list[int]:
    house.add(*(an_enterprise(name=f"第{n}电镀厂", uscc=None) for n in range(count)))
    return [house.file(a_draft(enterprise=3 + n)) for n in range(count)]


@pytest.mark.postgres
def test_fifty_issuers_at_once_a_fifth_of_them_torn_down_leave_no_gap(postgres_house: AHouse) -> None:
    dice = random.Random(50)
    visits = filed(postgres_house, 50)
    torn = set(dice.sample(visits, 10))

    said = at_once([issuing(postgres_house, v, v in torn) for v in visits])

    assert sorted(said) == ["issued"] * 40 + ["torn down"] * 10
    assert numbers(postgres_house) == list(range(1, 41))
    assert numbers(postgres_house, "reminder") == list(range(1, 41))
    postgres_house.journaling.drain()
    assert found(postgres_house) == []


def test_issuers_one_after_the_other_leave_no_gap_either(sqlite_house: AHouse) -> None:
    visits = filed(sqlite_house, 10)

    said = [issuing(sqlite_house, visit, n % 5 == 0)() for n, visit in enumerate(visits)]

    assert said.count("torn down") == 2
    assert numbers(sqlite_house) == list(range(1, 9))
    sqlite_house.journaling.drain()
    assert found(sqlite_house) == []


def test_two_officers_who_release_one_visit_at_once_make_one_notice(house: AHouse) -> None:
    visit = house.file(a_draft(staff=(LIN, WANG, "chenhe")))

    said = at_once([lambda: house.release(visit, WANG), lambda: house.release(visit, "chenhe")])

    assert sorted(type(one).__name__ for one in said) == ["NoneType", "RefusedError"]
    assert numbers(house) == [1]


def test_a_new_year_begins_a_new_series(house: AHouse) -> None:
    house.issue()
    house.clock.go_to("2024-01-02 09:00")
    house.add(an_enterprise(name="第二电镀厂", uscc=None))

    house.issue(a_draft(enterprise=3))

    assert [(n.year, n.seq) for n in house.rows(Notice) if n.kind == "warning"] == [(2023, 1), (2024, 1)]


def test_after_a_restore_no_number_that_has_left_the_house_is_handed_out_again(house: AHouse) -> None:
    left = [Entry(SERIES, 2023, n, "a" * 64) for n in (1, 2, 3)]
    house.issue()
    house.journal.append(left)

    with house.store.write() as work:
        raised = catch_up(house.journal.entries(), work)
    house.add(an_enterprise(name="第二电镀厂", uscc=None))
    house.issue(a_draft(enterprise=3))

    assert raised == [f"{SERIES}〔2023〕：库里到 1，日志到 3"]
    assert numbers(house) == [1, 4]
    assert [row.action for row in house.rows(Audit)].count("numbers_raised") == 1


def test_starting_again_raises_nothing_twice(house: AHouse) -> None:
    house.journal.append([Entry(SERIES, 2023, 7, "a" * 64), Entry("TX", 2022, 9, "b" * 64)])

    def start() -> list[str]:
        with house.store.write() as work:
            return catch_up(house.journal.entries(), work)

    said = at_once([start] * 4)

    assert sorted(len(one) for one in said) == [0, 0, 0, 2]
    assert {(c.series, c.year): c.last for c in house.rows(Counter)} == {(SERIES, 2023): 7, ("TX", 2022): 9}


def _sql(statement: str) -> Callable[[AHouse], None]:
    return lambda house: house.change(lambda work: work.session.execute(text(statement)))


def _journal(entry: Entry) -> Callable[[AHouse], None]:
    return lambda house: house.journal.append([entry])


def _rewrite(house: AHouse) -> None:
    def change(work: Work) -> None:
        row: Any = work.session.get_one(PaperRow, 2)
        row.facts = row.facts.replace("标志牌", "指示牌")

    house.change(change)


PLANTED = {
    "a number skipped": (_sql("UPDATE notice SET seq = 3 WHERE seq = 2 AND kind = 'warning'"), "不连续"),
    "a notice deleted": (_sql("UPDATE notice SET series = 'X' WHERE id = 1"), "不连续"),
    "a counter turned back": (_sql("UPDATE counter SET last = 1 WHERE series = 'TX'"), "计数 1，实有 2"),
    "a counter turned on": (_sql("UPDATE counter SET last = 9 WHERE series = 'TX'"), "计数 9，实有 2"),
    "a counter lost": (_sql("DELETE FROM counter WHERE series = 'TX'"), "计数 0，实有 2"),
    "other facts than were journaled": (
        _sql("UPDATE notice SET facts_sha = 'x' WHERE id = 1"),
        "与日志不一致",
    ),
    "a number reused": (_journal(Entry(SERIES, 2023, 1, "f" * 64)), "与日志不一致"),
    "a number the database forgot": (_journal(Entry(SERIES, 2023, 3, "f" * 64)), "日志里有，库里没有"),
    "a number printed that is not its own": (
        _sql("UPDATE notice SET number = '温环乐预警〔2023〕8号' WHERE id = 1"),
        "编号文字",
    ),
    "made void behind the register's back": (_sql("UPDATE notice SET state = 'void' WHERE id = 1"), "占号"),
    "a void without a reason": (
        _sql("UPDATE notice SET state = 'void', slot = NULL WHERE id = 1"),
        "作废没有原因",
    ),
    "a letter rewritten": (_rewrite, "文书内容与出单时不一致"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_every_planted_fault_is_found(sqlite_house: AHouse, fault: str) -> None:
    plant, said = PLANTED[fault]
    sqlite_house.issue()
    sqlite_house.add(an_enterprise(name="第二电镀厂", uscc=None))
    sqlite_house.issue(a_draft(enterprise=3))
    sqlite_house.journaling.drain()
    before = found(sqlite_house)

    plant(sqlite_house)

    assert before == []
    assert any(said in line for line in found(sqlite_house)), found(sqlite_house)


def test_a_number_that_is_not_yet_in_the_journal_is_no_fault(sqlite_house: AHouse) -> None:
    sqlite_house.issue()

    assert found(sqlite_house) == []

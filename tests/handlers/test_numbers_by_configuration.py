"""Series, year, padding and 附注 are the bureau's: what it sets is what stands on the letter."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from handlers.numbers import faults
from models.tables.letters import Notice, PaperRow
from tests.factories import a_draft, an_enterprise
from tests.house import BUREAU, AHouse, rules_of_the_house


def configured(house: AHouse, part: str, **but: Any) -> AHouse:
    """The same house where the bureau decided otherwise."""
    changed = getattr(BUREAU, part).model_copy(update=but)
    return replace(house, rules=rules_of_the_house(BUREAU.model_copy(update={part: changed})))


def over_new_year(house: AHouse) -> list[tuple[str, int]]:
    """One notice in the old year, one of a visit on 29 December issued on 2 January, one of the new year."""
    house.add(an_enterprise(name="二厂", uscc=None), an_enterprise(name="三厂", uscc=None))
    house.clock.go_to("2023-12-28 10:00")
    house.issue(a_draft(visited_on=date(2023, 12, 28)))
    late = house.file(a_draft(enterprise=3, visited_on=date(2023, 12, 29)))
    house.clock.go_to("2024-01-02 09:30")
    house.release(late)
    house.issue(a_draft(enterprise=4, visited_on=date(2024, 1, 2)))
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []
    return [(one.number, one.year) for one in house.rows(Notice) if one.kind == "warning"]


def test_the_year_is_that_of_the_letters_own_date(sqlite_house: AHouse) -> None:
    assert over_new_year(sqlite_house) == [
        ("温环乐预警〔2023〕1号", 2023),
        ("温环乐预警〔2024〕1号", 2024),
        ("温环乐预警〔2024〕2号", 2024),
    ]


def test_a_bureau_may_count_in_the_year_of_the_visit(sqlite_house: AHouse) -> None:
    assert over_new_year(configured(sqlite_house, "numbers", year="visited")) == [
        ("温环乐预警〔2023〕1号", 2023),
        ("温环乐预警〔2023〕2号", 2023),
        ("温环乐预警〔2024〕1号", 2024),
    ]


@pytest.mark.parametrize(
    ("but", "warning", "reminder"),
    [
        ({}, "温环乐预警〔2023〕1号", "TX-2023-000001"),
        ({"pad": 4}, "温环乐预警〔2023〕0001号", "TX-2023-000001"),
        ({"warning_series": "温环瓯预警"}, "温环瓯预警〔2023〕1号", "TX-2023-000001"),
        ({"reminder_series": "TS"}, "温环乐预警〔2023〕1号", "TS-2023-000001"),
    ],
)
def test_prefix_and_padding(sqlite_house: AHouse, but: dict[str, Any], warning: str, reminder: str) -> None:
    house = configured(sqlite_house, "numbers", **but)

    house.issue()

    assert sorted(one.number for one in house.rows(Notice)) == sorted([warning, reminder])
    printed = [json.loads(p.facts)["number"] for p in house.rows(PaperRow) if p.kind == "warning"]
    assert printed == [warning, warning]


def test_whom_to_ask_stands_on_the_warning_if_the_bureau_says_so(sqlite_house: AHouse) -> None:
    words = "联系人：执法办公室，电话：0577-00000000"
    house = configured(sqlite_house, "letters", contact=words)

    house.issue()

    said = {p.kind: json.loads(p.facts).get("contact") for p in house.rows(PaperRow)}
    assert said["warning"] == words
    assert said["reminder"] is None

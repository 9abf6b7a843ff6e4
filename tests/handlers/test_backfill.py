"""补录: a paper visit entered later keeps its own day, wants a photo of the paper, and counts on that day."""

from datetime import date

import pytest

from bot.deeds import Photo, Said
from models.tables.cases import Evidence, Visit
from models.tables.records import Audit
from rules.reading import Reading
from rules.typed_dates import read_day_since
from tests.forms.hands import tap, value
from tests.forms.test_any_form import Rolled
from tests.forms.turns import RealVisit
from tests.house import AHouse

TODAY, SINCE = date(2023, 5, 12), date(2023, 5, 4)


@pytest.mark.parametrize(
    "said", ["2023-05-06", "2023年5月6日", "５月６日", "5.6", "5-6", "05月06号", "2023/5/6"]
)
def test_a_day_is_read_however_it_is_written(said: str) -> None:
    assert read_day_since(said, TODAY, SINCE) == Reading(date(2023, 5, 6))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("明天", "没看懂"),
        ("5月13日", "早于"),
        ("2023-05-13", "还没有到"),
        ("5月32日", "没看懂"),
        ("", "没看懂"),
        ("2023-04-30", "早于"),
    ],
)
def test_a_day_to_come_or_before_the_campaign_is_refused(said: str, why: str) -> None:
    assert why in getattr(read_day_since(said, TODAY, SINCE), "say", "")


def test_a_paper_visit_is_entered_with_its_day_and_its_paper(sqlite_house: AHouse) -> None:
    sqlite_house.clock.go_to("2023-05-12 09:00")
    visit, die, papers = RealVisit(sqlite_house), Rolled(4, 0.0), 0
    visit.does(Said("补录 永嘉堃"))
    fixed = {
        "day": "5月9日",
        "source": "on_site",
        "issue": "issue",
        "state": {"production": "生产", "tier": "重点管理"},
    }
    while (now := visit.asked()) is not None:
        ask, shown = now
        if ask.key == "paper" and not papers:
            reply = str(visit.does(tap(ask, shown, "done")))
            assert "还没收到照片" in reply
            visit.does(Photo("media-paper"))
            papers += 1
            continue
        given = fixed.get(ask.key) or (["_none"] if ask.key.startswith("sec.") else value(ask, die))
        if ask.key == "paper":
            given = "done"
        visit.does(tap(ask, shown, given))

    assert papers == 1
    [row] = sqlite_house.rows(Visit)
    assert (row.visited_on, row.filed_at.date()) == (date(2023, 5, 9), date(2023, 5, 12))
    assert row.draft["visited_on"] == "2023-05-09"
    [paper] = sqlite_house.rows(Evidence, Evidence.sort == "photo")
    assert paper.visit_id == row.id
    assert [one.detail["visited_on"] for one in sqlite_house.rows(Audit, Audit.action == "backfill")] == [
        "2023-05-09"
    ]

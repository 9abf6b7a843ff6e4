"""Readings and places told during a visit: kept as clues with device and calibration, never as answers."""

import pytest

from bot.deeds import Place, Said
from handlers.form_readings import form_readings
from models.tables.cases import Evidence
from tests.factories import LIN
from tests.forms.turns import RealVisit
from tests.house import AHouse


def at_work(house: AHouse) -> RealVisit:
    visit = RealVisit(house)
    visit.begin()
    return visit


def kept(house: AHouse, sort: str) -> list[str]:
    return [row.text for row in house.rows(Evidence, Evidence.sort == sort)]


GOOD = "校准有效至 2023-12-31"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("仪器 PID 12.5 ppm 喷漆房门口", f"PID（示例 PID-1 S-0001，{GOOD}）读数 12.5 ppm，喷漆房门口"),
        ("仪器：红外：86", f"红外（示例 IR-2 S-0002，{GOOD}）读数 86 ℃"),
        ("仪器 S-0003 0.3m/s 3号罩", f"风速仪（示例 WS-3 S-0003，{GOOD}）读数 0.3 m/s，3号罩"),
        ("仪器 无人机 60 m 厂区上空", "无人机（示例 UAV-4 S-0004，没有校准记录）读数 60 m，厂区上空"),
    ],
)
def test_a_reading_is_kept_with_its_device_as_a_clue(sqlite_house: AHouse, typed: str, text: str) -> None:
    visit = at_work(sqlite_house)
    before = visit.kept()

    visit.does(Said(typed))

    assert kept(sqlite_house, "reading") == [f"线索：{text}"]
    assert visit.kept() == before


def test_an_expired_calibration_is_said(sqlite_house: AHouse) -> None:
    sqlite_house.clock.go_to("2024-01-02 09:00")
    at_work(sqlite_house).does(Said("仪器 PID 3"))

    assert "校准已于 2023-12-31 过期" in kept(sqlite_house, "reading")[0]


def test_an_unknown_device_or_a_sentence_is_no_reading(sqlite_house: AHouse) -> None:
    visit = at_work(sqlite_house)

    said = str(visit.does(Said("仪器 声级计 70 dB")))
    visit.does(Said("仪器没有校准"))

    assert "没有登记“声级计”" in said
    assert kept(sqlite_house, "reading") == []


def test_a_shared_place_stays_with_the_visit(sqlite_house: AHouse) -> None:
    visit = at_work(sqlite_house)
    before = visit.kept()

    visit.does(Place(28.12, 120.95, "城东工业路"))

    assert kept(sqlite_house, "place") == ["城东工业路（28.12000, 120.95000）"]
    assert visit.kept() == before


@pytest.mark.parametrize(
    "typed",
    [
        "仪器 PID 12.5 ppm 喷漆房门口 第13项",
        "第13项 仪器 PID 12.5 ppm 喷漆房门口",
        "仪器 PID 12.5 ppm 喷漆房门口，归13号",
    ],
)
def test_a_reading_stands_beside_an_item_where_it_is_said_so(sqlite_house: AHouse, typed: str) -> None:
    visit = at_work(sqlite_house)

    said = str(visit.does(Said(typed)))

    [row] = sqlite_house.rows(Evidence, Evidence.sort == "reading")
    assert row.item == sqlite_house.rules.checklist.by_number(13).id  # type: ignore[union-attr]
    assert row.text == f"线索：PID（示例 PID-1 S-0001，{GOOD}）读数 12.5 ppm，喷漆房门口"
    assert "放在第 13 项" in said


def test_an_item_the_form_does_not_have_is_said_and_nothing_is_kept(sqlite_house: AHouse) -> None:
    visit = at_work(sqlite_house)

    assert "没有第 99 项" in str(visit.does(Said("仪器 PID 3 ppm 第99项")))
    assert kept(sqlite_house, "reading") == []


def test_readings_are_printed_behind_the_form_by_item_as_clues(sqlite_house: AHouse) -> None:
    visit = at_work(sqlite_house)
    visit.does(Said("仪器 风速仪 0.3 m/s 3号罩"))
    visit.does(Said("仪器 PID 12.5 ppm 喷漆房门口 第13项"))

    with sqlite_house.at_desk(LIN) as desk:
        rows = desk.work.evidence.of_sheet(desk.books.at(desk.who))
        lines = form_readings(desk, rows, sqlite_house.rules.checklist)

    assert lines[0].startswith("第13项　PID（示例 PID-1 S-0001")
    assert lines[1].startswith("风速仪（示例 WS-3")
    assert lines[1].endswith("林一帆")

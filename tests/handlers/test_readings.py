"""Readings and places told during a visit: kept as clues with device and calibration, never as answers."""

import pytest

from bot.deeds import Place, Said
from models.tables.cases import Evidence
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

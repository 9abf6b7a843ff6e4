"""Annex 4 as a workbook: the official heading, figures as numbers, the same bytes every time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from notices.words.annex4 import WrongTotalError
from notices.workbook import annex4_workbook
from tests.letters import samples
from tests.letters.source_text import source_lines, squeezed


def opened(data: bytes) -> Worksheet:
    """Return the one sheet of a workbook."""
    book = load_workbook(io.BytesIO(data))
    (sheet,) = book.worksheets
    return sheet


def test_the_heading_is_that_of_the_source() -> None:
    sheet = opened(annex4_workbook(samples.annex4()))
    title, unit, columns = source_lines("annex4")

    assert sheet["A1"].value == title
    assert sheet["A2"].value == unit + "柳市执法队"
    assert sheet["D2"].value == "统计期间：2023年5月4日至5月31日（累计）"
    assert [cell.value for cell in sheet[3]] == [squeezed(column) for column in columns.split("|")]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:G1", "A2:C2", "D2:G2", "A7:G7", "A8:G8"}


def test_figures_are_numbers_and_the_total_stands_last() -> None:
    sheet = opened(annex4_workbook(samples.annex4()))

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
    assert rows == [
        ["柳市片区", 15, 8, 5, 2, 8, 3],
        ["虹桥片区", 2, 1, 1, 2, 0, 0],
        ["合计", 17, 9, 6, 4, 8, 3],
    ]
    assert "只计1人次" in str(sheet["A7"].value)


def test_an_empty_table_still_has_its_total() -> None:
    sheet = opened(annex4_workbook(samples.summed([], ())))

    assert [cell.value for cell in sheet[4]] == ["合计", 0, 0, 0, 0, 0, 0]


def test_the_same_facts_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = annex4_workbook(samples.annex4())
    monkeypatch.setenv("TZ", "America/Lima")

    assert annex4_workbook(samples.annex4()) == first
    assert b"2023-06-01" not in first  # compressed: the date is inside, not beside
    (tmp_path / "annex4.xlsx").write_bytes(first)
    book = load_workbook(tmp_path / "annex4.xlsx")
    assert book.properties.modified is not None
    assert book.properties.modified.date().isoformat() == "2023-06-01"


def test_a_wrong_total_is_refused() -> None:
    with pytest.raises(WrongTotalError):
        annex4_workbook(samples.annex4(rows=()))


def test_the_page_prints_sideways_on_a4_with_its_heading_on_every_sheet() -> None:
    sheet = opened(annex4_workbook(samples.annex4()))

    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.print_title_rows == "$3:$3"

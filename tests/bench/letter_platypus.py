"""The same letters set by ReportLab's own layout, as its manual shows it: same words, same fonts."""

import io
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from notices.blocks import Letter
from notices.fonts.book import HERE
from tests.bench.letter_typst import GRID, as_data

MM = 72 / 25.4


class Platypus:
    """Stock fonts, paragraphs and tables."""

    def __init__(self) -> None:
        for name in ("Song-Regular", "Song-Bold", "Kai-Light"):
            pdfmetrics.registerFont(TTFont(f"Stock{name}", str(HERE / f"Chayici{name}.ttf")))
        common = {"fontName": "StockKai-Light", "fontSize": 16, "leading": 29, "wordWrap": "CJK"}
        self._body = ParagraphStyle("body", **common)
        self._indented = ParagraphStyle("indented", **{**common, "firstLineIndent": 32})
        title = {"fontName": "StockSong-Bold", "fontSize": 22, "leading": 36, "alignment": 1}
        self._title = ParagraphStyle("title", **{**common, **title})
        small = {"fontName": "StockSong-Regular", "fontSize": 10.5, "leading": 15.8}
        self._cell = ParagraphStyle("cell", **{**common, **small})

    def draw(self, letter: Letter) -> bytes:
        """The PDF of a composed letter."""
        words: dict[str, Any] = as_data(letter)
        story: list[Any] = [Paragraph(escape(line), self._title) for line in words["title"]]
        story += [Paragraph(escape(words[name]), self._body) for name in ("number", "flank") if words[name]]
        for text in words["text"]:
            story.append(Paragraph(escape(text["text"]), self._indented if text["indent"] else self._body))
        for name in ("signature", "receipt"):
            story += [Spacer(1, 20), *(Paragraph(escape(line), self._body) for line in words[name])]
        if words["rows"]:
            story.append(self._table(words["rows"]))
        out = io.BytesIO()
        SimpleDocTemplate(
            out, pagesize=A4, topMargin=37 * MM, bottomMargin=35 * MM, leftMargin=28 * MM, rightMargin=26 * MM
        ).build(story)
        return out.getvalue()

    def _table(self, cells: list[dict[str, Any]]) -> Table:
        rows: list[list[Any]] = []
        commands: list[tuple[Any, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))]
        taken: set[tuple[int, int]] = set()
        row, column = 0, 0
        for cell in cells:
            while (row, column) in taken or column >= GRID:
                row, column = (row, column + 1) if column < GRID else (row + 1, 0)
            while len(rows) < row + cell["rows"]:
                rows.append([""] * GRID)
            rows[row][column] = Paragraph(escape(cell["text"]), self._cell)
            end = (column + cell["span"] - 1, row + cell["rows"] - 1)
            if end != (column, row):
                commands.append(("SPAN", (column, row), end))
            taken |= {(y, x) for y in range(row, end[1] + 1) for x in range(column, end[0] + 1)}
            column = end[0] + 1
        return Table(rows, colWidths=[62, 72, 54, 72, 54, 72, 54], style=commands)

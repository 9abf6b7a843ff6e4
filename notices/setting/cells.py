"""Sets the rows of a table: how wide each cell is, how its text breaks, how high the row becomes.

Columns are shared out per row, as in the source form, where every line has cells of its own. Nothing is
placed on a page here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from notices.blocks import Cell, Role, Row
from notices.fonts.book import FontBook
from notices.setting.breaking import Line, Measure, break_text
from notices.setting.naming import break_name

_PARAGRAPH_INDENT = 2000

SetLine = tuple[Line, Role, float]


@dataclass(frozen=True, slots=True)
class CellType:
    """Sizes inside a cell, in points: printed words, what is filled in, and the room at either side."""

    size: float = 10.5
    filled: float = 11.0
    side: float = 4.2

    def room(self, width: float, size: float, indent: float = 0, justify: bool = False) -> Measure:
        """Return the measure inside a cell of `width` points."""
        return Measure(max(width - 2 * self.side, size) / size * 1000, indent, justify=justify)


@dataclass(frozen=True, slots=True)
class Grid:
    """Line pitch and padding of a table's rows, in points; `stretch` is added to rows for handwriting."""

    leading: float
    rise: float
    type: CellType = CellType()
    stretch: float = 0.0


_LARGE, _LESS_LARGE = CellType(13.0, 13.0, 6.0), CellType(12.0, 12.0, 6.0)
# From roomy to dense; the roomiest that needs no further page is taken.
UPRIGHT_GRIDS = (Grid(15.8, 6.4), Grid(15.4, 5.0), Grid(15.0, 3.8), Grid(14.4, 2.8))
SIDEWAYS_GRIDS = (Grid(20.0, 9.0, _LARGE), Grid(18.0, 4.5, _LESS_LARGE))


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell's set lines, each with role and size; `raised` ones begin at the top of the cell."""

    width: float
    lines: tuple[SetLine, ...]
    centred: bool
    raised: bool = False


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row's set cells; `text_lines` are those of its fullest cell, `least` what it wants anyway."""

    cells: tuple[SetCell, ...]
    least: int
    splits: bool
    text_lines: int

    def height(self, grid: Grid) -> float:
        """Height of the row in points."""
        stretch = grid.stretch if self.least > 1 else 0.0
        least = self.least * grid.leading + stretch
        return max(least, self.text_lines * grid.leading) + 2 * grid.rise

    def split(self, count: int) -> tuple[SetRow, SetRow]:
        """Return the row with the first `count` lines of each cell, and the row with the rest."""
        above = tuple(replace(cell, lines=cell.lines[:count]) for cell in self.cells)
        below = tuple(replace(cell, lines=cell.lines[count:]) for cell in self.cells)
        return _row(above, 0, self.splits), _row(below, 0, self.splits)


def _row(cells: tuple[SetCell, ...], least: int, splits: bool) -> SetRow:
    return SetRow(cells, least, splits, max((len(cell.lines) for cell in cells), default=0) or 1)


@lru_cache(maxsize=1024)
def set_row(row: Row, book: FontBook, width: float, of: CellType) -> SetRow:
    """Return a row set in `width` points."""
    cells = tuple(
        SetCell(wide, _cell_lines(cell, book, wide, of), cell.centred, raised=row.lines > 1)
        for cell, wide in zip(row.cells, _widths(row, width, of), strict=True)
    )
    return _row(cells, row.lines, row.splits)


@lru_cache(maxsize=128)
def set_name(name: str, book: FontBook, width: float, of: CellType) -> SetCell:
    """Return the narrow cell that names a group of rows."""
    lines = break_name(book, "song", name, of.room(width, of.size))
    return SetCell(width, tuple((line, "song", of.size) for line in lines), True)


def _widths(row: Row, width: float, of: CellType) -> list[float]:
    if not row.columns:
        return _shared(tuple(cell.width for cell in row.cells), width, of)
    columns = iter(_shared(row.columns, width, of))
    return [sum(islice(columns, cell.span)) for cell in row.cells]


def _shared(wanted: tuple[float, ...], width: float, of: CellType) -> list[float]:
    """Return widths in points: as wanted, and what is left shared by those that want 0."""
    fixed = [wide * of.size for wide in wanted]
    open_ones = fixed.count(0)
    if not open_ones:
        return [wide * width / sum(fixed) for wide in fixed]
    share = (width - sum(fixed)) / open_ones
    return [wide or share for wide in fixed]


def _cell_lines(cell: Cell, book: FontBook, width: float, of: CellType) -> tuple[SetLine, ...]:
    lines: list[SetLine] = []
    if cell.label:
        measure = of.room(width, of.size)
        for part in cell.label.split("\n"):
            lines += [(line, "song", of.size) for line in break_text(book, "song", part, measure)]
    if cell.text:
        indent = _PARAGRAPH_INDENT if cell.label else 0
        measure = of.room(width, of.filled, indent, justify=not cell.centred)
        for paragraph in cell.text.split("\n"):
            broken = break_text(book, "body", paragraph, measure)
            lines += [(line, "body", of.filled) for line in broken]
    return tuple(lines)

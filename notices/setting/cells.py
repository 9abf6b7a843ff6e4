"""Sets the rows of a table: how wide each cell is, how its text breaks, how high the row becomes.

Columns are shared out per row, as in the source form, where every line has cells of its own. Nothing is
placed on a page here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from notices.blocks import Cell, Role, Row
from notices.fonts.book import FontBook
from notices.setting.breaking import Line, Measure, break_text

_PARAGRAPH_INDENT = 2000


@dataclass(frozen=True, slots=True)
class Grid:
    """Type sizes and paddings of a table, in points."""

    size: float = 10.5
    filled: float = 11.0
    leading: float = 15.4
    side: float = 4.0
    rise: float = 4.6

    def room(self, width: float, size: float, indent: float = 0, justify: bool = False) -> Measure:
        """Return the measure inside a cell of `width` points."""
        return Measure(max(width - 2 * self.side, size) / size * 1000, indent, justify=justify)


ROOMY = Grid(size=10.5, filled=11.0, leading=15.8, side=4.5, rise=6.2)
DENSE = Grid()
LARGE = Grid(size=12.0, filled=12.0, leading=18.0, side=6.0, rise=8.0)


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell's set lines, each with role and size; `raised` ones begin at the top of the cell."""

    width: float
    lines: tuple[tuple[Line, Role, float], ...]
    centred: bool
    raised: bool = False


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row's set cells; `least` is the height it wants even when it holds little, in points."""

    cells: tuple[SetCell, ...]
    least: float
    splits: bool

    def height(self, grid: Grid) -> float:
        """Height of the row in points."""
        return max(self.least, self.text_lines * grid.leading + 2 * grid.rise)

    @property
    def text_lines(self) -> int:
        """Lines of the fullest cell, at least one."""
        return max((len(cell.lines) for cell in self.cells), default=0) or 1

    def split(self, count: int) -> tuple[SetRow, SetRow]:
        """Return the row with the first `count` lines of each cell, and the row with the rest."""
        above = tuple(replace(cell, lines=cell.lines[:count]) for cell in self.cells)
        below = tuple(replace(cell, lines=cell.lines[count:]) for cell in self.cells)
        return replace(self, cells=above, least=0.0), replace(self, cells=below, least=0.0)


def set_row(row: Row, book: FontBook, width: float, grid: Grid) -> SetRow:
    """Return a row set in `width` points."""
    cells = tuple(
        SetCell(wide, _cell_lines(cell, book, wide, grid), cell.centred, raised=row.lines > 1)
        for cell, wide in zip(row.cells, _widths(row, width, grid), strict=True)
    )
    return SetRow(cells, row.lines * grid.leading + 2 * grid.rise, row.splits)


def set_name(name: str, book: FontBook, width: float, grid: Grid) -> SetCell:
    """Return the narrow cell that names a group of rows."""
    lines = break_text(book, "song", name, grid.room(width, grid.size))
    return SetCell(width, tuple((line, "song", grid.size) for line in lines), True)


def _widths(row: Row, width: float, grid: Grid) -> list[float]:
    fixed = [cell.width * grid.size for cell in row.cells]
    open_cells = sum(1 for wide in fixed if not wide)
    if not open_cells:
        return [wide * width / sum(fixed) for wide in fixed]
    share = (width - sum(fixed)) / open_cells
    return [wide or share for wide in fixed]


def _cell_lines(cell: Cell, book: FontBook, width: float, grid: Grid) -> tuple[tuple[Line, Role, float], ...]:
    lines: list[tuple[Line, Role, float]] = []
    if cell.label:
        measure = grid.room(width, grid.size)
        lines += [(line, "song", grid.size) for line in break_text(book, "song", cell.label, measure)]
    if cell.text:
        indent = _PARAGRAPH_INDENT if cell.label else 0
        measure = grid.room(width, grid.filled, indent, justify=not cell.centred)
        for paragraph in cell.text.split("\n"):
            broken = break_text(book, "body", paragraph, measure)
            lines += [(line, "body", grid.filled) for line in broken]
    return tuple(lines)

"""Divides a table's rows into pages and draws them: rules, cells, and the cell that names a group.

A group that is parted by a page end is named again; a row too high for what is left moves on, and only rows
that may split, or that no page could hold, are parted. Text is never cut and never overlaps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from notices.blocks import Row, Table
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.cells import CellType, Grid, SetCell, SetRow, set_name, set_row
from notices.setting.sheet import Page, Placed, Rule

NAME_WIDTH = 5.9  # characters
_EDGE, _INNER = 0.9, 0.5
_LITTLE = 0.22  # of a page: so much may stay empty to keep a group together
_LEAST_LINES = 2  # a parted row shows at least so many lines on either page


@dataclass(frozen=True, slots=True)
class _Part:
    """A group, or a single row without a name."""

    name: SetCell | None
    rows: tuple[SetRow, ...]


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table whose cells are set: how it breaks into pages depends on the grid alone."""

    parts: tuple[_Part, ...]
    heads: int


def set_table(table: Table, book: FontBook, width: float, of: CellType) -> SetTable:
    """Return a table set in `width` points."""
    named = NAME_WIDTH * of.size
    parts = []
    for part in table.parts:
        if isinstance(part, Row):
            parts.append(_Part(None, (set_row(part, book, width, of),)))
        else:
            rows = tuple(set_row(row, book, width - named, of) for row in part.rows)
            parts.append(_Part(set_name(part.name, book, named, of), rows))
    return SetTable(tuple(parts), table.heads)


class TableDrawer:
    """Draws one table from a height downwards, asking for further pages as it needs them."""

    def __init__(self, grid: Grid, page: Page, top: float, next_page: Callable[[], Page], dry: bool) -> None:
        """Begin on a page at height `top`; `next_page` gives a fresh one. A dry run only counts."""
        self._grid, self._dry = grid, dry
        self._page, self._y = page, top
        self._edge_top = top
        self._next_page = next_page
        self._heads: tuple[SetRow, ...] = ()

    @property
    def page(self) -> Page:
        """The page the table has reached."""
        return self._page

    @property
    def bottom(self) -> float:
        """The height the table has reached."""
        return self._y

    def draw(self, table: SetTable) -> None:
        """Draw the whole table."""
        for place, part in enumerate(table.parts):
            self._draw_part(part)
            if place < table.heads:
                self._heads += part.rows
        self._close()

    def _draw_part(self, part: _Part) -> None:
        rows = list(part.rows)
        if self._better_whole(part):
            self._turn()
        while rows:
            taken, rows = self._take(part.name, rows)
            if taken:
                self._draw_segment(part.name, taken)
            if rows:
                self._turn()

    def _better_whole(self, part: _Part) -> bool:
        """Whether a group should begin on the next page, where it stays whole, for the little left here."""
        height = sum(row.height(self._grid) for row in part.rows)
        left, whole = self._y - self._page.frame.bottom, self._page.frame.inner_height
        return part.name is not None and left < height <= whole and left < whole * _LITTLE

    def _take(self, name: SetCell | None, rows: list[SetRow]) -> tuple[list[SetRow], list[SetRow]]:
        """Return the rows that go on this page and those that do not; none when their name has no room."""
        left = room = self._y - self._page.frame.bottom
        taken, rest = [], list(rows)
        while rest and rest[0].height(self._grid) <= left + 0.01:
            left -= rest[0].height(self._grid)
            taken.append(rest.pop(0))
        if rest and self._may_split(rest[0]):
            count = int((left - 2 * self._grid.rise) / self._grid.leading)
            count = min(count, rest[0].text_lines - _LEAST_LINES)
            if count >= _LEAST_LINES:
                above, rest[0] = rest[0].split(count)
                taken.append(above)
        if name is not None and self._name_height(name) > room and not self._fresh():
            return [], rows
        return taken, rest

    def _may_split(self, row: SetRow) -> bool:
        """Whether a row may be parted: one that is meant to, but not room for handwriting alone."""
        heads = sum(head.height(self._grid) for head in self._heads)
        if row.height(self._grid) > self._page.frame.inner_height - heads:
            return True
        return row.splits and row.text_lines > row.least

    def _name_height(self, name: SetCell) -> float:
        return len(name.lines) * self._grid.leading + 2 * self._grid.rise

    def _fresh(self) -> bool:
        return self._edge_top == self._page.frame.top and self._y == self._edge_top - sum(
            head.height(self._grid) for head in self._heads
        )

    def _turn(self) -> None:
        self._close()
        self._page = self._next_page()
        self._y = self._edge_top = self._page.frame.top
        for head in self._heads:
            self._draw_segment(None, [head])

    def _draw_segment(self, name: SetCell | None, rows: list[SetRow]) -> None:
        frame, top = self._page.frame, self._y
        x = frame.left + (name.width if name else 0.0)
        heights = [row.height(self._grid) for row in rows]
        lacking = self._name_height(name) - sum(heights) if name else 0.0
        extra = max(lacking, 0.0) / len(rows)
        if self._dry:
            self._y -= sum(heights) + extra * len(rows)
            return
        if name is not None:
            self._draw_cell(name, frame.left, top, sum(heights) + extra * len(rows))
        for row, height in zip(rows, heights, strict=True):
            self._draw_row(row, x, height + extra)
        if name is not None:
            self._page.rules.append(Rule(x, top, x, self._y, _INNER))
            self._page.rules.append(Rule(frame.left, self._y, x, self._y, _INNER))

    def _draw_row(self, row: SetRow, x: float, height: float) -> None:
        for count, cell in enumerate(row.cells):
            if count:
                self._page.rules.append(Rule(x, self._y, x, self._y - height, _INNER))
            self._draw_cell(cell, x, self._y, height)
            x += cell.width
        self._y -= height
        left = self._page.frame.right - sum(cell.width for cell in row.cells)
        self._page.rules.append(Rule(left, self._y, self._page.frame.right, self._y, _INNER))

    def _draw_cell(self, cell: SetCell, x: float, top: float, height: float) -> None:
        grid = self._grid
        spare = height - len(cell.lines) * grid.leading
        y = top - (grid.rise if cell.raised else spare / 2)
        for line, role, size in cell.lines:
            inset = grid.type.side + line.indent * size / 1000
            if cell.centred:
                inset = (cell.width - line.width * size / 1000) / 2
            baseline = y - (grid.leading - size) / 2 - sheet.BASELINE * size
            self._page.lines.append(Placed(x + inset, baseline, line, role, size))
            y -= grid.leading

    def _close(self) -> None:
        """Draw the frame around what stands on this page."""
        frame = self._page.frame
        if self._y == self._edge_top:
            return
        corners = ((frame.left, self._edge_top), (frame.right, self._edge_top))
        for (x1, y1), (x2, y2) in (
            corners,
            ((frame.left, self._y), (frame.right, self._y)),
            ((frame.left, self._edge_top), (frame.left, self._y)),
            ((frame.right, self._edge_top), (frame.right, self._y)),
        ):
            self._page.rules.append(Rule(x1, y1, x2, y2, _EDGE))

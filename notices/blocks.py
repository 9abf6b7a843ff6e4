"""What a letter is made of, in words: a heading and blocks, without a size or a place.

Paper is laid out from these, and a golden test compares these with the source document. Nothing
here knows a font, a page or a fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

# title: 小标宋 of headings; body: 仿宋 or 楷 of running text and of what is filled in; song: 宋 of forms.
Role = Literal["title", "body", "song"]


@dataclass(frozen=True, slots=True)
class Salutation:
    """The addressee, set flush left."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, first line indented by two characters; `leads` keeps it with what follows."""

    text: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """The signing bureau and its date, lower right, with room for the seal."""

    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Contact:
    """附注 in brackets, lower left beside the seal."""

    text: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Lines to be filled in by hand: labels each followed by a rule, then the day of receipt."""

    labels: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Flanks:
    """A line above a table, one text at the left and one at the right."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: a printed label, then what is filled in below it or instead of it.

    `width` is in characters of the table's size; 0 shares what is left with the other such cells. In a row
    with columns the cell takes the next `span` of them instead.
    """

    label: str = ""
    text: str = ""
    width: float = 0
    centred: bool = True
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `lines` is the least height in lines, `splits` allows a page break inside.

    `columns` are the widths of the columns its cells span, counted as a cell's width is.
    """

    cells: tuple[Cell, ...]
    lines: int = 1
    splits: bool = False
    columns: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share one narrow cell with a name at their left."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its first `heads` rows stand again on every further page.

    One that `fills` gives what is left of its last page to the row for handwriting.
    """

    parts: tuple[Row | Group, ...]
    heads: int = 0
    fills: bool = False


@dataclass(frozen=True, slots=True)
class Notes:
    """Small lines under a table."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo by the key of its bytes, with its lines below; without a key `lacking` stands in its frame."""

    key: str
    caption: str
    digest: str
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Photos:
    """An appendix of photos, on pages of its own."""

    title: str
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """An appendix of numbered lines, on pages of its own, with what they are good for below."""

    title: str
    lines: tuple[str, ...]
    note: str


Block = Salutation | Paragraph | Signature | Contact | Receipt | Flanks | Table | Notes | Photos | Listing


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in words: `head` is the bureau's name above a red line, if it has one.

    `fixed` holds, by role, the characters of the template itself.
    """

    kind: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    author: str
    fixed: tuple[tuple[Role, str], ...]
    number: str = ""
    head: str = ""
    copy: str = ""
    verify: str = ""
    subject: str = ""
    running: str = ""
    fit: str = "standard"
    landscape: bool = False
    day: date | None = None

    def runs(self) -> Iterator[tuple[Role, str]]:
        """Yield (role, text) for everything that will be printed."""
        for line in (self.head, *self.title):
            yield "title", line
        yield "body", self.number + self.copy
        yield "song", "扫码核验真伪" if self.verify else ""
        yield "song", self.running + "—0123456789 "
        for block in self.blocks:
            yield from block_runs(block)

    def words(self) -> str:
        """Return all that is printed of the letter's own words, in reading order."""
        parts = [self.head, *self.title, self.number]
        for block in self.blocks:
            parts += [text for _, text in block_runs(block)]
        return "\n".join(part for part in parts if part)


def block_runs(block: Block) -> Iterator[tuple[Role, str]]:
    """Yield (role, text) of one block in reading order."""
    match block:
        case Salutation(text) | Paragraph(text) | Contact(text):
            yield "body", text
        case Signature(name, day):
            yield "body", name
            yield "body", day
        case Receipt(labels, day):
            yield from (("body", text) for text in (*labels, day))
        case Flanks(left, right):
            yield from (("song", text) for text in (left, right))
        case Notes(lines):
            yield from (("body", text) for text in lines)
        case Table(parts):
            for part in parts:
                yield from _part_runs(part)
        case Listing() | Photos():
            yield from _appendix_runs(block)


def _appendix_runs(block: Listing | Photos) -> Iterator[tuple[Role, str]]:
    yield "title", block.title
    if isinstance(block, Listing):
        yield from (("song", text) for text in (*block.lines, block.note))
        return
    for photo in block.photos:
        yield from (("song", text) for text in (photo.lacking, photo.caption, photo.digest))


def _part_runs(part: Row | Group) -> Iterator[tuple[Role, str]]:
    if isinstance(part, Group):
        yield "song", part.name
        for row in part.rows:
            yield from _part_runs(row)
        return
    for cell in part.cells:
        yield "song", cell.label
        yield "body", cell.text

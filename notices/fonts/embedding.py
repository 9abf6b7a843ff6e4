"""The fonts of one PDF: gives every character its code, and puts the cuts into the file at the end.

Made for one document and thrown away with it. Characters come as they are met; the template's own are laid
into shared cuts beforehand. It draws nothing and lays out nothing.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import NamedTuple

from notices.blocks import Role
from notices.fonts.book import ROLES, FontBook, Glyph
from notices.fonts.boxes import CODES, box_font
from notices.fonts.face import Face
from notices.fonts.objects import Objects
from notices.fonts.piece import Piece, case_piece, template_piece

_BOX_FONT = "B"
_MOST_SHOWN = 2000


class Coded(NamedTuple):
    """How a character is shown: the font resource, its hex code, its natural width in 1/1000 em."""

    font: str
    code: str
    advance: float


class _Template(NamedTuple):
    """The shared cuts of a template by resource name, and how each of its characters is shown."""

    pieces: dict[str, Piece]
    names: dict[Face, str]
    coded: dict[Role, dict[str, Coded]]
    boxes: bool
    shown: dict[Hashable, str]


class _Codes(dict[str, Coded]):
    """A role's characters, asked for far too often for a function call each."""

    def __init__(self, embedding: Embedding, role: Role, known: dict[str, Coded]) -> None:
        super().__init__(known)
        self._embedding, self._role = embedding, role

    def __missing__(self, char: str) -> Coded:
        coded = self[char] = self._embedding.place(self._role, char)
        return coded


class Embedding:
    """Collects the characters of one document and embeds their fonts."""

    def __init__(self, book: FontBook, fixed: tuple[tuple[Role, str], ...]) -> None:
        """Begin with the characters of the template, given by role."""
        self._book = book
        self._template = _template(book, fixed)
        self._codes = {role: _Codes(self, role, self._template.coded[role]) for role in ROLES}
        self._further: dict[Face, tuple[str, dict[str, Glyph]]] = {}
        self._boxes = self._template.boxes

    def codes(self, role: Role) -> dict[str, Coded]:
        """Return how each character of a role is shown; one not met before is placed when asked for."""
        return self._codes[role]

    @property
    def shown(self) -> dict[Hashable, str]:
        """Operators of lines of the template's characters alone, kept for later documents."""
        if len(self._template.shown) > _MOST_SHOWN:
            self._template.shown.clear()
        return self._template.shown

    def is_shared(self, font: str) -> bool:
        """Whether a font, and its codes, are the same in every document of the template."""
        return font in self._template.pieces or (font == _BOX_FONT and self._template.boxes)

    def embed(self, objects: Objects) -> str:
        """Put every font into the file, after the last page; return the entries of the font resources."""
        fonts = {name: _type0(objects, piece) for name, piece in self._template.pieces.items()}
        for face, (name, chars) in self._further.items():
            fonts[name] = _type0(objects, case_piece(face, tuple(chars.items())))
        if self._boxes:
            fonts[_BOX_FONT] = box_font(objects)
        return " ".join(f"/{name} {reference}" for name, reference in fonts.items())

    def place(self, role: Role, char: str) -> Coded:
        """Give a character met for the first time its code. Raises KeyError when no face has it."""
        glyph = self._book.glyph(role, char)
        if glyph is None:
            raise KeyError(char)
        if glyph.face is None:
            self._boxes = True
            return Coded(_BOX_FONT, CODES[char], glyph.advance)
        shared = self._template.names.get(glyph.face)
        if shared is not None and char in self._template.pieces[shared].codes:
            return Coded(shared, self._template.pieces[shared].codes[char], glyph.advance)
        name, chars = self._further.setdefault(glyph.face, (f"C{len(self._further)}", {}))
        if char in chars:
            return Coded(name, f"{list(chars).index(char) + 1:04X}", glyph.advance)
        chars[char] = glyph
        return Coded(name, f"{len(chars):04X}", glyph.advance)


@lru_cache(maxsize=32)
def _template(book: FontBook, fixed: tuple[tuple[Role, str], ...]) -> _Template:
    chars: dict[Face, dict[str, Glyph]] = {}
    placed: list[tuple[Role, str, Glyph, Face]] = []
    for role, text in fixed:
        for char in sorted(set(text)):
            glyph = book.glyph(role, char)
            if glyph is not None and glyph.face is not None:
                chars.setdefault(glyph.face, {})[char] = glyph
                placed.append((role, char, glyph, glyph.face))
    names = {face: f"T{place}" for place, face in enumerate(chars)}
    pieces = {names[face]: template_piece(face, tuple(glyphs.items())) for face, glyphs in chars.items()}
    coded: dict[Role, dict[str, Coded]] = {role: {} for role in ROLES}
    for role, char, glyph, face in placed:
        coded[role][char] = Coded(names[face], pieces[names[face]].codes[char], glyph.advance)
    boxes = any(char in text for _, text in fixed for char in CODES)
    return _Template(pieces, names, coded, boxes, {})


def _type0(objects: Objects, piece: Piece) -> str:
    """Add a cut as a Type 0 font with its descendant, descriptor, file and ToUnicode map."""
    face = piece.face
    base = f"/{piece.tag}+{face.name}"
    ascent, descent, capitals = face.heights()
    file = objects.stream(piece.file, f"/Filter /FlateDecode /Length1 {piece.file_length}")
    unicode_map = objects.stream(piece.unicode_map, "/Filter /FlateDecode")
    descriptor = objects.add(
        f"<< /Type /FontDescriptor /FontName {base} /Flags 4 /FontBBox [{' '.join(map(str, face.box()))}]"
        f" /ItalicAngle 0 /Ascent {ascent} /Descent {descent} /CapHeight {capitals} /StemV 80"
        f" /FontFile2 {file} >>",
    )
    descendant = objects.add(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {base} /CIDToGIDMap /Identity"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /DW 1000 /W {piece.widths} /FontDescriptor {descriptor} >>",
    )
    return objects.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont {base} /Encoding /Identity-H"
        f" /DescendantFonts [{descendant}] /ToUnicode {unicode_map} >>",
    )

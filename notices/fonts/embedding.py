"""The fonts of one PDF: gives every character its code, and puts the cuts into the file at the end.

Made for one document and thrown away with it. Characters come as they are met; the template's own are laid
into shared cuts beforehand. It draws nothing and lays out nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

from notices.blocks import Role
from notices.fonts.book import FontBook, Glyph
from notices.fonts.boxes import CODES, box_font
from notices.fonts.face import Face
from notices.fonts.piece import Piece, case_piece, template_piece

_BOX_FONT = "B"


class Coded(NamedTuple):
    """How a character is shown: the font resource, its hex code, its natural width in 1/1000 em."""

    font: str
    code: str
    advance: float


class Embedding:
    """Collects the characters of one document and embeds their fonts."""

    def __init__(self, book: FontBook, fixed: Iterable[tuple[Role, str]]) -> None:
        """Begin with the characters of the template, given by role."""
        self._book = book
        self._coded: dict[tuple[Role, str], Coded] = {}
        self._names: dict[str, Piece] = {}
        self._further: dict[Face, dict[str, tuple[int, Glyph]]] = {}
        self._further_names: dict[Face, str] = {}
        self._used: set[str] = set()
        self._templates = self._cut_templates(fixed)

    def code(self, role: Role, char: str) -> Coded:
        """Return how a character is shown. The book must have it."""
        known = self._coded.get((role, char))
        if known is None:
            known = self._coded[role, char] = self._place(role, char)
            self._used.add(known.font)
        return known

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - called by ReportLab when the document is finished
        """Put every font that was used into the document."""
        for face, name in self._further_names.items():
            chars = tuple((char, glyph) for char, (_, glyph) in self._further[face].items())
            self._names[name] = case_piece(face, chars)
        fonts = doc.idToObject["BasicFonts"].dict
        for name in sorted(self._used):
            fonts[name] = box_font(doc) if name == _BOX_FONT else _type0(doc, self._names[name])

    def _cut_templates(self, fixed: Iterable[tuple[Role, str]]) -> dict[Face, str]:
        chars: dict[Face, dict[str, Glyph]] = {}
        for role, text in fixed:
            for char in sorted(set(text)):
                glyph = self._book.glyph(role, char)
                if glyph is not None and glyph.face is not None:
                    chars.setdefault(glyph.face, {})[char] = glyph
        names = {}
        for place, (face, glyphs) in enumerate(chars.items()):
            names[face] = f"T{place}"
            self._names[f"T{place}"] = template_piece(face, tuple(glyphs.items()))
        return names

    def _place(self, role: Role, char: str) -> Coded:
        glyph = self._book.glyph(role, char)
        if glyph is None:
            raise KeyError(char)
        if glyph.face is None:
            return Coded(_BOX_FONT, CODES[char], glyph.advance)
        template = self._templates.get(glyph.face)
        if template is not None and char in self._names[template].codes:
            return Coded(template, self._names[template].codes[char], glyph.advance)
        further = self._further.setdefault(glyph.face, {})
        name = self._further_names.setdefault(glyph.face, f"C{len(self._further_names)}")
        place, _ = further.setdefault(char, (len(further) + 1, glyph))
        return Coded(name, f"{place:04X}", glyph.advance)


def _type0(doc: Any, piece: Piece) -> Any:
    face = piece.face
    name = PDFName(f"{piece.tag}+{face.name}")
    ascent, descent, capitals = face.heights()
    descriptor = {
        "Type": PDFName("FontDescriptor"),
        "FontName": name,
        "Flags": 4,
        "FontBBox": f"[{' '.join(map(str, face.box()))}]",
        "ItalicAngle": 0,
        "Ascent": ascent,
        "Descent": descent,
        "CapHeight": capitals,
        "StemV": 80,
        "FontFile2": _stream(doc, piece.file, piece.file_length),
    }
    cid_font = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType2"),
        "BaseFont": name,
        "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
        "CIDToGIDMap": PDFName("Identity"),
        "DW": 1000,
        "W": piece.widths,
        "FontDescriptor": doc.Reference(PDFDictionary(descriptor)),
    }
    font = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type0"),
        "BaseFont": name,
        "Encoding": PDFName("Identity-H"),
        "DescendantFonts": PDFArray([doc.Reference(PDFDictionary(cid_font))]),
        "ToUnicode": _stream(doc, piece.unicode_map, None),
    }
    return doc.Reference(PDFDictionary(font))


def _stream(doc: Any, compressed: bytes, length: int | None) -> Any:
    entries: dict[str, Any] = {"Filter": PDFName("FlateDecode")}
    if length is not None:
        entries["Length1"] = length
    return doc.Reference(PDFStream(PDFDictionary(entries), compressed))

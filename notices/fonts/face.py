"""One TrueType file: which glyph a character has, how wide it is, where its outline lies.

ReportLab parses the file; this adds what subsetting needs. It chooses nothing between faces and writes
no PDF. Only `glyf` outlines are understood; a file with PostScript outlines is refused by name.
"""

from __future__ import annotations

import struct
from functools import cached_property
from pathlib import Path
from typing import cast

from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

_NOT_EMBEDDABLE = 2
_FORBIDDEN = {0x0100: "只嵌入用到的字", 0x0200: "嵌入轮廓"}
_ARGS_ARE_WORDS, _SCALE, _MORE, _TWO_SCALES, _TWO_BY_TWO = 0x01, 0x08, 0x20, 0x40, 0x80


class FontFileError(ValueError):
    """A configured font file that is absent, broken or of a kind that cannot be embedded."""


class Face:
    """A font file, read when it is first needed and kept for the life of the process."""

    def __init__(self, path: Path, place: int = 0) -> None:
        """Name the file, and the place of the font in a collection (.ttc); nothing is read yet."""
        self.path, self.place = path, place

    @cached_property
    def _file(self) -> TTFontFile:
        try:
            return TTFontFile(str(self.path), subfontIndex=self.place)
        except (TTFError, OSError, KeyError, struct.error) as broken:
            told = f"字体文件 {self.path.name} 不能用：{broken}。请换成 TrueType（.ttf）字体。"
            raise FontFileError(told) from broken

    @cached_property
    def name(self) -> str:
        """The PostScript name, reduced to what a PDF name may hold."""
        raw = bytes(self._file.name).decode("latin-1")
        return "".join(c for c in raw if c.isascii() and (c.isalnum() or c in "-+.")) or "Unnamed"

    @cached_property
    def _glyphs(self) -> dict[int, int]:
        return cast("dict[int, int]", self._file.charToGlyph)

    @cached_property
    def _metrics(self) -> tuple[bytes, int]:
        # Read here, not from the parser: its list mixes scaled and unscaled widths past the last full entry.
        count = struct.unpack_from(">H", self._file.get_table("hhea"), 34)[0]
        return cast("bytes", self._file.get_table("hmtx")), count

    @cached_property
    def _outlines(self) -> tuple[memoryview, list[int]]:
        offset, length = self._file.get_table_pos("glyf")
        data = memoryview(self._file._ttf_data)[offset : offset + length]
        return data, cast("list[int]", self._file.glyphPos)

    @property
    def units_per_em(self) -> int:
        """Units of one em in this file."""
        return int(self._file.unitsPerEm)

    def glyph(self, char: str) -> int:
        """Return the glyph index of a character, 0 when the face lacks it."""
        return self._glyphs.get(ord(char), 0)

    def advance(self, glyph: int) -> float:
        """Return the advance width in 1/1000 em."""
        return self.metric(glyph)[0] * 1000 / self.units_per_em

    def metric(self, glyph: int) -> tuple[int, int]:
        """Return (advance width, left side bearing) in font units."""
        table, full = self._metrics
        width: int = struct.unpack_from(">H", table, 4 * min(glyph, full - 1))[0]
        at = 4 * glyph + 2 if glyph < full else 4 * full + 2 * (glyph - full)
        bearing: int = struct.unpack_from(">h", table, at)[0]
        return width, bearing

    def outline(self, glyph: int) -> bytes:
        """Return the `glyf` entry of a glyph; empty for a blank."""
        data, positions = self._outlines
        return bytes(data[positions[glyph] : positions[glyph + 1]])

    def table(self, tag: str) -> bytes | None:
        """Return a whole table of the file, None when it has none of that name."""
        return cast("bytes", self._file.get_table(tag)) if tag in self._file.table else None

    def restriction(self) -> str:
        """What its licence bits (OS/2 fsType) forbid of what a letter does with it; empty if nothing."""
        table = self.table("OS/2") or b""
        bits: int = struct.unpack_from(">H", table, 8)[0] if len(table) > 9 else 0
        if bits & 0x000F == _NOT_EMBEDDABLE:
            return "嵌入 PDF"
        return next((what for bit, what in _FORBIDDEN.items() if bits & bit), "")

    def box(self) -> tuple[int, int, int, int]:
        """Return the bounding box of all glyphs in 1/1000 em."""
        left, bottom, right, top = (int(value) for value in self._file.bbox)
        return left, bottom, right, top

    def heights(self) -> tuple[int, int, int]:
        """Return (ascent, descent, capital height) in 1/1000 em."""
        return int(self._file.ascent), int(self._file.descent), int(self._file.capHeight)


def components(outline: bytes) -> list[tuple[int, int]]:
    """Return (offset of the index in the entry, glyph index) for each part of a composite outline."""
    if len(outline) < 10 or outline[0] < 0x80:
        return []
    parts, at, flags = [], 10, _MORE
    while flags & _MORE:
        flags, index = struct.unpack_from(">HH", outline, at)
        parts.append((at + 2, index))
        at += 8 if flags & _ARGS_ARE_WORDS else 6
        if flags & _SCALE:
            at += 2
        elif flags & _TWO_SCALES:
            at += 4
        elif flags & _TWO_BY_TWO:
            at += 8
    return parts

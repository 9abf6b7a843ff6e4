"""A TrueType file made in the test: 2048 units, a composite glyph, widths of the first glyphs only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

NARROW, WIDE = 1024, 2048


def _square(side: int) -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, side))
    pen.lineTo((side, side))
    pen.lineTo((side, 0))
    pen.closePath()
    return pen.glyph()


def _composite() -> Any:
    pen = TTGlyphPen({"dot": None, "bar": None})
    pen.addComponent("bar", (1, 0, 0, 1, 0, 0))
    pen.addComponent("dot", (1, 0, 0, 1, 900, 300))
    return pen.glyph()


def tiny_font(path: Path, *, name: str = "TinyTest", licence: int = 0) -> Path:
    """Write the font; it has 一 (composite of dot and bar), 二 and ㇀, and no glyph for dot of its own."""
    glyphs = {
        ".notdef": _square(500),
        "dot": _square(200),
        "bar": _square(800),
        "one": _composite(),
        "two": _square(700),
    }
    widths = {".notdef": NARROW, "dot": NARROW, "bar": WIDE, "one": WIDE, "two": WIDE}
    builder = FontBuilder(2048, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap({0x4E00: "one", 0x4E8C: "two", 0x31C0: "bar"})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 10) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=1800, descent=-248)
    builder.setupNameTable({"familyName": "Tiny Test", "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=1800, sTypoDescender=-248, sCapHeight=1400, fsType=licence)
    builder.setupPost()
    builder.save(path)
    return path

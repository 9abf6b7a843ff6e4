"""Cuts the glyphs a letter uses out of a face, as a small TrueType file for embedding.

One glyph per character in the order given, so code n means glyph n; glyph 0 is .notdef. Parts of
composite glyphs follow at the end. It compresses nothing and knows no PDF.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Sequence

from notices.fonts.face import Face, components

_COPIED = ("cvt ", "fpgm", "prep")


def cut(face: Face, glyphs: Sequence[int]) -> bytes:
    """Return a TrueType file whose glyph n (from 1) is `glyphs[n-1]` of the face."""
    order = [0, *glyphs]
    outlines = _outlines(face, order)
    offsets, glyf = [0], bytearray()
    for outline in outlines:
        glyf += outline + b"\0" * (-len(outline) % 4)
        offsets.append(len(glyf))
    count = len(order)
    tables = {
        "glyf": bytes(glyf),
        "head": _head(face),
        "hhea": _patched(face, "hhea", 34, count),
        "hmtx": b"".join(struct.pack(">Hh", *face.metric(index)) for index in order),
        "loca": struct.pack(f">{count + 1}L", *offsets),
        "maxp": _patched(face, "maxp", 4, count),
    }
    for tag in _COPIED:
        copied = face.table(tag)
        if copied:
            tables[tag] = copied
    return _file(tables)


def _outlines(face: Face, order: list[int]) -> list[bytes]:
    """Return the outlines of `order`, extending it by the parts that composite glyphs are made of."""
    places = {index: place for place, index in reversed(list(enumerate(order)))}
    outlines = []
    at = 0
    while at < len(order):
        outline = face.outline(order[at])
        parts = components(outline)
        if parts:
            renumbered = bytearray(outline)
            for offset, part in parts:
                if part not in places:
                    places[part] = len(order)
                    order.append(part)
                struct.pack_into(">H", renumbered, offset, places[part])
            outline = bytes(renumbered)
        outlines.append(outline)
        at += 1
    return outlines


def _table(face: Face, tag: str) -> bytearray:
    return bytearray(face.table(tag) or b"")


def _patched(face: Face, tag: str, offset: int, count: int) -> bytes:
    table = _table(face, tag)
    struct.pack_into(">H", table, offset, count)
    return bytes(table)


def _head(face: Face) -> bytes:
    table = _table(face, "head")
    struct.pack_into(">L", table, 8, 0)  # checkSumAdjustment, filled by _file
    struct.pack_into(">H", table, 50, 1)  # indexToLocFormat: long offsets
    return bytes(table)


def _checksum(data: bytes) -> int:
    words = array("I", data + b"\0" * (-len(data) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * (count - (1 << power)))
    at = 12 + 16 * count
    records, bodies, head_at, total = [], [], 0, 0
    for tag in sorted(tables):
        body = tables[tag]
        checksum = _checksum(body)
        if tag == "head":
            head_at = at
        records.append(struct.pack(">4sLLL", tag.encode("ascii"), checksum, at, len(body)))
        bodies.append(body + b"\0" * (-len(body) % 4))
        total += checksum
        at += len(bodies[-1])
    # The sum over the file is the sum over its tables and its directory: no second pass over the outlines.
    directory = b"".join((header, *records))
    whole = bytearray(directory + b"".join(bodies))
    total += _checksum(directory)
    struct.pack_into(">L", whole, head_at + 8, (0xB1B0AFBA - total) & 0xFFFFFFFF)
    return bytes(whole)

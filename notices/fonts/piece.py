"""A cut of one face ready for a PDF: the font file, the widths and the way back to Unicode.

The template's characters of a letter never change, so their cut is compressed once per process and
shared; the few further characters of a case get a small cut of their own. A cut depends on its
characters alone, never on what was drawn before: the same letter has the same bytes in every process.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from notices.fonts.book import Glyph
from notices.fonts.face import Face
from notices.fonts.objects import deflate
from notices.fonts.subset import cut

_MAPPINGS_PER_BLOCK = 100
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """An embedded cut; `codes` maps a character to its four hex digits in a content stream."""

    face: Face
    tag: str
    codes: Mapping[str, str]
    widths: str
    unicode_map: bytes
    file: bytes
    file_length: int


def template_piece(face: Face, chars: tuple[tuple[str, Glyph], ...]) -> Piece:
    """Return the cut of a template's characters, compressed well because it is made once."""
    return _piece(face, chars, partial(zlib.compress, level=9))


def case_piece(face: Face, chars: tuple[tuple[str, Glyph], ...]) -> Piece:
    """Return the cut of the characters that only this letter needs."""
    return _piece(face, chars, deflate)


def _piece(face: Face, chars: tuple[tuple[str, Glyph], ...], compress: Callable[[bytes], bytes]) -> Piece:
    data = cut(face, [glyph.index for _, glyph in chars])
    codes = {char: f"{place:04X}" for place, (char, _) in enumerate(chars, start=1)}
    widths = " ".join(f"{glyph.advance:g}" for _, glyph in chars)
    return Piece(
        face=face,
        tag=_tag("".join(codes)),
        codes=codes,
        widths=f"[1 [{widths}]]",
        unicode_map=compress(_unicode_map(codes)),
        file=compress(data),
        file_length=len(data),
    )


def _tag(chars: str) -> str:
    """Return the six letters by which a PDF tells one subset of a face from another."""
    digest = hashlib.sha256(chars.encode("utf-8")).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _unicode_map(codes: Mapping[str, str]) -> bytes:
    """Return the ToUnicode stream; characters beyond the basic plane take two UTF-16 units."""
    entries = [f"<{code}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in codes.items()]
    blocks = [entries[at : at + _MAPPINGS_PER_BLOCK] for at in range(0, len(entries), _MAPPINGS_PER_BLOCK)]
    mappings = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (_CMAP_HEAD + mappings + _CMAP_TAIL).encode("ascii")

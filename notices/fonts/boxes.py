"""The two boxes of a form, □ and ☑, as a drawn font: vectors on paper, characters when text is copied.

A Type 3 font whose glyph programs draw the frame and the tick, with a ToUnicode map. Everything is in
1/1000 em; the frame stands on the line like a full-width character.
"""

from __future__ import annotations

from notices.fonts.book import BOXES
from notices.fonts.objects import Objects

_FRAME = "1000 0 0 -140 1000 860 d1 55 w 115 -45 770 770 re S"
_TICK = " 105 w 1 J 1 j 255 350 m 430 165 l 745 560 l S"
_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Chayici-Boxes def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
2 beginbfchar
<01> <25A1>
<02> <2611>
endbfchar
endcmap
end
end
"""

CODES = {char: f"{place:02X}" for place, char in enumerate(BOXES, start=1)}


def box_font(objects: Objects) -> str:
    """Add the box font to a file; return the reference to it."""
    frame = objects.stream(_FRAME.encode("ascii"))
    tick = objects.stream((_FRAME + _TICK).encode("ascii"))
    unicode_map = objects.stream(_MAP.encode("ascii"))
    return objects.add(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -140 1000 860] /FontMatrix [0.001 0 0 0.001 0 0]"
        f" /CharProcs << /box {frame} /ticked {tick} >> /Resources << >>"
        " /Encoding << /Type /Encoding /Differences [1 /box /ticked] >>"
        f" /FirstChar 1 /LastChar 2 /Widths [1000 1000] /ToUnicode {unicode_map} >>",
    )

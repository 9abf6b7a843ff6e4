"""The two boxes of a form, □ and ☑, as a drawn font: vectors on paper, characters when text is copied.

A Type 3 font whose glyph programs draw the frame and the tick, with a ToUnicode map. Everything is in
1/1000 em; the frame stands on the line like a full-width character.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

from notices.fonts.book import BOXES

_FRAME = "1000 0 0 -140 1000 860 d1 55 w 115 -45 770 770 re S"
_TICK = " 105 w 1 J 1 j 255 350 m 430 165 l 745 560 l S"
_NAMES = ("box", "ticked")
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


def box_font(doc: Any) -> Any:
    """Return a reference to the box font, added to a ReportLab document."""
    programs = PDFDictionary(
        {
            name: doc.Reference(PDFStream(content=program))
            for name, program in zip(_NAMES, (_FRAME, _FRAME + _TICK), strict=True)
        }
    )
    encoding = PDFDictionary(
        {"Type": PDFName("Encoding"), "Differences": PDFArray([1, *(PDFName(name) for name in _NAMES)])}
    )
    font = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type3"),
        "FontBBox": PDFArray([0, -140, 1000, 860]),
        "FontMatrix": PDFArray([0.001, 0, 0, 0.001, 0, 0]),
        "CharProcs": programs,
        "Encoding": encoding,
        "FirstChar": 1,
        "LastChar": 2,
        "Widths": PDFArray([1000, 1000]),
        "Resources": PDFDictionary({}),
        "ToUnicode": doc.Reference(PDFStream(content=_MAP)),
    }
    return doc.Reference(PDFDictionary(font))

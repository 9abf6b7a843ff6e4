"""What a PDF says about itself: title, author, date, language, colour space, in Info and in XMP alike.

The entries follow ISO 19005-2 level B (archives ask for it); no validator has confirmed that here. The
profile srgb.icc is Little CMS's built-in sRGB with a fixed date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from notices.fonts.objects import Objects, text_string

CREATOR = "查一次"
PRODUCER = "查一次"
# Used where a paper has no date yet; a file must not depend on when it was drawn.
UNDATED = date(2000, 1, 1)

# A name must not be able to end the stream for readers that repair files instead of believing /Length.
_LITERAL = {"endstream": "&#101;ndstream", "endobj": "&#101;ndobj"}
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>
"""


@dataclass(frozen=True, slots=True)
class About:
    """The entries of one document."""

    title: str
    author: str
    subject: str
    keywords: str
    day: date | None


@cache
def _profile() -> bytes:
    return (Path(__file__).parent / "srgb.icc").read_bytes()


def describe(objects: Objects, about: About, pages: str, more: str = "") -> tuple[str, str]:
    """Write catalog and Info of a file with a tree of pages; return the references to both.

    `more` are further entries of the catalog.
    """
    day = about.day or UNDATED
    profile = objects.deflated(_profile(), "/N 3")
    metadata = objects.stream(_xmp(about, day), "/Type /Metadata /Subtype /XML")
    catalog = objects.add(
        f"<< /Type /Catalog /Pages {pages} /Lang (zh-CN) /Metadata {metadata}"
        " /ViewerPreferences << /DisplayDocTitle true >> /OutputIntents [<< /Type /OutputIntent"
        f" /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /DestOutputProfile {profile} >>]{more} >>"
    )
    entries = {
        "Title": about.title,
        "Author": about.author,
        "Subject": about.subject,
        "Keywords": about.keywords,
        "Creator": CREATOR,
        "Producer": PRODUCER,
    }
    told = " ".join(f"/{name} {text_string(text)}" for name, text in entries.items())
    date_string = f"(D:{day:%Y%m%d}000000+08'00')"
    return catalog, objects.add(f"<< {told} /CreationDate {date_string} /ModDate {date_string} >>")


def _xmp(about: About, day: date) -> bytes:
    text = _XMP.format(
        title=escape(about.title, _LITERAL),
        subject=escape(about.subject, _LITERAL),
        author=escape(about.author, _LITERAL),
        keywords=escape(about.keywords, _LITERAL),
        producer=PRODUCER,
        creator=CREATOR,
        day=f"{day.isoformat()}T00:00:00+08:00",
    )
    return text.encode("utf-8")

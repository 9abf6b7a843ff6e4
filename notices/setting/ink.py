"""Puts laid-out pages into a PDF with ReportLab's canvas and our own embedded fonts.

Text goes into the content stream as glyph codes, so nothing in it can be markup, a link or a script. The same
pages and photos give the same bytes. It decides no place: every line and rule comes with its own.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from notices.blocks import Role
from notices.fonts.book import FontBook
from notices.fonts.embedding import Embedding
from notices.setting import photos
from notices.setting.breaking import Line
from notices.setting.furniture import set_line
from notices.setting.metadata import About, describe
from notices.setting.sheet import Page, Placed, Plan, Rule

# ReportLab's default wraps streams in ASCII85 for seven-bit mail: more bytes, several times the work.
rl_config.useA85 = 0

WATERMARK = "预览"
_RED = "0.87 0.05 0.05"
_WATERMARK_SIZE, _WATERMARK_GREY = 168.0, 0.9
# Keeps ReportLab from starting every page with an unembedded Helvetica.
_NO_FONT = SimpleNamespace(
    fontName="ChayiciNone", face=SimpleNamespace(name="ChayiciNone"), _dynamicFont=True, _multiByte=False
)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a drawing is made of besides its pages: faces, the template's characters, photos by key."""

    book: FontBook
    fixed: tuple[tuple[Role, str], ...]
    pictures: Callable[[str], bytes]


def ink(plan: Plan, sources: Sources, about: About, *, preview: bool) -> bytes:
    """Return the PDF of laid-out pages; a preview is marked across every page."""
    pdfmetrics.registerFont(_NO_FONT)
    frame = plan.pages[0].frame
    out = io.BytesIO()
    canvas = Canvas(
        out,
        pagesize=(frame.width, frame.height),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=_NO_FONT.fontName,
        lang="zh-CN",
    )
    describe(canvas, about)
    fonts = Embedding(sources.book, sources.fixed)
    canvas._doc.delayedFonts.append(fonts)
    mark = set_line(sources.book, "title", WATERMARK) if preview else None
    for page in plan.pages:
        canvas.addLiteral(_page(page, fonts, mark))
        for picture in page.pictures:
            photos.show(canvas, picture, sources.pictures(picture.key))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _page(page: Page, fonts: Embedding, mark: Line | None) -> str:
    parts = [] if mark is None else [_watermark(page, fonts, mark)]
    weight = None
    for rule in sorted(page.rules, key=lambda rule: (rule.red, rule.weight)):
        if rule.weight != weight:
            weight = rule.weight
            parts.append(f"{weight:g} w")
        parts.append(f"q {_RED} RG {_stroke(rule)} Q" if rule.red else _stroke(rule))
    parts += [_line(placed, fonts) for placed in page.lines if placed.line.text]
    return "\n".join(parts)


def _stroke(rule: Rule) -> str:
    return f"{rule.x1:.2f} {rule.y1:.2f} m {rule.x2:.2f} {rule.y2:.2f} l S"


def _line(placed: Placed, fonts: Embedding) -> str:
    shown = _shown(placed.line, placed.role, placed.size, fonts)
    line = f"BT {placed.x:.2f} {placed.y:.2f} Td {shown} ET"
    return f"q {_RED} rg {line} Q" if placed.red else line


def _shown(line: Line, role: Role, size: float, fonts: Embedding) -> str:
    """Return the operators that show a line: its tracking, then per font the codes with their kerns."""
    codes = fonts.codes(role)
    kerns = dict(line.kerns)
    parts = [f"{line.tracking * size / 1000:.3f} Tc"]
    current, run = "", [""]
    for at, char in enumerate(line.text):
        font, code, _ = codes[char]
        if font != current:
            if current:
                parts.append(f"[{''.join(run)}>] TJ")
            current, run = font, ["<"]
            parts.append(f"/{font} {size:g} Tf")
        if at in kerns:
            run.append(f">{-kerns[at]:.1f}<")
        run.append(code)
    parts.append(f"[{''.join(run)}>] TJ")
    return " ".join(parts)


def _watermark(page: Page, fonts: Embedding, mark: Line) -> str:
    """Return 预览 across the page, light enough to read everything through it."""
    frame = page.frame
    turn = math.atan2(frame.height, frame.width)
    cos, sin = math.cos(turn), math.sin(turn)
    along, across = -mark.width * _WATERMARK_SIZE / 2000, -0.36 * _WATERMARK_SIZE
    matrix = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {frame.width / 2:.2f} {frame.height / 2:.2f} cm"
    shown = _shown(mark, "title", _WATERMARK_SIZE, fonts)
    return f"q {_WATERMARK_GREY:g} g {matrix} BT {along:.2f} {across:.2f} Td {shown} ET Q"

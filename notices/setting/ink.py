"""Puts laid-out pages, fonts and photos into a PDF.

Text goes into the content stream as glyph codes, so nothing in it can be markup, a link or a script. The same
pages and photos give the same bytes. It decides no place: every line and rule comes with its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from notices.blocks import Role
from notices.fonts.book import FontBook
from notices.fonts.embedding import Embedding
from notices.fonts.objects import Objects
from notices.setting.breaking import Line
from notices.setting.fields import Fields
from notices.setting.furniture import set_line
from notices.setting.metadata import About, describe
from notices.setting.photos import Photos
from notices.setting.sample_seal import sample_seal
from notices.setting.seal_picture import Seals
from notices.setting.sheet import Page, Placed, Plan, Rule

WATERMARK = "预览"
_RED = "0.87 0.05 0.05"
_WATERMARK_SIZE, _WATERMARK_GREY = 168.0, 0.9


def no_pictures(key: str) -> bytes:
    """Of a paper that shows none. Raises LookupError."""
    raise LookupError(key)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a drawing is made of besides its pages: faces, the template's characters, photos by key."""

    book: FontBook
    fixed: tuple[tuple[Role, str], ...]
    pictures: Callable[[str], bytes] = no_pictures


def ink(plan: Plan, sources: Sources, about: About, *, mark: str = "", fields: Sequence[str] = ()) -> bytes:
    """Return the PDF of laid-out pages, with `mark` across every page if there is one.

    `fields` names the places for signatures that are kept.
    """
    objects = Objects()
    fonts, photos = Embedding(sources.book, sources.fixed), Photos(objects, sources.pictures)
    seals = Seals(objects, sources.pictures)
    marked = set_line(sources.book, "title", mark) if mark else None
    tree, resources = objects.reserve(), objects.reserve()
    places = Fields(objects, plan, fields) if fields else None
    kids: list[str] = []
    for page in plan.pages:
        shown = [_page(page, fonts, marked), *(photos.show(picture) for picture in page.pictures)]
        if page.stamp is not None and page.stamp.sample:
            shown.append(sample_seal(page.stamp, sources.book, partial(_shown, fonts=fonts)))
        elif page.stamp is not None:
            shown.append(seals.show(page.stamp))
        content = objects.deflated("\n".join(shown).encode("ascii"))
        box = f"[0 0 {page.frame.width:.2f} {page.frame.height:.2f}]"
        signed = places.on(len(kids)) if places else ""
        kids.append(
            objects.add(
                f"<< /Type /Page /Parent {tree} /MediaBox {box} /Resources {resources} /Contents {content}"
                f"{signed} >>"
            )
        )
    objects.give(tree, f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>")
    entries = f"{photos.entries()} {seals.entries()}".strip()
    objects.give(
        resources, f"<< /Font << {fonts.embed(objects)} >> /XObject << {entries} >> {seals.states()}>>"
    )
    if places is None:
        return objects.file(*describe(objects, about, tree))
    places.give(kids)
    return objects.file(*describe(objects, about, tree, places.catalog()))


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
    key = (line.text, line.tracking, line.kerns, role, size)
    known = fonts.shown.get(key)
    if known is not None:
        return known
    codes = fonts.codes(role)
    kerns = dict(line.kerns)
    parts = [f"{line.tracking * size / 1000:.3f} Tc"]
    current, run, shared = "", ["<"], True
    for at, char in enumerate(line.text):
        font, code, _ = codes[char]
        if font != current:
            if current:
                parts.append(f"[{''.join(run)}>] TJ")
            current, run = font, ["<"]
            parts.append(f"/{font} {size:g} Tf")
            shared = shared and fonts.is_shared(font)
        if at in kerns:
            run.append(f">{-kerns[at]:.1f}<")
        run.append(code)
    parts.append(f"[{''.join(run)}>] TJ")
    shown = " ".join(parts)
    if shared:
        fonts.shown[key] = shown
    return shown


def _watermark(page: Page, fonts: Embedding, mark: Line) -> str:
    """Return the mark across the page, light enough to read everything through it."""
    frame = page.frame
    turn = math.atan2(frame.height, frame.width)
    cos, sin = math.cos(turn), math.sin(turn)
    along, across = -mark.width * _WATERMARK_SIZE / 2000, -0.36 * _WATERMARK_SIZE
    matrix = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {frame.width / 2:.2f} {frame.height / 2:.2f} cm"
    shown = _shown(mark, "title", _WATERMARK_SIZE, fonts)
    return f"q {_WATERMARK_GREY:g} g {matrix} BT {along:.2f} {across:.2f} Td {shown} ET Q"

"""The end of a letter: signature with room for a seal, contact, and the lines of receipt.

The seal is 42 mm across, centred on the signature: its upper edge comes within a line of the text and its
lower edge stays clear of the receipt (GB/T 9704-2012 7.3.5.1). The seal itself is not drawn here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from notices.blocks import Contact, Letter, Receipt, Signature
from notices.fonts.book import FontBook
from notices.setting import sheet
from notices.setting.breaking import Line, Measure, break_text
from notices.setting.furniture import place_centred, place_right, set_line
from notices.setting.sheet import Page, Placed, ReceiptPlace, Rule, SealPlace

# Distances in points; they do not shrink with the type, because seals and hands do not.
_ABOVE_NAME = 78.0
_NAME_LINES = 3
_TO_RECEIPT = 78.0
_TO_CONTACT = 36.0
_RECEIPT_PITCH = 31.0
_LAST_DEPTH = 5.0
_DAY_RIGHT = 4  # characters the date stands in from the right
_SEAL_RISE = 2.0
_CONTACT_SHARE = 0.52
_RAGGED = 1500.0  # 1/1000 of the size: how unequal the lines of a long signature may be
_RULES = (0.56, 0.44)
_DAY_MARKS, _BLANKS = "年月日", (1.6, 1.0, 1.0)  # so many characters before its mark is a blank's middle


@dataclass(frozen=True, slots=True)
class Tail:
    """The set lines of the tail and its height below the last line of text."""

    names: tuple[Line, ...]
    day: Line
    contact: tuple[Line, ...]
    labels: tuple[Line, ...]
    receipt_day: Line
    size: float
    pitch: float

    @property
    def above_name(self) -> float:
        """From the last line of text to the first line of the signature."""
        return max(_NAME_LINES * self.pitch, _ABOVE_NAME)

    @property
    def to_receipt(self) -> float:
        """From the date to the first line of receipt."""
        return _TO_RECEIPT + max(len(self.contact) - 1, 0) * self.size * 1.4

    @property
    def height(self) -> float:
        """From the last baseline of the text to the lower edge of the tail."""
        receipt = self.to_receipt + _RECEIPT_PITCH if self.labels else 0.0
        return self.above_name + len(self.names) * self.pitch + receipt + _LAST_DEPTH


def set_tail(letter: Letter, book: FontBook, size: float, pitch: float) -> Tail:
    """Return the tail of a letter, set but not placed."""
    signature = next(block for block in letter.blocks if isinstance(block, Signature))
    contact = next((block.text for block in letter.blocks if isinstance(block, Contact)), "")
    receipt = next((block for block in letter.blocks if isinstance(block, Receipt)), Receipt((), ""))
    width = sheet.TYPE_WIDTH / size * 1000
    narrow = Measure(width * _CONTACT_SHARE, justify=False)
    return Tail(
        names=_names(book, signature.name, width),
        day=set_line(book, "body", signature.day),
        contact=_contact(book, contact, narrow) if contact else (),
        labels=tuple(set_line(book, "body", label) for label in receipt.labels),
        receipt_day=set_line(book, "body", receipt.day),
        size=size,
        pitch=pitch,
    )


def _contact(book: FontBook, text: str, narrow: Measure) -> tuple[Line, ...]:
    """Return 附注 on one line, or parted after its commas where every part has room."""
    lines = break_text(book, "body", text, narrow)
    parts = re.findall("[^，；]+[，；]?", text)
    if len(lines) == 1 or len(parts) != len(lines):
        return lines
    parted = [break_text(book, "body", part, narrow) for part in parts]
    return tuple(line for (line,) in parted) if all(len(part) == 1 for part in parted) else lines


def _names(book: FontBook, name: str, width: float) -> tuple[Line, ...]:
    """Return the signature on one line, or on lines of about the same length."""
    lines = break_text(book, "body", name, Measure(width, justify=False))
    if len(lines) == 1:
        return lines
    even = sum(line.width for line in lines) / len(lines) + _RAGGED
    return break_text(book, "body", name, Measure(min(even, width), justify=False))


def draw_tail(tail: Tail, page: Page, last: float, number: int) -> tuple[SealPlace, ReceiptPlace | None]:
    """Place the tail below the last baseline `last`; return where seal and receipt belong."""
    size = tail.size
    widest = max(line.width for line in tail.names) * size / 1000
    middle = page.frame.right - _DAY_RIGHT * size - tail.day.width * size / 2000
    middle = min(middle, page.frame.right - widest / 2)
    y = last - tail.above_name
    seal = SealPlace(number, middle, y + _SEAL_RISE)
    for line in tail.names:
        place_centred(page, (middle, y), line, "body", size)
        y -= tail.pitch
    place_centred(page, (middle, y), tail.day, "body", size)
    for count, line in enumerate(tail.contact):
        at = y - _TO_CONTACT - count * size * 1.4
        page.lines.append(Placed(page.frame.left + 2 * size, at, line, "body", size))
    return seal, _draw_receipt(tail, page, y - tail.to_receipt, number) if tail.labels else None


def _draw_receipt(tail: Tail, page: Page, y: float, number: int) -> ReceiptPlace:
    size, frame = tail.size, page.frame
    room = frame.inner_width - sum(label.width for label in tail.labels) * size / 1000 - size
    x = frame.left
    for label, share in zip(tail.labels, _RULES, strict=True):
        page.lines.append(Placed(x, y, label, "body", size))
        x += label.width * size / 1000
        page.rules.append(Rule(x, y - 3, x + room * share, y - 3))
        x += room * share + size
    place_right(page, (frame.right, y - _RECEIPT_PITCH), tail.receipt_day, "body", size)
    begin = frame.right - tail.receipt_day.width * size / 1000
    rule = page.rules[-1]
    return ReceiptPlace(
        number, rule.x1, rule.x2, y, y - _RECEIPT_PITCH, _blanks(tail.receipt_day, begin, size), size
    )


def _blanks(day: Line, begin: float, size: float) -> tuple[float, float, float]:
    """Return the middles of the three blanks of a day; everything in it is as wide as its size."""
    kerns, at, found = dict(day.kerns), begin, []
    for place, char in enumerate(day.text):
        at += kerns.get(place, 0.0) * size / 1000
        if char in _DAY_MARKS:
            found.append(at)
        at += (1000 + day.tracking) * size / 1000
    year, month, last = (right - of * size for right, of in zip(found[-3:], _BLANKS, strict=True))
    return year, month, last

"""Facts to a PDF: `draw` is the one way to make a letter's paper.

The same facts give the same bytes, so a letter is known by its hash. A character that no face has refuses the
whole letter: nothing is ever printed as an empty box. No file is opened but the fonts, nothing is sent;
photos and a seal are asked of the caller by their hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache

from notices.blocks import Letter
from notices.facts.kinds import Facts, to_json
from notices.facts.parties import SAMPLE
from notices.fonts.book import FontBook
from notices.letter import compose
from notices.printable import LetterError, texts_of
from notices.setting.ink import WATERMARK, Sources, ink, no_pictures
from notices.setting.layout import lay_out, missing_glyphs
from notices.setting.metadata import About
from notices.setting.sheet import Plan, SealPlace, Stamp

__all__ = ["MissingGlyphsError", "SealPlace", "default_book", "draw", "page_plan", "seal_place"]


class MissingGlyphsError(LetterError):
    """No configured face has some characters of a letter; `chars` lists them, `where` the fields."""

    def __init__(self, chars: tuple[str, ...], where: tuple[str, ...]) -> None:
        """Compose the message for the person who entered the text."""
        self.chars, self.where = chars, where
        shown = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in chars)
        places = f"，在：{'、'.join(where)}" if where else ""
        super().__init__(
            f"字体里没有这些字：{shown}{places}。请核对是否输错；确是生僻字，请联系管理员补充字体后再出单。"
        )


@cache
def default_book() -> FontBook:
    """Return the book of the committed faces, one for the process."""
    return FontBook()


def draw(
    facts: Facts,
    *,
    preview: bool = False,
    book: FontBook | None = None,
    pictures: Callable[[str], bytes] = no_pictures,
    fields: Sequence[str] = (),
) -> bytes:
    """Return the PDF of a letter.

    `pictures` gives the bytes of a photo or a seal by its key; `fields` names the places for signatures
    that are kept. A preview is marked 预览 on every page and carries no number, a paper made for practice
    练习. Raises IncompleteLetterError, TextTooLongError, UnknownWordingError, WrongTotalError,
    MissingGlyphsError or BrokenPhotoError, BrokenSealError.
    """
    book = book or default_book()
    letter, plan = _planned(facts, preview, book)
    digest = hashlib.sha256(to_json(facts).encode("utf-8", "surrogatepass")).hexdigest()
    about = About(
        title=" ".join(filter(None, (*letter.title, letter.number))),
        author=letter.author,
        subject=letter.subject,
        keywords=f"facts sha256 {digest}",
        day=letter.day,
    )
    mark = facts.mark or (WATERMARK if preview else "")
    return ink(plan, Sources(book, letter.fixed, pictures), about, mark=mark, fields=fields)


def check(facts: Facts, book: FontBook | None = None) -> None:
    """Refuse what could not be drawn later, before anything has a number. Raises what a preview raises."""
    composed(facts, preview=True, book=book or default_book())


def page_plan(facts: Facts, *, preview: bool = False, book: FontBook | None = None) -> Plan:
    """Return the laid-out pages of a letter without drawing them. Raises what `draw` raises."""
    return _planned(facts, preview, book or default_book())[1]


def seal_place(facts: Facts, *, book: FontBook | None = None) -> SealPlace | None:
    """Return where a bureau's seal belongs on the issued letter; None for papers without a signature."""
    return page_plan(facts, book=book).seal


def _planned(facts: Facts, preview: bool, book: FontBook) -> tuple[Letter, Plan]:
    letter = composed(facts, preview, book)
    return letter, stamped(lay_out(letter, book), facts)


def stamped(plan: Plan, facts: Facts) -> Plan:
    """The pages with what the facts put at the seal's place, if anything."""
    seal = getattr(facts, "seal", "")
    if seal and plan.seal is not None:
        sample = facts.issuer.name if seal == SAMPLE else ""
        plan.pages[plan.seal.page].stamp = Stamp(plan.seal, sample, "" if sample else seal)
    return plan


def composed(facts: Facts, preview: bool, book: FontBook) -> Letter:
    """Return a letter in words of which every character has a face. Raises what `draw` raises."""
    letter = compose(facts, preview=preview)
    lacking = missing_glyphs(letter, book)
    if preview:
        lacking += tuple(book.missing("title", facts.mark or WATERMARK))
    if lacking:
        where = (place for place, text in texts_of(facts) if set(lacking) & set(text))
        raise MissingGlyphsError(lacking, tuple(dict.fromkeys(where)))
    return letter

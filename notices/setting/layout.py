"""A letter in words to its pages: refuses what has no picture, then lays out prose or tables."""

from __future__ import annotations

from notices.blocks import Letter, Role, Table
from notices.fonts.book import FontBook
from notices.setting.code import place_code
from notices.setting.prose import lay_out_prose
from notices.setting.sheet import Plan
from notices.setting.sheets import lay_out_sheets


def missing_glyphs(letter: Letter, book: FontBook) -> tuple[str, ...]:
    """Return the characters of a letter that no face has, in code order."""
    texts: dict[Role, list[str]] = {}
    for role, text in letter.runs():
        texts.setdefault(role, []).append(text)
    lacking = (book.missing(role, "".join(parts)) for role, parts in texts.items())
    return tuple(sorted(set().union(*lacking)))


def lay_out(letter: Letter, book: FontBook) -> Plan:
    """Return the pages of a letter. The book must have all its characters."""
    tabular = any(isinstance(block, Table) for block in letter.blocks)
    plan = lay_out_sheets(letter, book) if tabular else lay_out_prose(letter, book)
    if letter.verify:
        place_code(plan.pages[0], book, letter.verify)
    return plan

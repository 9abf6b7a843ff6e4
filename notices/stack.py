"""Several letters of one kind as one file to print: each begins on a front page, all share their fonts.

A list of the firms lies on top of reminders. Every page is the same as in the letter's own file. A letter
with an odd number of pages is followed by an empty one, so that printing on both sides never puts two
letters on one sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from notices.facts.kinds import Facts
from notices.facts.letters import ReminderFacts
from notices.fonts.book import FontBook
from notices.paper import composed, default_book, stamped
from notices.setting.ink import Sources, ink, no_pictures
from notices.setting.layout import lay_out
from notices.setting.metadata import About
from notices.setting.sheet import Page, Plan
from notices.words.round import compose_round


def draw_stack(
    several: Sequence[Facts],
    *,
    book: FontBook | None = None,
    pictures: Callable[[str], bytes] = no_pictures,
) -> bytes:
    """Return one PDF with these letters in this order. Raises ValueError for none, and what `draw` raises."""
    if not several:
        raise ValueError("no letters")
    book = book or default_book()
    letters = [composed(facts, preview=False, book=book) for facts in several]
    reminders = [one for one in several if isinstance(one, ReminderFacts)]
    lists = [compose_round(reminders)] if len(reminders) == len(several) else []
    pages: list[Page] = []
    plans = [lay_out(one, book) for one in lists]
    plans += [stamped(lay_out(one, book), facts) for one, facts in zip(letters, several, strict=True)]
    for plan in plans:
        pages += plan.pages
        if len(pages) % 2:
            pages.append(Page(pages[-1].frame))
    first = letters[0]
    about = About(
        title=f"{''.join(first.title)}（{len(letters)} 份）",
        author=first.author,
        subject="供打印送达",
        keywords="",
        day=first.day,
    )
    return ink(Plan(tuple(pages)), Sources(book, first.fixed, pictures), about, mark=several[0].mark)

"""Annex 1 in words: the inspection form as the table of the source document.

Boxes are the characters □ and ☑ inside the text. An item nobody answered keeps two empty boxes; nothing
is ever ticked by default.
"""

from __future__ import annotations

from notices.blocks import Block, Cell, Flanks, Group, Letter, Photo, Photos, Role, Row, Table
from notices.facts import FormFacts, FormItem, FormPhoto, FormSection
from notices.printable import one_line, printable
from notices.wording import Wording, wording
from notices.words.days import in_words

EMPTY, TICKED = "□", "☑"
_LABEL, _CODE, _USCC, _PERSON, _PHONE = 5.9, 9.0, 12.8, 6.6, 8.2
# How many of the six columns beside a section's name question and boxes take, by items in a line.
_SPANS = {1: ((5, 1),), 2: ((2, 1), (2, 1)), 3: ((1, 1),) * 3}
_BESIDE_BOXES = 1.2  # characters: the gap between the two boxes, and the room at either side
_CONCLUSION_LINES = 7
_BLANK_STAFF = 3
PHOTOS_TITLE = "现场照片"


def compose_form(facts: FormFacts, preview: bool) -> Letter:
    """Return Annex 1. A form without any facts is the blank form, to be filled in by hand."""
    text = wording(facts.wording)
    title = one_line(facts.campaign_title)
    name = one_line(facts.enterprise.name)
    date_line = text.form_date + in_words(facts.visited_on)
    table = Table(
        (
            *_head(facts, text),
            *(_section(section, facts.answer_words) for section in facts.sections),
            _conclusion(facts.conclusion, text),
            *_staff(facts.staff, text),
        ),
        fills=True,
    )
    blocks: tuple[Block, ...] = (Flanks("", date_line), table, *_photos(facts.photos))
    return Letter(
        kind="form",
        title=(title,),
        blocks=blocks,
        author=one_line(facts.issuer.name),
        subject=name,
        fixed=_fixed(facts, text, title),
        running=f"{title}　{name}" if name else title,
        day=facts.visited_on,
    )


def _head(facts: FormFacts, text: Wording) -> tuple[Row, ...]:
    firm = facts.enterprise
    name, code, owner, contact, phone = text.form_head
    production, tier = text.form_choices
    return (
        Row(
            (Cell(name, width=_LABEL), _filled(firm.name), Cell(code, width=_CODE), _filled(firm.uscc, _USCC))
        ),
        Row(
            (
                Cell(owner, width=_LABEL),
                _filled(firm.legal_rep, _PERSON),
                Cell(contact, width=_PERSON),
                _filled(firm.site_contact),
                Cell(phone, width=_LABEL),
                _filled(firm.phone, _PHONE),
            )
        ),
        Row((_choice(production, facts.production_options, facts.production),)),
        Row((_choice(tier, facts.tier_options, facts.tier),)),
    )


def _filled(text: str, width: float = 0) -> Cell:
    return Cell(text=one_line(text), width=width)


def _choice(label: str, options: tuple[str, ...], chosen: str) -> Cell:
    boxes = "　".join(f"{TICKED if option == chosen else EMPTY}{one_line(option)}" for option in options)
    return Cell(label + boxes, centred=False)


def _section(section: FormSection, words: tuple[str, str]) -> Group:
    return Group(one_line(section.name), tuple(_items(row, words) for row in section.rows))


def _items(items: tuple[FormItem, ...], words: tuple[str, str]) -> Row:
    """Return a line of questions and boxes; lines of one, two and three items share one grid of columns."""
    yes, no = (one_line(word) for word in words)
    boxes = len(f"{EMPTY}{yes}{EMPTY}{no}") + _BESIDE_BOXES
    spans = _SPANS.get(len(items), ((1, 1),) * len(items))
    cells = []
    for item, (wide, narrow) in zip(items, spans, strict=True):
        ticks = (TICKED if item.box == "yes" else EMPTY, TICKED if item.box == "no" else EMPTY)
        cells.append(Cell(one_line(item.text), centred=False, span=wide))
        cells.append(Cell(f"{ticks[0]}{yes} {ticks[1]}{no}", span=narrow))
    return Row(tuple(cells), columns=(0, boxes) * max(len(items), 3))


def _conclusion(conclusion: str, text: Wording) -> Row:
    cell = Cell(text.form_conclusion, printable(conclusion), centred=False)
    return Row((cell,), lines=_CONCLUSION_LINES, splits=True)


def _staff(staff: tuple[tuple[str, str], ...], text: Wording) -> tuple[Row, ...]:
    """Return the heading row and one row per unit: who came together stands together."""
    units: dict[str, list[str]] = {}
    for name, unit in staff:
        units.setdefault(one_line(unit), []).append(one_line(name))
    names, places = text.form_staff
    rows = [Row((Cell(names), Cell(places)))]
    rows += [
        Row((Cell(text="、".join(people)), Cell(text=unit)), splits=True) for unit, people in units.items()
    ]
    by_hand = () if units else (Row((Cell(), Cell())),) * _BLANK_STAFF
    return (*rows, *by_hand)


def _photos(photos: tuple[FormPhoto, ...]) -> tuple[Block, ...]:
    """Return the appendix; what is not known of a photo is left out, never invented."""
    shown = []
    for place, photo in enumerate(photos, start=1):
        told = (f"照片{place}", *map(one_line, (photo.about, photo.taken, photo.by)))
        digest = one_line(photo.sha256)
        shown.append(
            Photo(
                key=photo.shown,
                caption="　".join(filter(None, told)),
                # The blank lets the line end in the middle of the digest.
                digest=f"原件SHA-256：{digest[:32]} {digest[32:]}" if digest else "",
                lacking="" if photo.shown else one_line(photo.lacking),
            )
        )
    return (Photos(PHOTOS_TITLE, tuple(shown)),) if shown else ()


def _fixed(facts: FormFacts, text: Wording, title: str) -> tuple[tuple[Role, str], ...]:
    """Return the template's characters: they are the same for every form of one checklist version."""
    items = (item.text for section in facts.sections for row in section.rows for item in row)
    names = (section.name for section in facts.sections)
    options = (*facts.production_options, *facts.tier_options, *facts.answer_words)
    own = (*text.form_head, *text.form_choices, text.form_conclusion, *text.form_staff, text.form_date)
    song = "".join((*items, *names, *options, *own, title, EMPTY, TICKED, "0123456789年月日—　 "))
    return ("title", title), ("song", one_line(song))

"""Annex 1 in words: the inspection form as the table of the source document.

Boxes are the characters □ and ☑ inside the text. An item nobody answered keeps two empty boxes; nothing
is ever ticked by default.
"""

from __future__ import annotations

from notices.blocks import Block, Cell, Flanks, Group, Letter, Listing, Photo, Photos, Role, Row, Table
from notices.facts.form import FormFacts, FormItem, FormPhoto, FormSection
from notices.printable import one_line, printable
from notices.wording import Wording, wording
from notices.words import frequent
from notices.words.days import in_words

EMPTY, TICKED = "□", "☑"
_LABEL, _CODE, _USCC, _PERSON, _PHONE = 5.9, 9.0, 12.8, 6.6, 8.2
# How many of the six columns beside a section's name question and boxes take, by items in a line.
_SPANS = {1: ((5, 1),), 2: ((2, 1), (2, 1)), 3: ((1, 1),) * 3}
_BESIDE_BOXES = 1.2  # characters: the gap between two boxes, and the room at either side
_GAP = 0.5  # characters: a further gap between boxes
_NARROW = 7  # characters boxes may have where several questions share a line

Boxes = tuple[tuple[str, str], ...]
"""Side (yes, no, na) and word of each box, in the order printed."""

_CONCLUSION_LINES = 7
_BLANK_STAFF = 3
PHOTOS_TITLE = "现场照片"
READINGS_TITLE = "仪器读数（线索）"
CLUES_ONLY = "读数用于现场筛查，只作线索，不作为判定超标的依据。"


def compose_form(facts: FormFacts, preview: bool) -> Letter:
    """Return Annex 1. A form without any facts is the blank form, to be filled in by hand."""
    text = wording(facts.wording)
    title = one_line(facts.campaign_title)
    name = one_line(facts.enterprise.name)
    boxes = facts.boxes or tuple(zip(("yes", "no"), facts.answer_words, strict=True))
    date_line = text.form_date + in_words(facts.visited_on)
    table = Table(
        (
            *_head(facts, text),
            *(_section(section, boxes) for section in facts.sections),
            _conclusion(facts.conclusion, text),
            *_staff(facts.staff, text),
        ),
        fills=True,
    )
    behind = (*_photos(facts.photos), *_readings(facts.readings))
    blocks: tuple[Block, ...] = (Flanks("", date_line), table, *behind)
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
        *(
            Row((_choice(label, options, chosen),))
            for label, options, chosen in (
                (production, facts.production_options, facts.production),
                (tier, facts.tier_options, facts.tier),
                *((f"{one_line(one.label)}：", one.options, one.chosen) for one in facts.choices),
            )
            if options
        ),
    )


def _filled(text: str, width: float = 0) -> Cell:
    return Cell(text=one_line(text), width=width)


def _choice(label: str, options: tuple[str, ...], chosen: str) -> Cell:
    boxes = "　".join(f"{TICKED if option == chosen else EMPTY}{one_line(option)}" for option in options)
    return Cell(label + boxes, centred=False)


def _section(section: FormSection, boxes: Boxes) -> Group:
    wide = len("".join(f"{EMPTY}{one_line(word)}" for _, word in boxes)) + _BESIDE_BOXES
    wide += _GAP * (len(boxes) - 2)
    if wide <= _NARROW:
        return Group(one_line(section.name), tuple(_items(row, boxes, wide) for row in section.rows))
    rows = (Row(_cells(item, boxes, 1, 1), columns=(0, wide)) for row in section.rows for item in row)
    return Group(one_line(section.name), tuple(rows))


def _items(items: tuple[FormItem, ...], boxes: Boxes, wide: float) -> Row:
    """Return a line of questions and boxes; lines of one, two and three items share one grid of columns."""
    spans = _SPANS.get(len(items), ((1, 1),) * len(items))
    cells = (_cells(item, boxes, *span) for item, span in zip(items, spans, strict=True))
    return Row(tuple(cell for pair in cells for cell in pair), columns=(0, wide) * max(len(items), 3))


def _cells(item: FormItem, boxes: Boxes, question: int, answer: int) -> tuple[Cell, Cell]:
    ticks = " ".join(f"{TICKED if item.box == side else EMPTY}{one_line(word)}" for side, word in boxes)
    return Cell(one_line(item.text), centred=False, span=question), Cell(ticks, span=answer)


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


def _readings(readings: tuple[str, ...]) -> tuple[Block, ...]:
    """Return the appendix of readings; they are clues, and it says so."""
    lines = tuple(map(one_line, readings))
    return (Listing(READINGS_TITLE, lines, CLUES_ONLY),) if lines else ()


def _fixed(facts: FormFacts, text: Wording, title: str) -> tuple[tuple[Role, str], ...]:
    """Return the template's characters: they are the same for every form of one checklist version."""
    items = (item.text for section in facts.sections for row in section.rows for item in row)
    names = (section.name for section in facts.sections)
    options = (*facts.production_options, *facts.tier_options, *facts.answer_words)
    options += tuple(word for _, word in facts.boxes)
    options += tuple(word for one in facts.choices for word in (one.label, *one.options))
    own = (*text.form_head, *text.form_choices, text.form_conclusion, *text.form_staff, text.form_date)
    song = "".join((*items, *names, *options, *own, title, EMPTY, TICKED, "0123456789年月日—　 "))
    return ("title", title), ("song", one_line(song)), ("body", frequent.FORMS)

"""Makes a checklist from the full shape of a checklist file. See `config/checklists/README.md`.

It reads and complains; whether the parts fit together is `crosscheck`'s business.
"""

from dataclasses import dataclass, field, replace

from config.checklist_shape.answers_text import hazard_side, read_answers
from config.checklist_shape.fields import Complaints, Fields
from config.checklist_shape.law_text import LawTexts, laws, penalties
from config.checklist_shape.rules_text import Groups, read_rules
from config.checklist_shape.short_label import LABEL, short_label
from rules.checklist import (
    CARD_MOST,
    AnswerWord,
    Checklist,
    Fact,
    Item,
    Option,
    Preset,
    Section,
)
from rules.conditions import Condition, ConditionError, parse
from rules.law import Dated

NUMERALS = "一二三四五六七八九"


@dataclass(slots=True)
class _Reading:
    """What all items share: the law, the form's boxes, the labels made so far."""

    law: LawTexts
    words: tuple[AnswerWord, ...]
    labels: set[str] = field(default_factory=set)

    def label(self, part: Fields, text: str, num: int, hazard_when_yes: bool) -> str:
        """A label for an item that has none, different from those made before."""
        if not text:
            return ""
        label = distinct(short_label(text, hazard_when_yes), num, self.labels)
        part.warn("label", f"没写，由原文缩成“{label}”，请核对")
        return label


def distinct(label: str, num: int, taken: set[str]) -> str:
    """The label, with the item's number where another item has the same; it is taken from now on."""
    if label in taken:
        label = f"{label[: LABEL - len(str(num)) - 2]}（{num}）"
    taken.add(label)
    return label


def read_native(data: object, complaints: Complaints, law: LawTexts) -> Checklist:
    """Read the whole file. What is wrong is complained of and reads as empty."""
    top = Fields(data, "", complaints)
    words = read_answers(top.raw("answers"), complaints)
    reading = _Reading(law, words)
    sections = tuple(_section(part, n, reading) for n, part in enumerate(top.parts("sections", "组"), 1))
    ids = tuple(item.id for section in sections for item in section.items)
    rules = read_rules(top, Groups(ids, top.mapping("groups"), complaints))
    running = {item for rule in rules if rule.effect == "unverified" for item in rule.items}
    checklist = Checklist(
        id=top.text("id"),
        version=top.text("version"),
        title=top.text("title"),
        source=top.text("source", ""),
        sections=tuple(_running(section, running) for section in sections),
        facts=tuple(_fact(part) for part in top.parts("facts")),
        rules=rules,
        verdict_words=words,
        card_most=top.number("card_most", CARD_MOST),
    )
    top.done()
    return checklist


def _running(section: Section, running: set[str]) -> Section:
    """Mark the items that a rule says cannot be verified while nothing runs."""
    items = tuple(replace(item, needs_running=item.id in running) for item in section.items)
    return replace(section, items=items)


def _section(part: Fields, place: int, reading: _Reading) -> Section:
    name = part.text("name")
    part.where = f"第{place}组 {name}"
    items = tuple(_item(one, reading) for one in part.parts("items", "项"))
    rows = tuple(_row(part, row) for row in part.entries("rows")) or tuple((item.id,) for item in items)
    section = Section(part.text("id", f"s{place}"), part.text("numeral", _numeral(place)), name, items, rows)
    part.done()
    return section


def _numeral(place: int) -> str:
    """一, 十二, 二十, 三十五: as sections are numbered on paper."""
    tens, ones = divmod(place, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return ten + (NUMERALS[ones - 1] if ones else "")


def _row(part: Fields, row: object) -> tuple[str, ...]:
    if isinstance(row, list) and row and all(isinstance(id, str) for id in row):
        return tuple(row)
    part.error("rows", f"每一行写成 [编号, …]，现在是“{row}”")
    return ()


def _item(part: Fields, reading: _Reading) -> Item:
    id = part.text("id")
    part.where = id or part.where
    num = part.number("num")
    if part.raw("num") == 0 or num < 0:
        part.error("num", "从 1 开始")
    if num:
        part.where = f"第{num}项 {id}"
    law, own_law, own_penalty = reading.law, laws(part), penalties(part)
    text, bad = part.text("text"), hazard_side(part, reading.words)
    item = Item(
        id=id,
        num=num,
        text=text,
        label=part.text("label", "") or reading.label(part, text, num, bad == "yes"),
        hazard_when="yes" if bad == "yes" else "no",
        asked_when=condition(part, "asked_when"),
        skipped_because=part.text("skipped_because", ""),
        na_reasons=part.texts("na_reasons"),
        sub_choice=tuple(_option(one) for one in part.parts("sub_choice")),
        sub_question=part.text("sub_question", ""),
        presets=tuple(_preset(one) for one in part.parts("presets")),
        two_step=part.flag("two_step"),
        serious=part.flag("serious"),
        fix_hold=part.flag("fix_hold"),
        photo_required=part.flag("photo_required"),
        least_words=part.number("least_words", 0),
        law=Dated(own_law) if own_law else Dated(law.laws(id), law.spans),
        penalty=Dated(own_penalty) if own_penalty else Dated(law.penalties(id), law.spans),
        fix=part.text("fix", ""),
        certainty=part.choice("certainty", ("", "high", "medium", "low"), ""),
        notes=part.text("notes", ""),
    )
    part.done()
    return item


def _option(part: Fields) -> Option:
    option = Option(
        id=part.text("id"),
        label=part.text("label"),
        text=part.text("text", ""),
        leader=part.flag("leader"),
        pending=part.flag("pending"),
    )
    part.done()
    return option


def _preset(part: Fields) -> Preset:
    preset = Preset(
        id=part.text("id"),
        label=part.text("label"),
        text=part.text("text"),
        blank=part.text("blank", ""),
        half=part.text("half", ""),
        act=part.tristate("act"),
    )
    part.done()
    return preset


def _fact(part: Fields) -> Fact:
    id = part.text("id")
    part.where = f"事实 {id}"
    kind = part.choice("kind", ("bool", "choice", "text"), "bool")
    fact = Fact(
        id=id,
        ask=part.text("ask"),
        kind="choice" if kind == "choice" else "text" if kind == "text" else "bool",
        options=part.texts("options"),
        printed=part.texts("printed"),
        asked_when=condition(part, "asked_when"),
        true_when=condition(part, "true_when"),
        explains=part.text("explains", ""),
    )
    part.done()
    return fact


def condition(part: Fields, name: str) -> Condition | None:
    """A condition field, None if absent or wrong (and then complained of)."""
    value = part.raw(name)
    if value is None:
        return None
    try:
        return parse(value, name)
    except ConditionError as error:
        part.complaints.error(part.where, str(error))
        return None

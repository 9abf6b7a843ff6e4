"""A checklist as the mapping its file would hold: what is read again gives the same checklist.

Only what differs from the default is written. Law that lies in its own files is not part of it.
"""

from typing import Any

import yaml

from rules.checklist import CARD_MOST, YES_NO, Checklist, Fact, Item, Option, Preset, Section
from rules.conditions import AnswerIs, Condition, DetailIs, Either, Every, FactIs, Opposite
from rules.cross_rules import CrossRule
from rules.law import Law, Penalty, Span

Mapped = dict[str, Any]


def yaml_of(checklist: Checklist) -> str:
    """The text of the checklist's file."""
    return str(yaml.safe_dump(to_mapping(checklist), allow_unicode=True, sort_keys=False, width=110))


def to_mapping(checklist: Checklist) -> Mapped:
    """The full shape. `checklist` is read without the folder of law (see `config.checklist_file.bare`)."""
    return _said(
        id=checklist.id,
        version=checklist.version,
        title=checklist.title,
        source=checklist.source,
        answers=[{"side": w.side, "word": w.word} for w in checklist.verdict_words]
        if checklist.verdict_words != YES_NO
        else None,
        card_most=checklist.card_most if checklist.card_most != CARD_MOST else None,
        facts=[_fact(fact) for fact in checklist.facts],
        rules=[_rule(rule, checklist) for rule in checklist.rules],
        sections=[_section(section) for section in checklist.sections],
    )


def _said(**fields: Any) -> Mapped:
    return {name: value for name, value in fields.items() if value not in (None, "", (), [], False, 0)}


def condition(one: Condition | None) -> Mapped | None:
    """A condition as `rules.conditions.parse` reads it."""
    match one:
        case None:
            return None
        case FactIs(fact, values):
            return {"fact": fact, "in": list(values)}
        case AnswerIs(item, verdicts):
            return {"answer": item, "in": [verdict.value for verdict in verdicts]}
        case DetailIs(item, detail, values):
            return {detail: item, "in": list(values)}
        case Every(parts):
            return {"all": [condition(part) for part in parts]}
        case Either(parts):
            return {"any": [condition(part) for part in parts]}
        case Opposite(part):
            return {"not": condition(part)}


def _fact(fact: Fact) -> Mapped:
    return _said(
        id=fact.id,
        ask=fact.ask,
        kind=fact.kind if fact.kind != "bool" else None,
        options=list(fact.options),
        printed=list(fact.printed),
        asked_when=condition(fact.asked_when),
        true_when=condition(fact.true_when),
        explains=fact.explains,
    )


def _rule(rule: CrossRule, checklist: Checklist) -> Mapped:
    everything = tuple(item.id for item in checklist.items)
    items: str | list[str] = list(rule.items) or "sheet"
    if rule.items == everything:
        items = "all"
    effect = {rule.effect: items} | _said(into=rule.into, say=rule.say, line=rule.line, half=rule.half)
    return _said(id=rule.id, when=condition(rule.when)) | {"do": [effect]}


def _section(section: Section) -> Mapped:
    alone = tuple((item.id,) for item in section.items)
    return _said(
        id=section.id,
        numeral=section.numeral,
        name=section.name,
        rows=[list(row) for row in section.rows] if section.rows != alone else None,
        items=[_item(item) for item in section.items],
    )


def _item(item: Item) -> Mapped:
    return _said(
        id=item.id,
        num=item.num,
        text=item.text,
        label=item.label,
        hazard_when=item.hazard_when,
        asked_when=condition(item.asked_when),
        skipped_because=item.skipped_because,
        na_reasons=list(item.na_reasons),
        sub_question=item.sub_question,
        sub_choice=[_option(one) for one in item.sub_choice],
        presets=[_preset(one) for one in item.presets],
        two_step=item.two_step,
        serious=item.serious,
        fix_hold=item.fix_hold,
        photo_required=item.photo_required,
        least_words=item.least_words,
        fix=item.fix,
        certainty=item.certainty,
        notes=item.notes,
        law=[_law(one) for one in item.law.entries],
        penalty=[_penalty(one) for one in item.penalty.entries],
    )


def _option(one: Option) -> Mapped:
    return _said(id=one.id, label=one.label, text=one.text, leader=one.leader, pending=one.pending)


def _preset(one: Preset) -> Mapped:
    written = _said(id=one.id, label=one.label, text=one.text, blank=one.blank, half=one.half)
    return written if one.act is None else {**written, "act": one.act}


def _span(span: Span) -> Mapped:
    return _said(**{"from": span.since, "until": span.until})


def _law(one: Law) -> Mapped:
    return _said(
        name=one.name, article=one.article, duty=one.duty, title=one.title, certainty=one.certainty
    ) | _span(one.span)


def _penalty(one: Penalty) -> Mapped:
    return _said(article=one.article, range=one.range) | _span(one.span)

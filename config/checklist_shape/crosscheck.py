"""Checks that the parts of a checklist fit together: names, lengths, layout, words nobody should read.

Limits are those of the cards: a vote option has 17 characters, a button 10, a selector option 16; there
are six buttons, the last of which is 自己写. It changes nothing.
"""

import re
from collections.abc import Iterable

from config.checklist_shape.fields import Complaints, nearest
from config.checklist_shape.law_text import NEVER
from config.checklist_shape.rule_check import check_rules
from config.checklist_shape.short_label import LABEL
from rules.banned import banned_words
from rules.checklist import BLANK, CARD_MOST, Checklist, Fact, Item, Section

BUTTON, REASON = 10, 16
MOST_PRESETS, MOST_OPTIONS, MOST_REASONS, MOST_CHOICES = 5, 6, 8, 9
MOST_ID_BYTES = 60
RESERVED = ("own",)


def crosscheck(checklist: Checklist, complaints: Complaints) -> None:
    """Complain of everything that does not fit together."""
    _top(checklist, complaints)
    _twice(complaints, "id", ((place(i), i.id) for i in checklist.items))
    _twice(complaints, "label", ((place(i), i.label) for i in checklist.items))
    _twice(complaints, "num", ((place(i), str(i.num or "")) for i in checklist.items))
    _twice(complaints, "id", ((f"组 {s.name}", s.id) for s in checklist.sections))
    _twice(complaints, "id", ((f"事实 {f.id}", f.id) for f in checklist.facts))
    for section in checklist.sections:
        _section(section, complaints)
    for item in checklist.items:
        _item(item, complaints)
        _sub_choice(item, complaints)
        _presets(item, complaints)
    for fact in checklist.facts:
        _fact(fact, complaints)
    check_rules(checklist, complaints)


def place(item: Item) -> str:
    """How an item is named in a complaint."""
    return f"第{item.num}项 {item.id}" if item.num else item.id


def _twice(complaints: Complaints, name: str, rows: Iterable[tuple[str, str]]) -> None:
    first: dict[str, str] = {}
    for where, value in rows:
        if value and value in first:
            complaints.error(where, f"{name}：“{value}”和 {first[value]} 重复")
        first.setdefault(value, where)


def _long(complaints: Complaints, where: str, name: str, value: str, most: int) -> None:
    if len(value) > most:
        complaints.error(where, f"{name}：“{value}”有 {len(value)} 字，最多 {most} 字")


def _name(complaints: Complaints, where: str, id: str) -> None:
    """An id is the key of an answer for ever: short, one word."""
    if len(id.encode()) > MOST_ID_BYTES or re.search(r"[\s:;,'\"{}$]", id):
        complaints.error(where, f"id：“{id}”要短（{MOST_ID_BYTES} 字节以内），不带空格和标点")


def _fit(complaints: Complaints, where: str, name: str, *texts: str) -> None:
    for word in dict.fromkeys(word for text in texts for word in banned_words(text)):
        complaints.error(where, f"{name}：给企业看的文字里不写“{word}”，写看到的事实")


def _top(checklist: Checklist, complaints: Complaints) -> None:
    if not checklist.items:
        complaints.error("", "sections：一项都没有")
    sides = [word.side for word in checklist.verdict_words]
    if sides.count("yes") != 1 or sides.count("no") != 1 or sides.count("na") > 1:
        complaints.error("", "answers：yes 和 no 各写一个，na 最多一个")
    if not 1 <= checklist.card_most <= CARD_MOST:
        complaints.error("", f"card_most：要在 1 到 {CARD_MOST} 之间，现在是 {checklist.card_most}")
    numbers = [item.num for item in checklist.items if item.num]
    if numbers != sorted(numbers):
        complaints.error("", "num：要按表上的顺序从小到大")


def _section(section: Section, complaints: Complaints) -> None:
    ids = [item.id for item in section.items]
    laid = [id for row in section.rows for id in row]
    for id in laid:
        if id not in ids:
            complaints.error(f"组 {section.name}", f"rows：本组没有“{id}”这一项{nearest(id, ids)}")
    if sorted(laid) != sorted(ids) and not set(laid) - set(ids):
        missing = [id for id in ids if laid.count(id) != 1]
        complaints.error(f"组 {section.name}", f"rows：{'、'.join(missing)} 要正好出现一次")


def _item(item: Item, complaints: Complaints) -> None:
    where = place(item)
    _name(complaints, where, item.id)
    _long(complaints, where, "label", item.label, LABEL)
    for reason in item.na_reasons:
        _long(complaints, where, "na_reasons", reason, REASON)
    _twice(complaints, "na_reasons", ((where, reason) for reason in item.na_reasons))
    if len(item.na_reasons) > MOST_REASONS:
        complaints.error(where, f"na_reasons：最多 {MOST_REASONS} 条")
    if item.asked_when is not None and not item.skipped_because:
        complaints.error(where, "skipped_because：有 asked_when 时要写不问的理由")
    _fit(complaints, where, "label", item.label)
    _fit(complaints, where, "na_reasons", item.skipped_because, *item.na_reasons)
    for word in banned_words(item.fix):
        tell = complaints.error if word in NEVER else complaints.warn
        tell(where, f"fix：给企业看的文字里不写“{word}”，写怎么改")


def _sub_choice(item: Item, complaints: Complaints) -> None:
    where = place(item)
    if item.sub_choice and not item.sub_question:
        complaints.error(where, "sub_question：有 sub_choice 时要写怎么问")
    if len(item.sub_choice) > MOST_OPTIONS:
        complaints.error(where, f"sub_choice：最多 {MOST_OPTIONS} 个")
    _twice(complaints, "sub_choice", ((where, option.id) for option in item.sub_choice))
    for option in item.sub_choice:
        _long(complaints, where, "sub_choice.label", option.label, BUTTON)
        _fit(complaints, where, "sub_choice", option.label, option.text)


def _presets(item: Item, complaints: Complaints) -> None:
    where = place(item)
    if len(item.presets) > MOST_PRESETS:
        complaints.error(where, f"presets：最多 {MOST_PRESETS} 条，第六个按钮是“自己写”")
    _twice(complaints, "presets", ((where, preset.id) for preset in item.presets))
    for preset in item.presets:
        _long(complaints, where, "presets.label", preset.label, BUTTON)
        _fit(complaints, where, "presets", preset.label, preset.text)
        blanks = preset.text.count(BLANK)
        if blanks > 1:
            complaints.error(where, f"presets {preset.id}：最多空一处 {BLANK}")
        if bool(blanks) != bool(preset.blank):
            complaints.error(where, f"presets {preset.id}：text 里的 {BLANK} 和 blank 要么都写，要么都不写")
        if preset.id in RESERVED:
            complaints.error(where, f"presets：“{preset.id}”这个 id 另有用处，请换一个")
        if preset.half and item.option(preset.half) is None:
            known = [option.id for option in item.sub_choice]
            say = f"presets {preset.id}：half 里的“{preset.half}”不在 sub_choice 里"
            complaints.error(where, say + nearest(preset.half, known))
        if preset.act is not None and not item.two_step:
            complaints.error(where, f"presets {preset.id}：只有 two_step 的项才写 act")


def _fact(fact: Fact, complaints: Complaints) -> None:
    where = f"事实 {fact.id}"
    _name(complaints, where, fact.id)
    _long(complaints, where, "ask", fact.ask, LABEL)
    if fact.kind == "choice" and not 2 <= len(fact.options) <= MOST_CHOICES:
        complaints.error(where, f"options：choice 要有 2 到 {MOST_CHOICES} 个选项")
    if fact.kind != "choice" and fact.options:
        complaints.error(where, "options：只有 kind: choice 才写选项")
    for option in fact.options:
        _long(complaints, where, "options", option, REASON)
    for option in fact.printed:
        if option not in fact.options:
            complaints.error(where, f"printed：“{option}”不在 options 里{nearest(option, fact.options)}")
    _twice(complaints, "options", ((where, option) for option in fact.options))

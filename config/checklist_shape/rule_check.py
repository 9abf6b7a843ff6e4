"""Checks every condition and rule of a checklist: names exist, values are possible, order is sound.

What decides whether an item is asked may only look at items before it, so that one pass in the form's
order is enough and no circle can arise.
"""

import re

from config.checklist_shape.fields import Complaints, nearest
from rules.banned import banned_words
from rules.checklist import Checklist, Fact, Item
from rules.conditions import AnswerIs, Condition, DetailIs, Either, Every, FactIs, Opposite, references
from rules.cross_rules import CrossRule

_DECIDES = ("skip", "waive", "unverified", "ask", "follow")
_SPEAKS = ("skip", "waive", "unverified", "ask", "follow", "prompt", "same", "note", "no_warning")


def check_rules(checklist: Checklist, complaints: Complaints) -> None:
    """Complain of every condition or rule that cannot work."""
    for item in checklist.items:
        where = f"第{item.num}项 {item.id} asked_when"
        _condition(item.asked_when, checklist, where, complaints)
        _earlier(item.asked_when, (item.id,), checklist, where, complaints)
    for fact in checklist.facts:
        _condition(fact.asked_when, checklist, f"事实 {fact.id} asked_when", complaints)
        _condition(fact.true_when, checklist, f"事实 {fact.id} true_when", complaints)
        if references(fact.true_when).items:
            complaints.error(f"事实 {fact.id}", "true_when：只能看别的事实，不能看答案")
    shown: set[str] = set()
    for rule in checklist.rules:
        _rule(rule, checklist, complaints)
        if rule.effect in ("ask", "prompt", "same"):
            if rule.id in shown:
                say = "同一个 id 只能有一个 ask、prompt 或 same，请另起一个 id"
                complaints.error(f"规则 {rule.id}", say)
            shown.add(rule.id)


def _condition(one: Condition | None, checklist: Checklist, where: str, complaints: Complaints) -> None:
    match one:
        case Every(parts) | Either(parts):
            for part in parts:
                _condition(part, checklist, where, complaints)
        case Opposite(part):
            _condition(part, checklist, where, complaints)
        case FactIs(name, values):
            known = checklist.fact(name)
            if known is None:
                near = nearest(name, [fact.id for fact in checklist.facts])
                complaints.error(where, f"没有声明事实“{name}”{near}")
            else:
                _fact_values(known, values, where, complaints)
        case AnswerIs(name, _):
            _known_item(name, checklist, where, complaints)
        case DetailIs():
            item = _known_item(one.item, checklist, where, complaints)
            if item is not None:
                _detail_values(one, item, where, complaints)
        case None:
            pass


def _known_item(name: str, checklist: Checklist, where: str, complaints: Complaints) -> Item | None:
    ids = [item.id for item in checklist.items]
    if name in ids:
        return checklist.item(name)
    complaints.error(where, f"没有“{name}”这一项{nearest(name, ids)}")
    return None


def _fact_values(fact: Fact, values: tuple[str | bool, ...], where: str, complaints: Complaints) -> None:
    for value in values:
        if fact.kind == "bool" and not isinstance(value, bool):
            complaints.error(where, f"{fact.id} 是有或没有，只能写 true 或 false，现在是“{value}”")
        if fact.kind == "choice" and value not in fact.options:
            near = nearest(value, fact.options)
            complaints.error(where, f"{fact.id} 没有“{value}”这个选项{near}")


def _detail_values(one: DetailIs, item: Item, where: str, complaints: Complaints) -> None:
    known = [option.id for option in item.sub_choice]
    for value in one.values:
        if one.detail == "half" and value not in known:
            complaints.error(where, f"{item.id} 的 sub_choice 里没有“{value}”{nearest(value, known)}")
        if one.detail == "act" and not isinstance(value, bool):
            complaints.error(where, f"act 只能是 true 或 false，现在是“{value}”")
    if one.detail == "act" and not item.two_step:
        complaints.error(where, f"{item.id} 不是 two_step，没有 act 可看")


def _earlier(
    one: Condition | None, items: tuple[str, ...], checklist: Checklist, where: str, complaints: Complaints
) -> None:
    order = {item.id: n for n, item in enumerate(checklist.items)}
    for seen in sorted(references(one).items & set(order)):
        late = [item for item in items if item in order and order[seen] >= order[item]]
        if late:
            complaints.error(where, f"只能看前面的项，“{seen}”不在 {'、'.join(late)} 之前")


def _rule(rule: CrossRule, checklist: Checklist, complaints: Complaints) -> None:
    where = f"规则 {rule.id} {rule.effect}"
    _condition(rule.when, checklist, where, complaints)
    if rule.effect in _DECIDES:
        _earlier(rule.when, rule.items, checklist, where, complaints)
    if rule.effect in _SPEAKS and not rule.say:
        complaints.error(where, "say：要写给人看的话")
    if rule.effect == "merge":
        _known_item(rule.into, checklist, f"{where} into", complaints)
    elif rule.into:
        complaints.error(where, "into：只有 merge 才写")
    if rule.effect == "prompt" and len(rule.items) > 1:
        complaints.error(where, "一条 prompt 只指一项；要指几项请写几条规则")
    if rule.effect == "same" and len(rule.items) < 2:
        complaints.error(where, "same 至少写两项")
    _half(rule, checklist, where, complaints)
    _line(rule, checklist, where, complaints)


def _half(rule: CrossRule, checklist: Checklist, where: str, complaints: Complaints) -> None:
    if rule.half and rule.effect != "follow":
        complaints.error(where, "half：只有 follow 才写")
    for id in rule.items if rule.effect == "follow" else ():
        item = checklist.item(id)
        if item.sub_choice and item.option(rule.half) is None:
            complaints.error(where, f"half：要写 {id} 的 sub_choice 里的一个")


def _line(rule: CrossRule, checklist: Checklist, where: str, complaints: Complaints) -> None:
    known = {"items", *(fact.id for fact in checklist.facts)}
    for name in re.findall(r"\{(\w+)\}", rule.line):
        if name not in known:
            complaints.error(where, f"line：不认识 {{{name}}}{nearest(name, known)}")
    for word in banned_words(rule.line):
        complaints.error(where, f"line：会印在表上，不写“{word}”")

"""Conditions as data, over declared facts and over answers already given, in three-valued logic.

A condition holds, does not hold, or is not yet known (None): what nobody has said is never taken for a
no. Conditions are frozen values made from plain mappings by `parse`; they run no code of their own.

    {all: [...]}   {any: [...]}   {not: ...}
    {fact: tier, in: [重点管理, 简化管理]}   {fact: new_project, is: true}
    {answer: has_permit, is: hazard}         {answer: has_permit, is: [clear, unverified]}
    {half: ledger_truthful, is: fabricated}  {act: facility_abnormal_risk, is: true}
    {intent: facility_abnormal_risk, is: deliberate}
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from rules.marks import Facts, Mark, Marks, Verdict

Detail = Literal["half", "act", "intent"]
_DETAILS: dict[str, Detail] = {"half": "half", "act": "act", "intent": "intent"}
_HEADS = ("all", "any", "not", "fact", "answer", *_DETAILS)


class ConditionError(ValueError):
    """A condition is written wrongly. `where` names the place, `say` what to change."""

    def __init__(self, where: str, say: str) -> None:
        super().__init__(f"{where}：{say}")
        self.where = where
        self.say = say


@dataclass(frozen=True, slots=True)
class FactIs:
    """The fact has one of these values."""

    fact: str
    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """The item was answered with one of these verdicts."""

    item: str
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class DetailIs:
    """The item is a hazard and this detail of its mark has one of these values."""

    item: str
    detail: Detail
    values: tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Opposite:
    """The part does not hold."""

    part: "Condition"


Condition = FactIs | AnswerIs | DetailIs | Every | Either | Opposite


def holds(condition: Condition, facts: Facts, marks: Marks) -> bool | None:
    """True, False, or None where it depends on something not yet known."""
    match condition:
        case FactIs(fact, values):
            known = facts.get(fact)
            return None if known is None else known in values
        case AnswerIs(item, verdicts):
            mark = marks.get(item)
            if mark is None or mark.verdict is Verdict.UNANSWERED:
                return None
            return mark.verdict in verdicts
        case DetailIs():
            return _detail_is(condition, marks.get(condition.item))
        case Every(parts):
            return _every(holds(part, facts, marks) for part in parts)
        case Either(parts):
            opposite = _every(_inverse(holds(part, facts, marks)) for part in parts)
            return _inverse(opposite)
        case Opposite(part):
            return _inverse(holds(part, facts, marks))


def _inverse(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _every(truths: Iterable[bool | None]) -> bool | None:
    """False as soon as one is False; otherwise None if one is not known."""
    sure = True
    for truth in truths:
        if truth is False:
            return False
        sure = sure and truth is True
    return True if sure else None


def _detail_is(condition: DetailIs, mark: Mark | None) -> bool | None:
    if mark is None or mark.verdict is Verdict.UNANSWERED:
        return None
    if mark.verdict is not Verdict.HAZARD:
        return False
    value: str | bool | None = getattr(mark, condition.detail)
    return None if value is None or value == "" else value in condition.values


def unknown_facts(condition: Condition, facts: Facts, marks: Marks) -> frozenset[str]:
    """The facts that could still decide this condition; empty where it is decided already."""
    if holds(condition, facts, marks) is not None:
        return frozenset()
    match condition:
        case FactIs(fact, _):
            return frozenset((fact,))
        case Every(parts) | Either(parts):
            return frozenset().union(*(unknown_facts(part, facts, marks) for part in parts))
        case Opposite(part):
            return unknown_facts(part, facts, marks)
        case _:
            return frozenset()


@dataclass(frozen=True, slots=True)
class References:
    """The facts and the items a condition looks at."""

    facts: frozenset[str]
    items: frozenset[str]


def references(condition: Condition | None) -> References:
    """What a condition looks at, so that a reader can check that all of it is declared."""
    match condition:
        case None:
            return References(frozenset(), frozenset())
        case FactIs(fact, _):
            return References(frozenset((fact,)), frozenset())
        case AnswerIs(item, _) | DetailIs(item, _, _):
            return References(frozenset(), frozenset((item,)))
        case Every(parts) | Either(parts):
            seen = [references(part) for part in parts]
        case Opposite(part):
            seen = [references(part)]
    return References(
        frozenset().union(*(one.facts for one in seen)), frozenset().union(*(one.items for one in seen))
    )


def parse(data: object, where: str) -> Condition:
    """Read a condition from plain mappings and lists. Raises ConditionError naming `where`."""
    if not isinstance(data, Mapping):
        raise ConditionError(where, "条件要写成 {…: …}，例如 {fact: tier, in: [重点管理]}")
    heads = [head for head in _HEADS if head in data]
    if len(heads) != 1:
        raise ConditionError(where, _unclear(data))
    head = heads[0]
    if head in ("all", "any"):
        _only(data, (head,), where)
        parts = tuple(parse(part, f"{where}.{head}[{n}]") for n, part in enumerate(_list(data[head], where)))
        return Every(parts) if head == "all" else Either(parts)
    if head == "not":
        _only(data, ("not",), where)
        return Opposite(parse(data["not"], f"{where}.not"))
    _only(data, (head, "is", "in"), where)
    name = data[head]
    if not isinstance(name, str) or not name:
        raise ConditionError(where, f"{head} 后面要写名字")
    values = _values(data, where)
    if head == "fact":
        return FactIs(name, values)
    if head == "answer":
        return AnswerIs(name, tuple(_verdict(value, where) for value in values))
    return DetailIs(name, _DETAILS[head], values)


def _unclear(data: Mapping[object, object]) -> str:
    heads = [head for head in _HEADS if head in data]
    if heads:
        return f"{'、'.join(heads)} 不能写在一起，只能用其中一个开头"
    for key in data:
        if close := difflib.get_close_matches(str(key), _HEADS, 1):
            return f"不认识“{key}”，是不是“{close[0]}”？"
    return f"条件要以 {'、'.join(_HEADS)} 其中一个开头"


def _only(data: Mapping[object, object], allowed: tuple[str, ...], where: str) -> None:
    for key in data:
        if key not in allowed:
            raise ConditionError(where, f"这里不能写“{key}”，可以写 {'、'.join(allowed)}")


def _list(data: object, where: str) -> list[object]:
    if not isinstance(data, list) or not data:
        raise ConditionError(where, "后面要跟一个不空的列表")
    return data


def _values(data: Mapping[object, object], where: str) -> tuple[str | bool, ...]:
    if ("is" in data) == ("in" in data):
        raise ConditionError(where, "要写 is: 某个值，或者 in: [几个值]")
    given = data["is"] if "is" in data else _list(data["in"], where)
    values = given if isinstance(given, list) else [given]
    if not values:
        raise ConditionError(where, "后面至少要写一个值")
    for value in values:
        if not isinstance(value, str | bool):
            raise ConditionError(where, f"值要写成文字或 true/false，现在是“{value}”")
    return tuple(values)


def _verdict(value: str | bool, where: str) -> Verdict:
    try:
        return Verdict(str(value))
    except ValueError:
        known = [verdict.value for verdict in Verdict]
        close = difflib.get_close_matches(str(value), known, 1)
        hint = f"是不是“{close[0]}”？" if close else f"可以写 {'、'.join(known)}"
        raise ConditionError(where, f"不认识答案“{value}”，{hint}") from None

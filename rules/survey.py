"""Goes through a checklist once, in the form's order: what is asked now, and what each answer amounts to.

Answers to items that do not apply are put aside before anything later looks at them, so that one turned
tier never leaves a hazard behind. It never answers an item a person has not answered, except where a
declared rule says so, and then the rule's own words are the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TypeVar

from rules.checklist import Checklist, Item
from rules.conditions import holds
from rules.cross_rules import CrossRule
from rules.kept import Kept
from rules.marks import UNANSWERED, Facts, FactValue, Mark, Marks, Verdict

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands now.

    `asked` None: not decided yet (it hangs on an answer or a fact still to come); show it until it is.
    `reason` says why it is not asked, or why it cannot be verified; `line` is the rule's own sentence for
    结论 in place of 不适用. `unverifiable`: it can be found a hazard but not clear. `must`: it wants an
    answer of its own (a mark with `explicit`).
    """

    asked: bool | None
    reason: str = ""
    unverifiable: bool = False
    must: bool = False
    line: str = ""


ASKED, UNDECIDED = Standing(True), Standing(None)


@dataclass(frozen=True, slots=True)
class Survey:
    """All standings, and what the answers amount to.

    `facts` includes what follows from other facts; `settled` is a mark for every item, fit for printing
    and counting; `followed` are the hazards a rule added, with that rule. `decided` keeps the truth of
    rules once known: answers before an item never change later, so a decided condition stays decided.
    """

    facts: dict[str, FactValue]
    standing: dict[str, Standing]
    settled: dict[str, Mark]
    followed: dict[str, CrossRule]
    decided: dict[int, bool]


_SURVEYS: Kept[Survey] = Kept(1024)
"""Some 10 KB each. A replay asks for the same ones as the replay before it."""


def survey(checklist: Checklist, facts: Facts, marks: Marks) -> Survey:
    """Go through all items. An item's conditions see the facts and the settled answers before it.

    What is returned is shared with later callers: read it, never change it. It is found again for the same
    mark objects (rules.marks.same), which costs far less than comparing two hundred of them.
    """
    given = tuple(marks.values())
    key = (id(checklist), tuple(facts.items()), tuple(marks), tuple(map(id, given)))
    kept = _SURVEYS.get(key)
    return kept[1] if kept else _SURVEYS.keep(key, (checklist, given), _go_through(checklist, facts, marks))


def of_survey(work: Callable[[Checklist, Survey], T]) -> Callable[[Checklist, Facts, Marks], T]:
    """What is worked out from a survey, as a function of the answers; once for each survey."""
    found: Kept[T] = Kept(1024)

    @wraps(work)
    def asked(checklist: Checklist, facts: Facts, marks: Marks) -> T:
        seen = survey(checklist, facts, marks)
        kept = found.get(id(seen))
        return kept[1] if kept else found.keep(id(seen), seen, work(checklist, seen))

    return asked


def _go_through(checklist: Checklist, facts: Facts, marks: Marks) -> Survey:
    seen = Survey(with_implied(checklist, facts), {}, {}, {}, {})
    for item in checklist.items:
        given = marks.get(item.id, UNANSWERED)
        where = _standing(checklist, item, given, seen)
        seen.standing[item.id] = where
        mark = _settled(item, where, given)
        rule = _followed(checklist, item, mark, where, seen)
        if rule is not None:
            seen.followed[item.id] = rule
            mark = Mark(Verdict.HAZARD, reason=rule.say, half=rule.half)
        seen.settled[item.id] = mark
    return seen


def with_implied(checklist: Checklist, facts: Facts) -> dict[str, FactValue]:
    """The facts, with those that hold because others do. What follows wins over what is on file."""
    known = dict(facts)
    for fact in checklist.facts:
        if fact.true_when is not None and holds(fact.true_when, known, {}):
            known[fact.id] = True
    return known


def _standing(checklist: Checklist, item: Item, given: Mark, seen: Survey) -> Standing:
    undecided = False
    for rule in checklist.stopping(item.id):
        truth = _truth(rule, seen)
        if truth and not (rule.effect == "waive" and given.verdict is Verdict.HAZARD):
            return Standing(False, rule.say, line=rule.line)
        undecided = undecided or truth is None
    if item.asked_when is not None:
        truth = holds(item.asked_when, seen.facts, seen.settled)
        if truth is False:
            return Standing(False, item.skipped_because)
        undecided = undecided or truth is None
    bar = _first(checklist.touching(item.id, "unverified"), seen)
    must = _first(checklist.touching(item.id, "ask"), seen) is not None
    if bar is None and not must:
        return UNDECIDED if undecided else ASKED
    return Standing(
        asked=None if undecided else True,
        reason=bar.say if bar else "",
        unverifiable=bar is not None,
        must=must,
    )


def _first(rules: tuple[CrossRule, ...], seen: Survey) -> CrossRule | None:
    """The first of the rules that holds."""
    for rule in rules:
        if _truth(rule, seen):
            return rule
    return None


def _truth(rule: CrossRule, seen: Survey) -> bool | None:
    if rule.when is None:
        return True
    known = seen.decided.get(id(rule))
    if known is not None:
        return known
    truth = holds(rule.when, seen.facts, seen.settled)
    if truth is not None:
        seen.decided[id(rule)] = truth
    return truth


def _settled(item: Item, where: Standing, given: Mark) -> Mark:
    """What the answer amounts to: never more than what was said, never 未发现 where it cannot be known."""
    if where.asked is False:
        return Mark(Verdict.NOT_APPLICABLE, reason=where.reason)
    if given.verdict is Verdict.NOT_APPLICABLE and not given.reason:
        given = UNANSWERED
    match given.verdict:
        case Verdict.HAZARD:
            option = item.option(given.half)
            if option is None or not option.pending:
                return given
            return replace(given, verdict=Verdict.UNVERIFIED, reason=option.text or option.label)
        case Verdict.CLEAR | Verdict.UNANSWERED if where.unverifiable:
            return replace(given, verdict=Verdict.UNVERIFIED, reason=where.reason)
        case Verdict.CLEAR if where.must and not given.explicit:
            return UNANSWERED
        case _:
            return given


def _followed(
    checklist: Checklist, item: Item, mark: Mark, where: Standing, seen: Survey
) -> CrossRule | None:
    """The rule that makes this item a hazard because of another answer; a person's reason stands."""
    rules = checklist.touching(item.id, "follow") if where.asked is not False else ()
    rule = _first(rules, seen)
    if rule is None or mark.verdict in (Verdict.CLEAR, Verdict.UNANSWERED):
        return rule
    settled_before = mark.verdict is Verdict.HAZARD and mark.reason == rule.say
    return rule if settled_before else None

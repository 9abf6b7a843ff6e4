"""What the answers to a checklist amount to: what is asked, what must be known, what counts, what prints.

Pure functions over (checklist, facts, marks). A prompt never ticks anything, an unanswered item never
gets a box, and nothing here knows a penalty or picks a measure.
"""

from dataclasses import dataclass
from typing import Literal

from rules.checklist import Checklist, Fact, Item
from rules.conditions import Condition, holds, unknown_facts
from rules.cross_rules import CrossRule
from rules.form_lines import na_lines, unverified_lines
from rules.marks import Facts, Mark, Marks, Verdict
from rules.survey import Standing, Survey, of_survey, survey

__all__ = [
    "Box", "Facts", "Gap", "Mark", "Marks", "ProblemGroup", "Prompt", "Standing", "Verdict", "box", "boxes",
    "facts_needed", "gaps", "na_lines", "needs_leader", "problems", "prompts", "settled", "standing",
    "unverified_lines", "warning_blocked",
]  # fmt: skip

Box = Literal["yes", "no", "na", "blank"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to point out. `item` is the item to look at again, '' for the whole sheet."""

    rule: str
    item: str
    say: str


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Hazards that count as one problem. `lead` is the item it is counted under, `rules` say why."""

    items: tuple[str, ...]
    lead: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """An answer still missing. what: verdict, half (the sub-choice) or act (risk or committed act)."""

    item: str
    what: Literal["verdict", "half", "act"]


def standing(checklist: Checklist, facts: Facts, marks: Marks) -> dict[str, Standing]:
    """Item id → where it stands now. `asked is False` is the only no: None must still be shown.

    Shared with later callers: read it, never change it.
    """
    return survey(checklist, facts, marks).standing


def settled(checklist: Checklist, facts: Facts, marks: Marks) -> dict[str, Mark]:
    """Item id → the mark to print, count and store, for every item of the checklist.

    What does not apply is not_applicable with its reason, what could not be verified is never clear,
    what nobody answered is unanswered.
    """
    return dict(survey(checklist, facts, marks).settled)


@of_survey
def facts_needed(checklist: Checklist, seen: Survey) -> tuple[Fact, ...]:
    """The facts not known yet that still decide something, in the file's order.

    A fact waits until those it hangs on are known, so ask, and call again.
    """
    live: set[str] = set()
    for item in checklist.items:
        if seen.standing[item.id].asked is None:
            live |= _open_facts(_deciding(checklist, item), seen)
    for rule in checklist.rules:
        reaches = any(seen.standing[item].asked is not False for item in rule.items) or not rule.items
        if rule.when is not None and rule.effect not in ("skip", "waive") and reaches:
            live |= _open_facts([rule.when], seen)
    return tuple(f for f in checklist.facts if f.id in live and f.kind != "text" and _due(f, seen))


def _deciding(checklist: Checklist, item: Item) -> list[Condition]:
    own = [item.asked_when] if item.asked_when is not None else []
    return own + [rule.when for rule in checklist.stopping(item.id) if rule.when is not None]


def _open_facts(conditions: list[Condition], seen: Survey) -> set[str]:
    return {fact for one in conditions for fact in unknown_facts(one, seen.facts, seen.settled)}


def _due(fact: Fact, seen: Survey) -> bool:
    """Not before the facts it hangs on are known, not where it follows or makes no sense."""
    hangs = [one for one in (fact.asked_when, fact.true_when) if one is not None]
    if _open_facts(hangs, seen):
        return False
    return fact.asked_when is None or holds(fact.asked_when, seen.facts, seen.settled) is not False


@of_survey
def prompts(checklist: Checklist, seen: Survey) -> tuple[Prompt, ...]:
    """What to point out now. Not shown: an item that is a hazard already, or does not apply."""
    same = checklist.having("same")
    groups = _groups(checklist, seen) if same else ()
    shown = [_must_answer(rule, seen) for rule in checklist.having("ask")]
    shown += [_prompt(rule, seen) for rule in checklist.having("prompt")]
    shown += [_perhaps_same(rule, seen, groups) for rule in same]
    return tuple(prompt for prompt in shown if prompt is not None)


def _prompt(rule: CrossRule, seen: Survey) -> Prompt | None:
    if rule.when is not None and not holds(rule.when, seen.facts, seen.settled):
        return None
    item = rule.items[0] if rule.items else ""
    if item and (_is_hazard(seen, item) or seen.standing[item].asked is False):
        return None
    return Prompt(rule.id, item, rule.say)


def _must_answer(rule: CrossRule, seen: Survey) -> Prompt | None:
    """The first item that the rule wants answered by itself and that is not."""
    if rule.when is not None and not holds(rule.when, seen.facts, seen.settled):
        return None
    waiting = [item for item in rule.items if seen.standing[item].asked is not False]
    waiting = [item for item in waiting if seen.settled[item].verdict is Verdict.UNANSWERED]
    return Prompt(rule.id, waiting[0], rule.say) if waiting else None


def _perhaps_same(rule: CrossRule, seen: Survey, groups: tuple[ProblemGroup, ...]) -> Prompt | None:
    hits = [item for item in rule.items if _is_hazard(seen, item)]
    if len(hits) < 2 or any(set(hits) <= set(group.items) for group in groups):
        return None
    return Prompt(rule.id, hits[-1], rule.say)


@of_survey
def problems(checklist: Checklist, seen: Survey) -> tuple[ProblemGroup, ...]:
    """The problems found, each counted once: merged by rule, or by the person's `same_as` (X10)."""
    return _groups(checklist, seen)


def _is_hazard(seen: Survey, item: str) -> bool:
    mark = seen.settled.get(item)
    return mark is not None and mark.verdict is Verdict.HAZARD


def _groups(checklist: Checklist, seen: Survey) -> tuple[ProblemGroup, ...]:
    hits = [item.id for item in checklist.items if _is_hazard(seen, item.id)]
    home = {item: item for item in hits}
    why: dict[str, list[str]] = {}
    for rule in checklist.having("merge"):
        if rule.into in home and (rule.when is None or holds(rule.when, seen.facts, seen.settled)):
            for item in (one for one in rule.items if one in home):
                _join(home, item, rule.into)
                why.setdefault(rule.into, []).append(rule.id)
    for item in hits:
        other = seen.settled[item].same_as
        if other in home:
            _join(home, item, other)
    groups: dict[str, list[str]] = {}
    for item in hits:
        groups.setdefault(home[item], []).append(item)
    return tuple(_group(lead, members, why) for lead, members in groups.items())


def _join(home: dict[str, str], item: str, into: str) -> None:
    """Everything counted with `item` is now counted with `into`."""
    old, new = home[item], home[into]
    for one, lead in home.items():
        if lead == old:
            home[one] = new


def _group(lead: str, members: list[str], why: dict[str, list[str]]) -> ProblemGroup:
    rules = tuple(dict.fromkeys(rule for item in members for rule in why.get(item, ())))
    return ProblemGroup(tuple(members), lead, rules)


def needs_leader(checklist: Checklist, facts: Facts, marks: Marks) -> tuple[str, ...]:
    """Hazards whose sub-choice forces the leader's gate (编造)."""
    final = settled(checklist, facts, marks)
    chosen = {item.id: item.option(final[item.id].half) for item in checklist.items}
    return tuple(id for id, o in chosen.items() if o and o.leader and final[id].verdict is Verdict.HAZARD)


@of_survey
def warning_blocked(checklist: Checklist, seen: Survey) -> str:
    """Why no warning notice may come of this sheet, '' where it may."""
    for rule in checklist.having("no_warning"):
        if rule.when is None or holds(rule.when, seen.facts, seen.settled):
            return rule.say
    return ""


@of_survey
def gaps(checklist: Checklist, seen: Survey) -> tuple[Gap, ...]:
    """What is still missing before the form may be confirmed. Empty means complete."""
    missing: list[Gap] = []
    for item in checklist.items:
        mark = seen.settled[item.id]
        if mark.verdict is Verdict.UNANSWERED:
            missing.append(Gap(item.id, "verdict"))
        if mark.verdict is not Verdict.HAZARD or item.id in seen.followed:
            continue
        if item.sub_choice and not mark.half:
            missing.append(Gap(item.id, "half"))
        if item.two_step and mark.act is None:
            missing.append(Gap(item.id, "act"))
    return tuple(missing)


def box(item: Item, mark: Mark, has_na_box: bool = False) -> Box:
    """Which box prints for a settled mark: a hazard its side, clear the other, anything else none.

    With a third box on the paper, not applicable ticks that one.
    """
    option = item.option(mark.half)
    match mark.verdict:
        case Verdict.HAZARD if option is None or not option.pending:
            return item.hazard_when
        case Verdict.CLEAR:
            return "no" if item.hazard_when == "yes" else "yes"
        case Verdict.NOT_APPLICABLE if has_na_box:
            return "na"
        case _:
            return "blank"


def boxes(checklist: Checklist, facts: Facts, marks: Marks) -> dict[str, Box]:
    """Item id → its box, for every item: settled first, so that nothing prints that does not apply."""
    final = settled(checklist, facts, marks)
    return {item.id: box(item, final[item.id], checklist.has_na_box) for item in checklist.items}

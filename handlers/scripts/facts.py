"""企业情况: the facts that decide which items apply, ticked where they hold, or chosen.

What is on file is shown with the head and confirmed there; it is asked again, ticked beforehand, where
something else is not known or somebody says that it changed. Nothing is taken over unseen.
"""

from itertools import count

from bot.script import Ask, Choice, Part, Pick, Picker, TickOff, about
from handlers.scripts.brief import Answers, Brief
from handlers.scripts.not_applicable import NONE
from rules.assessment import facts_needed
from rules.checklist import Fact

MOST_TICKS, MOST_PICKS = 19, 3
"""Facts on one card: twenty options with 以上都没有, three drop-downs."""


def facts_known(brief: Brief, answers: Answers, again: bool) -> Part:
    """Everything the items hang on. `again`: somebody said at the head that it changed."""
    on_file = {key: holds for key, holds in brief.facts.known.items() if key in answers.facts}
    if again or _needed(brief, answers):
        for fact in on_file:
            del answers.facts[fact]
    for turn in count(1):
        needed = _needed(brief, answers)
        ticks = [fact for fact in needed if fact.kind == "bool"][:MOST_TICKS]
        picks = [fact for fact in needed if fact.kind == "choice"][:MOST_PICKS]
        if ticks:
            answers.facts.update((yield from _ticked(turn, ticks, on_file)))
        elif picks:
            answers.facts.update((yield from _picked(turn, picks)))
        else:
            answers.facts |= {fact: holds for fact, holds in on_file.items() if fact not in answers.facts}
            return


def _needed(brief: Brief, answers: Answers) -> tuple[Fact, ...]:
    return facts_needed(brief.checklist, answers.facts, answers.marks)


def _ticked(turn: int, facts: list[Fact], on_file: dict[str, bool]) -> Part:
    options = tuple(Choice(f.id, f.ask, also=(str(n),)) for n, f in enumerate(facts, 1))
    known = tuple(f.id for f in facts if on_file.get(f.id))
    ticked: list[str] = yield Ask(
        key=f"facts.{turn}",
        title="这家有下面哪些情况？",
        note="有的勾上，没勾的按没有记" + ("；记过的已先勾好" if known else ""),
        form=TickOff((*options, Choice(NONE, "以上都没有")), "确定", NONE, known),
        about=about([f.id for f in facts]),
        alias=("情况", f"情况{turn}"),
    )
    return {f.id: f.id in ticked for f in facts}


def _picked(turn: int, facts: list[Fact]) -> Part:
    def picker(fact: Fact) -> Picker:
        options = tuple(Choice(one, one) for one in fact.options)
        return Picker(fact.id, fact.ask, (Choice("", "请选择"), *options))

    picked: dict[str, str] = yield Ask(
        key=f"facts.{turn}",
        title="这家是下面哪种情况？",
        note="请逐个选",
        form=Pick(tuple(picker(fact) for fact in facts)),
        about=about([f.id for f in facts]),
        alias=("情况", f"情况{turn}"),
    )
    return picked

"""What a person has answered to one item of a checklist, and the facts known about a firm.

Plain values. Nothing here decides anything, and an answer nobody gave is never made up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FactValue = str | bool | None
Facts = Mapping[str, FactValue]
"""Fact id → what is known: a choice, yes or no, or None (or no entry at all) for not known."""


class Verdict(StrEnum):
    """What was found at one item. Polarity is the item's business: a hazard may be a 是 or a 否."""

    CLEAR = "clear"
    HAZARD = "hazard"
    NOT_APPLICABLE = "not_applicable"
    UNVERIFIED = "unverified"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Mark:
    """The answer to one item.

    `reason` says why it does not apply or could not be verified. `half` is the id of the sub-choice of a
    double-barrelled item. `act` tells a committed act or its traces (True) from a mere risk (False); None
    where nobody was asked. `intent` is the gate's answer, '' before it. `same_as` names another item this
    hazard is the same fact as (X10). `explicit` means that this item was answered by itself, not by
    「本组没有问题」 of its section.
    """

    verdict: Verdict
    reason: str = ""
    half: str = ""
    act: bool | None = None
    intent: str = ""
    same_as: str = ""
    explicit: bool = False


Marks = Mapping[str, Mark]

UNANSWERED = Mark(Verdict.UNANSWERED)

MOST_KEPT = 4096
_known: dict[Mark, Mark] = {}


def same(mark: Mark) -> Mark:
    """The one object that stands for all equal marks, so that they are found without being compared."""
    if len(_known) >= MOST_KEPT:
        _known.clear()
    return _known.setdefault(mark, mark)


CLEAR, CLEAR_ALONE = same(Mark(Verdict.CLEAR)), same(Mark(Verdict.CLEAR, explicit=True))
"""未发现问题, by the section's 「本组没有问题」 and by an answer of its own."""

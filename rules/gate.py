"""The gate: 「除有主观过错且已造成污染后果的违法行为之外，发放预警提示单」 (三、行动方式（三）).

Two limbs, asked of people and joined by AND. An unknown limb holds the notice for a leader. Nothing is
inferred from text, nothing here is shown to the enterprise, and a suspected crime is handed over whatever
the answer is (国务院令310号 第3、11条).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rules.labels import Labelled


class Intent(Labelled):
    """主观过错. The bureau means deliberate conduct; 过失 is fault in law too, so a leader sees it.

    NOT_DELIBERATE is what the one tap for the harmless case says, and says no more than that.
    """

    DELIBERATE = "deliberate", "故意"
    NEGLIGENT = "negligent", "过失"
    NONE = "none", "无过错有证据"
    NOT_DELIBERATE = "not_deliberate", "不是故意"
    UNCLEAR = "unclear", "说不清"


class Consequence(Labelled):
    """污染后果."""

    CAUSED = "caused", "已造成污染"
    NONE = "none", "未造成污染"
    UNCLEAR = "unclear", "说不清"


class Outcome(Labelled):
    """What the gate says of the notice."""

    RELEASE = "release", "可以发预警提示单"
    LEADER = "leader", "由队领导定"
    TRANSFER = "transfer", "转查处"


Mode = Literal["on_the_spot", "always_leader", "one_officer"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The answers to one hazard. `act`: an act or its traces, no mere risk. `leader`: 编造 and the like."""

    intent: Intent
    consequence: Consequence
    act: bool = False
    leader: bool = False


@dataclass(frozen=True, slots=True)
class GateDecision:
    """The outcome and why, for staff. `harmless`: all clear, nothing deliberate, nothing caused."""

    outcome: Outcome
    why: tuple[str, ...]
    harmless: bool


def decide(findings: Iterable[Finding]) -> GateDecision:
    """The strictest hazard decides. Raises ValueError for none at all: an empty notice is never issued."""
    every = tuple(findings)
    if not every:
        raise ValueError("a notice has at least one hazard")
    judged = [_judge(one) for one in every]
    outcome = max((one for one, _ in judged), key=_STRICTNESS.index)
    why = dict.fromkeys(reason for one, reason in judged if one is outcome)
    return GateDecision(outcome, tuple(why), outcome is Outcome.RELEASE and all(map(_harmless, every)))


_STRICTNESS = (Outcome.RELEASE, Outcome.LEADER, Outcome.TRANSFER)


def _judge(one: Finding) -> tuple[Outcome, str]:
    caused = one.consequence is Consequence.CAUSED
    if one.intent is Intent.DELIBERATE and caused:
        return Outcome.TRANSFER, "故意，且已造成污染后果"
    if one.intent is Intent.UNCLEAR or one.consequence is Consequence.UNCLEAR:
        return Outcome.LEADER, "是否故意、有没有造成污染还说不清"
    if one.intent in (Intent.NEGLIGENT, Intent.NOT_DELIBERATE) and caused:
        return Outcome.LEADER, f"{one.intent.label}，且已造成污染后果"
    if one.leader:
        return Outcome.LEADER, "涉及编造，要由队领导定"
    return Outcome.RELEASE, "没有同时具备故意和污染后果"


def _harmless(one: Finding) -> bool:
    return one.intent is not Intent.DELIBERATE and one.consequence is Consequence.NONE


Hand = Literal["filer", "second_officer", "leader", "nobody"]


def needed_hand(decision: GateDecision, mode: Mode) -> Hand:
    """Whose tap releases the notice. On the spot only where every answer is clear and harmless."""
    if decision.outcome is Outcome.TRANSFER:
        return "nobody"
    if decision.outcome is Outcome.LEADER or mode == "always_leader" or not decision.harmless:
        return "leader"
    return "filer" if mode == "one_officer" else "second_officer"


@dataclass(frozen=True, slots=True)
class Releaser:
    """Who taps: staff id, whether a listed 执法人员 of the visit, whether a leader or his deputy."""

    id: str
    listed_officer: bool
    leader: bool


def release_refused(
    decision: GateDecision, mode: Mode, filed_by: str, answered_by: frozenset[str], tapper: Releaser
) -> str:
    """Why this person may not release the notice, '' if he may. Ids are staff ids.

    Nobody approves his own answer to the gate: neither a second officer nor a leader who gave one of the
    answers may. `one_officer` is the bureau's choice to need no approval where everything is harmless.
    """
    hand = needed_hand(decision, mode)
    if hand == "nobody":
        return "这次故意且已造成污染，不发预警提示单，请转查处。"
    if hand == "filer":
        return "" if tapper.listed_officer or tapper.leader else "请由这次检查的执法人员出单。"
    if tapper.id in answered_by | {filed_by}:
        return "自己填的判断要由另一位来定，请转给同去的执法人员或队领导。"
    if tapper.leader:
        return ""
    if hand == "leader":
        return "这次要由队领导定，请转给队领导。"
    return "" if tapper.listed_officer else "请由这次同去的另一位执法人员点同意。"

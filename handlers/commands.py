"""What scripts hand over: one frozen command each, carried out by the use-case of the same name.

Plain values only, so that a script stays pure and a command can be compared and hashed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardDraft:
    """One 隐患（问题）as the inspector described it. `problem` groups those that count as one.

    `intent` and `consequence` are rules.gate values, '' where nobody needed to ask. `leader`: 编造 and
    the like, which a leader always sees.
    """

    item: str
    number: int
    text: str
    half: str = ""
    act: bool = False
    fixed: bool = False
    leader: bool = False
    intent: str = ""
    consequence: str = ""
    problem: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """Everything one inspection found, ready to be filed.

    scope: full (all sections) | hazards (其他 enterprises, hazards only) | closed (关闭) | record (other
    sources). `marks` is item id → {verdict, reason, half}. `gate` is none | release | leader | transfer.
    """

    enterprise: int
    source: str
    scope: str
    header: dict[str, str]
    production: str
    tier: str
    facts: dict[str, Any]
    marks: dict[str, dict[str, str]]
    hazards: tuple[HazardDraft, ...]
    gate: str
    days: int | None
    conclusion: str
    staff: tuple[str, ...]
    visited_on: date


_DRAFT: TypeAdapter[VisitDraft] = TypeAdapter(VisitDraft)


def dump_draft(draft: VisitDraft) -> dict[str, Any]:
    """A draft as JSON, for keeping."""
    return dict(_DRAFT.dump_python(draft, mode="json"))


def load_draft(stored: Mapping[str, Any]) -> VisitDraft:
    """A kept draft."""
    return _DRAFT.validate_python(stored)


@dataclass(frozen=True, slots=True)
class StartInspection:
    """Open the inspection of an enterprise for its finder. `reason` says why a second visit is made, `given`
    (key, value, about) is what the card that led here already answered.

    `checklist` is the form's key, '' where nobody was asked for it.
    """

    enterprise: int
    reason: str = ""
    checklist: str = ""
    given: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class JoinInspection:
    """Sit down at a colleague's open inspection, or take it over."""

    sheet: str
    take_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEnterprise:
    """A firm the register does not have: add it, flagged 非对象, and inspect it."""

    name: str
    uscc: str
    no_code_because: str = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The person wanted nothing after all."""

    say: str = ""


@dataclass(frozen=True, slots=True)
class FilePhotos:
    """Photos that belonged nowhere yet are put to one item, '' leaves them on file as they are."""

    item: str


@dataclass(frozen=True, slots=True)
class DrawPreviews:
    """Draw the letters of a draft, marked 预览, without a number, for the inspector alone."""

    draft: VisitDraft


@dataclass(frozen=True, slots=True)
class FileVisit:
    """The inspector says 出单."""

    draft: VisitDraft


@dataclass(frozen=True, slots=True)
class OpenCorrection:
    """更正: take up the confirmed visit again, with the reason."""

    visit: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReportLost:
    """An officer found the firm closed or gone; a leader is to decide. `word` is 关闭 or 失联."""

    enterprise: int
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConfirmLost:
    """The leader's word on 关闭/失联, with his reason."""

    enterprise: int
    agreed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ReleaseAdvice:
    """The leader's word on advice that waits for the evidence (`fix_hold`)."""

    visit: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class MarkEntered:
    """The visit was entered into the national permit platform (条例25)."""

    visit: int
    entered: bool


@dataclass(frozen=True, slots=True)
class AskExperts:
    """把脉会诊 about an open inspection (`sheet`) or a visit on file (`visit`); the other is '' or 0."""

    sheet: str
    visit: int
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class GiveOpinion:
    """An expert's words on a request (the id of its evidence row)."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class OpenBackfill:
    """补录: enter a visit that was made on paper on `day` (ISO date)."""

    enterprise: int
    day: str


@dataclass(frozen=True, slots=True)
class EndPractice:
    """练习 is over: nothing is filed. `hazards` is how many were described."""

    hazards: int


@dataclass(frozen=True, slots=True)
class ReleaseVisit:
    """The second officer's word on a filed visit."""

    visit: int
    agreed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RuleOnVisit:
    """The leader's word where the gate is not clear. ruling: notice | transfer | back."""

    visit: int
    ruling: str
    reason: str


@dataclass(frozen=True, slots=True)
class VouchForContact:
    """The inspector's word on who asked to be bound."""

    contact: int
    is_he: bool


@dataclass(frozen=True, slots=True)
class SubmitFix:
    """A contact shows that one hazard is gone. The photos are the sheet's."""

    hazard: int
    text: str


@dataclass(frozen=True, slots=True)
class JudgeFix:
    """The inspector's word on what the contact sent. `visit`: only a recheck on the spot can tell."""

    submission: int
    accepted: bool
    reason: str = ""
    visit: bool = False


@dataclass(frozen=True, slots=True)
class AnswerInquiry:
    """The answer to an objection or a question of a contact."""

    inquiry: int
    text: str


@dataclass(frozen=True, slots=True)
class DecideExtension:
    """The leader's word on a request for more time. `days` count from the old due date."""

    extension: int
    agreed: bool
    days: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SettleDelivery:
    """What is done about a letter that did not arrive. how: called | printed | mailed | again."""

    delivery: int
    how: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class AskOfficer:
    """A contact's question that the texts did not answer."""

    text: str


@dataclass(frozen=True, slots=True)
class RateVisit:
    """评价: 5 best, 1 worst."""

    visit: int
    score: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class PartWith:
    """A contact is taken off, or leaves."""

    contact: int
    because: str


@dataclass(frozen=True, slots=True)
class RecordPatrol:
    """An online platform was looked through and nothing was found."""

    platform: str


@dataclass(frozen=True, slots=True)
class RecordAlert:
    """A finding of an online platform. `at` is ISO with its zone."""

    enterprise: int
    platform: str
    cause: str
    at: str


@dataclass(frozen=True, slots=True)
class PickAlert:
    """One finding that waits for a verdict."""

    problem: int


@dataclass(frozen=True, slots=True)
class JudgeAlert:
    """属实, 误报 or 标记数据."""

    problem: int
    verdict: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class ReplyToAlert:
    """What the enterprise's own check found."""

    problem: int
    text: str


@dataclass(frozen=True, slots=True)
class CloseNotice:
    """A leader's countersign, where the bureau wants one."""

    notice: int
    agreed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FinishRecheck:
    """What a recheck found. found: gone | still | extend | transfer. `left` are the hazards still there."""

    notice: int
    found: str
    text: str
    until: str = ""
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeAmendment:
    """What is to be done about an issued notice. sort: void | recall | correct."""

    notice: int
    sort: str
    reason: str = ""
    again: bool = False
    recovered: bool | None = None
    wrong: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class RuleOnAmendment:
    """The leader's word on a proposed amendment."""

    amendment: int
    agreed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ServeAmendment:
    """The paper that had to be served before a received notice is void was handed over; `on` is ISO."""

    amendment: int
    on: str


@dataclass(frozen=True, slots=True)
class SubmitTable:
    """Freeze Annex 4 for one period and hand it over."""

    period: str

"""What a letter says: frozen facts, one class per kind of letter, with their JSON.

Facts are frozen when a letter is issued and kept with it; the same facts give the same paper.
They know no database and no clock, and what is unknown is an empty string or None,
never an invention.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from notices import frozen

Copy = Literal["送达", "存根"]
Fit = Literal["standard", "one_page"]
Head = Literal["plain", "red"]
CURRENT_WORDING = "2023-18"
YES_NO = ("是", "否")
PRACTICE = "练习"
"""The mark across every page of a paper made for practice; see `mark` of the facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The bureau that signs. `we` is how it calls itself where the template leaves 我局（分局） open."""

    name: str
    we: Literal["我局", "分局"] = "我局"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """The enterprise a letter goes to; `term` is 你单位, or 你 for an individual business."""

    name: str
    uscc: str
    representative: str
    address: str
    representative_title: str = "法定代表人"
    term: Literal["你单位", "你"] = "你单位"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormItem:
    """One question of Annex 1 and its answer; `blank` leaves all boxes empty."""

    num: int
    text: str
    box: Literal["yes", "no", "na", "blank"] = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """A block of Annex 1; each row holds the items that share one line of the table."""

    name: str
    rows: tuple[tuple[FormItem, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoice:
    """One more choice of the form's head, with all its options; `chosen` may be none of them."""

    label: str
    options: tuple[str, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEnterprise:
    """The header fields of Annex 1."""

    name: str = ""
    uscc: str = ""
    legal_rep: str = ""
    site_contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPhoto:
    """A photo behind the form: what it belongs to, when and by whom, the SHA-256 of the original in hex.

    `shown` is the SHA-256 of the copy that is printed; where it is empty, `lacking` says why.
    """

    about: str
    taken: str
    by: str
    sha256: str
    shown: str = ""
    lacking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """Annex 1, the inspection form. `staff` holds (name, unit); `campaign_title` is the printed title.

    `boxes` are a form's own boxes, (side, word) in the order printed; none means `answer_words`. `choices`
    are choices of its head beside 生产状况 and 管理类型, which are not printed where they have no options.
    """

    issuer: Issuer
    enterprise: FormEnterprise
    production: str
    tier: str
    production_options: tuple[str, ...]
    tier_options: tuple[str, ...]
    sections: tuple[FormSection, ...]
    conclusion: str
    staff: tuple[tuple[str, str], ...]
    visited_on: date | None
    campaign_title: str = "“综合查一次”帮扶表单"
    answer_words: tuple[str, str] = YES_NO
    boxes: tuple[tuple[str, str], ...] = ()
    choices: tuple[FormChoice, ...] = ()
    photos: tuple[FormPhoto, ...] = ()
    reference: str = ""
    mark: str = ""
    wording: str = CURRENT_WORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningFacts:
    """Annex 2, the warning notice. `number` is whole, as printed; empty only in a preview. `verify` is the
    address its code leads to, '' for no code."""

    issuer: Issuer
    number: str
    addressee: Addressee
    staff: tuple[str, ...]
    visited_on: date | None
    hazards: tuple[str, ...]
    days: int | None
    issued_on: date | None
    unit_words: str = "日"
    copy: Copy = "送达"
    contact: str = ""
    fit: Fit = "standard"
    head: Head = "plain"
    verify: str = ""
    mark: str = ""
    wording: str = CURRENT_WORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderFacts:
    """Annex 3, the reminder. `reference` is the internal number; it is never printed."""

    issuer: Issuer
    addressee: Addressee
    issued_on: date | None
    copy: Copy = "送达"
    reference: str = ""
    fit: Fit = "standard"
    head: Head = "plain"
    verify: str = ""
    mark: str = ""
    wording: str = CURRENT_WORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence: what, when, by whom, and the SHA-256 of its file in hex."""

    name: str
    taken: str
    by: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferHazard:
    """A hazard as the gate was answered for it: intent and consequence in words."""

    text: str
    intent: str
    consequence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFacts:
    """转查处: the slip that hands hazards over to the leader. Internal; never sent to an enterprise."""

    issuer: Issuer
    reference: str
    enterprise: Addressee
    source: str
    reason: str
    visited_on: date | None
    hazards: tuple[TransferHazard, ...]
    evidence: tuple[Evidence, ...]
    found_by: tuple[tuple[str, str], ...]
    decides: str
    prepared_on: date | None
    notice_number: str = ""
    notice_course: str = ""
    wording: str = CURRENT_WORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutedFacts:
    """A problem from a source outside the campaign, passed on to the office. Internal."""

    issuer: Issuer
    reference: str
    enterprise: Addressee
    source: str
    problems: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    found_on: date | None
    recorded_by: tuple[tuple[str, str], ...]
    routed_to: str
    prepared_on: date | None
    wording: str = CURRENT_WORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex4Row:
    """One district's six figures, in the order of the columns of Annex 4."""

    district: str
    dispatched: int
    visited: int
    reminders: int
    online_problems: int
    onsite_problems: int
    warnings: int

    @property
    def figures(self) -> tuple[int, ...]:
        """The six figures from left to right: 人次, 家次, 家, 个, 个, 家."""
        return (
            self.dispatched,
            self.visited,
            self.reminders,
            self.online_problems,
            self.onsite_problems,
            self.warnings,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex4Facts:
    """Annex 4, the half-monthly table. `notes` say how was counted; they stand under the table."""

    issuer: Issuer
    reporting_unit: str
    period: str
    rows: tuple[Annex4Row, ...]
    total: Annex4Row
    notes: tuple[str, ...] = ()
    prepared_on: date | None = None
    wording: str = CURRENT_WORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendFacts:
    """更正说明 or 撤回说明 of an issued notice. `title`, `number` name it; `again`: another follows."""

    issuer: Issuer
    addressee: Addressee
    sort: Literal["correct", "withdraw"]
    title: str
    number: str
    issued_on: date | None
    prepared_on: date | None
    wrong: str = ""
    right: str = ""
    reason: str = ""
    again: bool = False
    wording: str = CURRENT_WORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One number of the register, in the order of the columns. Dates are ISO; what is not known yet is ''."""

    number: str
    kind: str
    firm: str
    uscc: str
    site: str
    visited_on: str
    issued_on: str
    received_on: str
    received_by: str
    days: int | str
    due_on: str
    hazards: int | str
    officers: str
    released_by: str
    state: str
    rechecked_on: str
    result: str
    void_because: str
    box: str
    sha: str


Facts = FormFacts | WarningFacts | ReminderFacts | TransferFacts | RoutedFacts | Annex4Facts | AmendFacts

KINDS: dict[str, type[Facts]] = {
    "form": FormFacts,
    "warning": WarningFacts,
    "reminder": ReminderFacts,
    "transfer": TransferFacts,
    "routed": RoutedFacts,
    "annex4": Annex4Facts,
    "amend": AmendFacts,
}
_KIND_OF = {shape: kind for kind, shape in KINDS.items()}


def kind_of(facts: Facts) -> str:
    """Return form, warning, reminder, transfer, routed or annex4."""
    return _KIND_OF[type(facts)]


def to_json(facts: Facts) -> str:
    """Return the canonical JSON whose SHA-256 identifies the letter."""
    return frozen.dumps(facts)


def from_json(kind: str, text: str) -> Facts:
    """Return the facts of a kind from their JSON. Raises frozen.BrokenFactsError."""
    if kind not in KINDS:
        raise frozen.BrokenFactsError(f"unknown kind {kind!r}")
    return frozen.loads(KINDS[kind], text)

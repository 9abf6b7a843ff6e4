"""Commands about an issued notice: judged, rechecked, closed, amended; and the table they are counted in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JudgeFix:
    """The inspector's word on what the contact sent. `visit`: only a recheck on the spot can tell."""

    submission: int
    accepted: bool
    reason: str = ""
    visit: bool = False


@dataclass(frozen=True, slots=True)
class CloseNotice:
    """A leader's countersign, where the bureau wants one."""

    notice: int
    agreed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FinishRecheck:
    """What a recheck found. found: gone | still | extend | transfer. `left` are the hazards still there,
    `staff` who went."""

    notice: int
    found: str
    text: str
    until: str = ""
    left: tuple[int, ...] = ()
    staff: tuple[str, ...] = ()


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
class CorrectReceiptDate:
    """The receipt of a visit's letters was written down with a wrong day. `was` and `on` are ISO."""

    visit: int
    was: str
    on: str
    reason: str


@dataclass(frozen=True, slots=True)
class SubmitTable:
    """Freeze Annex 4 for one period and hand it over."""

    period: str

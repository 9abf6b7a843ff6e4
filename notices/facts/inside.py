"""What the papers that stay inside the bureau say: transfer slip, routed problem."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notices.facts.parties import CURRENT_WORDING, Addressee, Issuer


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
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
    evidence: tuple[EvidenceLine, ...]
    found_by: tuple[tuple[str, str], ...]
    decides: str
    prepared_on: date | None
    notice_number: str = ""
    notice_course: str = ""
    mark: str = ""
    wording: str = CURRENT_WORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutedFacts:
    """A problem from a source outside the campaign, passed on to the office. Internal."""

    issuer: Issuer
    reference: str
    enterprise: Addressee
    source: str
    problems: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]
    found_on: date | None
    recorded_by: tuple[tuple[str, str], ...]
    routed_to: str
    prepared_on: date | None
    mark: str = ""
    wording: str = CURRENT_WORDING

"""What a 签收回执 says: one letter, its way to each person, its receipt, what it is checked against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notices.facts.inside import EvidenceLine
from notices.facts.parties import CURRENT_WORDING, Addressee, Issuer


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFacts:
    """The way of a letter to one person. `steps` are (what, when, source), '' where nobody reported it."""

    to: str
    channel: str
    message: str
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFacts:
    """How a letter was received. `at` is local time with the UTC of the record in brackets."""

    how: str
    name: str
    post: str
    phone: str
    identity: str
    standing: str
    received_on: date
    at: str
    consent: str
    address: str
    device: str
    strokes: str
    strokes_sha: str
    reason: str = ""
    witnesses: str = ""
    mail: str = ""
    staff: str = ""
    recorded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """签收回执: how one letter went out and was received, with every hash. '' is what nobody recorded.

    `record` is the canonical JSON of the receipt: `sha` is SHA-256 of `previous`, a line feed and `record`.
    """

    issuer: Issuer
    enterprise: Addressee
    letter: str
    number: str
    issued: str
    by: str
    file_sha: str
    facts_sha: str
    due: str
    deliveries: tuple[DeliveryFacts, ...]
    received: ReceivedFacts
    seal: str
    evidence: tuple[EvidenceLine, ...]
    record: str
    previous: str
    sha: str
    mark: str = ""
    wording: str = CURRENT_WORDING

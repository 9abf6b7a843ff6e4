"""What the letters to an enterprise say: warning, reminder, and what corrects one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from notices.facts.parties import CURRENT_WORDING, Addressee, Copy, Fit, Head, Issuer


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
    seal: str = ""
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
    seal: str = ""
    wording: str = CURRENT_WORDING


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendFacts:
    """更正说明 or 撤回说明 of an issued notice. `title`, `number` name it; `again`: another follows; `verify`
    is the notice's own address for its code, '' for no code."""

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
    verify: str = ""
    mark: str = ""
    seal: str = ""
    wording: str = CURRENT_WORDING

"""What Annex 1 says: the inspection form, its items, its head, its photos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from notices.facts.parties import CURRENT_WORDING, Issuer

YES_NO = ("是", "否")


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
    `readings` are lines about what instruments showed, printed behind the form as clues.
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
    readings: tuple[str, ...] = ()
    reference: str = ""
    mark: str = ""
    wording: str = CURRENT_WORDING

"""What one inspection found, as it leaves the script and as it is kept.

Plain values only, so that a script stays pure and a draft can be compared and hashed.
"""

import hashlib
import json
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
    `suspected` are findings that wait for another office's word (疑似): no hazards yet, and not counted.
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
    suspected: tuple[HazardDraft, ...] = ()


_DRAFT: TypeAdapter[VisitDraft] = TypeAdapter(VisitDraft)


def hazards_in_short(draft: VisitDraft, most: int = 150) -> str:
    """What was found, numbered, a line each, as much of it as a card has room for."""
    body = "\n".join(f"{n}. {one.text}" for n, one in enumerate(draft.hazards, 1))
    return body[:most] + ("…" if len(body) > most else "")


def dump_draft(draft: VisitDraft) -> dict[str, Any]:
    """A draft as JSON, for keeping."""
    return dict(_DRAFT.dump_python(draft, mode="json"))


def load_draft(stored: Mapping[str, Any]) -> VisitDraft:
    """A kept draft."""
    return _DRAFT.validate_python(stored)


def sha_of(kept: Mapping[str, Any]) -> str:
    """The SHA-256 of a kept draft, in whatever order its keys stand."""
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

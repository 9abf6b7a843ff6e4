"""The values a turn works on: who acts, the sheet he is at, what he was last shown. No behaviour."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.deeds import Person


@dataclass(frozen=True, slots=True)
class Actor:
    """A person we know. `roles` are rules.roles values; `enterprises` the ids a contact is bound to,
    `recused` those a member of staff stays away from."""

    person: Person
    name: str
    roles: frozenset[str] = frozenset()
    unit: str = ""
    team: str = ""
    district: str = ""
    enterprises: tuple[int, ...] = ()
    recused: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One run of one script on one subject, with its frozen facts."""

    id: str
    script: str
    subject: str
    facts: dict[str, Any]
    facts_at: datetime
    opened_by: str
    opened_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One showing: its token, where and to whom, of which question, on which card ('' for text).

    `offer` are answers proposed with it, after a typed one that was nearly right.
    """

    token: str
    sheet: str
    person: Person
    key: str
    task: str
    at: datetime
    offer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seated:
    """A person's place at a sheet: the question he went back to, and the last he was shown."""

    focus: str
    shown: Shown | None
    paused: bool

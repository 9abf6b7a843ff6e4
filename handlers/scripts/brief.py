"""The frozen facts an inspection works on, and their JSON form on the sheet. It reads nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from rules.checklist import Checklist, Item
from rules.marks import Mark, same


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """One enterprise as the register knows it. `group` is priority (重点) or ordinary (其他)."""

    id: int
    name: str
    uscc: str
    representative: str
    site_contact: str
    phone: str
    address: str
    district: str
    tier: str
    production: str
    permit_no: str
    permit_until: date | None
    registration_no: str
    in_register: bool
    group: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may stand on the form. `officer` counts towards the two."""

    userid: str
    name: str
    unit: str
    officer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts:
    """What the sheet stores. `known` are facts of the enterprise by id, `remembered` the same in words with
    their date; `officer` opened the sheet, `partners` are likely to be with him.

    `corrects` is the visit that is being corrected, 0 for a visit of its own; `photos_before` are the photos
    that visit has, by item. `backfilled`: the visit was made on paper on `today`, and is entered later.
    """

    firm: Firm
    checklist: str
    known: dict[str, bool]
    officer: str
    colleagues: tuple[Colleague, ...]
    today: date
    offered_days: tuple[int, ...]
    most_days: int
    least_officers: int
    campaign: str
    reason: str = ""
    remembered: str = ""
    partners: tuple[str, ...] = ()
    corrects: int = 0
    backfilled: bool = False
    photos_before: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brief:
    """What the script gets: the stored facts, the pinned checklist, photos by item."""

    facts: BriefFacts
    checklist: Checklist
    photos: Mapping[str, int] = field(default_factory=dict)

    @property
    def firm(self) -> Firm:
        """The enterprise."""
        return self.facts.firm


@dataclass(frozen=True, slots=True)
class Found:
    """One described hazard of one item. `act`: traces of the act itself were seen, not only a risk.

    `leader`: a leader always sees it (编造). `pending`: it waits for another office's word (疑似).
    """

    item: Item
    text: str
    half: str
    act: bool
    fixed: bool
    leader: bool
    pending: bool
    place: int = 1


@dataclass(slots=True)
class Answers:
    """What the sections have given so far.

    `latest` is the key that adds to the hazard described last, `fresh` the items marked since the standings
    were read.
    """

    facts: dict[str, Any]
    marks: dict[str, Mark] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    pointed_out: set[str] = field(default_factory=set)
    latest: str = ""
    fresh: set[str] = field(default_factory=set)

    def mark(self, item: str, mark: Mark) -> None:
        """What an item amounts to."""
        self.marks[item] = same(mark)
        self.fresh.add(item)


_STORED: TypeAdapter[BriefFacts] = TypeAdapter(BriefFacts)
_FIRM: TypeAdapter[Firm] = TypeAdapter(Firm)


def dump(facts: BriefFacts) -> dict[str, Any]:
    """As JSON for the sheet."""
    return dict(_STORED.dump_python(facts, mode="json"))


def load(stored: Mapping[str, Any]) -> BriefFacts:
    """From the sheet's JSON."""
    return _STORED.validate_python(stored)


def dump_firm(firm: Firm) -> dict[str, Any]:
    """A firm alone, as a search gives it."""
    return dict(_FIRM.dump_python(firm, mode="json"))


def load_firm(stored: Mapping[str, Any]) -> Firm:
    """A firm as a search gave it."""
    return _FIRM.validate_python(stored)

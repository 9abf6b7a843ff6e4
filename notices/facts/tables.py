"""What the tables say: Annex 4 and the register of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from notices.facts.parties import CURRENT_WORDING, Issuer


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
    mark: str = ""
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
    sealed_by: str
    state: str
    rechecked_on: str
    result: str
    void_because: str
    box: str
    sha: str

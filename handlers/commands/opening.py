"""Commands that open something: an inspection, a correction, a visit made on paper."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StartInspection:
    """Open the inspection of an enterprise for its finder. `reason` says why a second visit is made, `given`
    (key, value, about) is what the card that led here already answered.

    `checklist` is the form's key, '' where nobody was asked for it.
    """

    enterprise: int
    reason: str = ""
    checklist: str = ""
    given: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class JoinInspection:
    """Sit down at a colleague's open inspection, or take it over."""

    sheet: str
    take_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEnterprise:
    """A firm the register does not have: add it, flagged 非对象, and inspect it."""

    name: str
    uscc: str
    no_code_because: str = ""


@dataclass(frozen=True, slots=True)
class OpenCorrection:
    """更正: take up the confirmed visit again, with the reason."""

    visit: int
    reason: str


@dataclass(frozen=True, slots=True)
class OpenBackfill:
    """补录: enter a visit that was made on paper on `day` (ISO date)."""

    enterprise: int
    day: str


@dataclass(frozen=True, slots=True)
class EndPractice:
    """练习 is over: nothing is filed. `hazards` is how many were described."""

    hazards: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """The person wanted nothing after all."""

    say: str = ""

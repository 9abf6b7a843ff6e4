"""Commands about 回避: who stays away from an enterprise, and who takes over."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeclareRecusal:
    """`userid` stays away from the enterprise from now on."""

    enterprise: int
    userid: str
    reason: str


@dataclass(frozen=True, slots=True)
class LiftRecusal:
    """A leader's word that he need not stay away any longer."""

    enterprise: int
    userid: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reassign:
    """The leader's choice of who goes on with an open inspection; '' leaves it for now."""

    sheet: str
    userid: str

"""Commands about what an online platform showed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordPatrol:
    """An online platform was looked through and nothing was found."""

    platform: str


@dataclass(frozen=True, slots=True)
class RecordAlert:
    """A finding of an online platform. `at` is ISO with its zone."""

    enterprise: int
    platform: str
    cause: str
    at: str


@dataclass(frozen=True, slots=True)
class PickAlert:
    """One finding that waits for a verdict."""

    problem: int


@dataclass(frozen=True, slots=True)
class JudgeAlert:
    """属实, 误报 or 标记数据."""

    problem: int
    verdict: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class ReplyToAlert:
    """What the enterprise's own check found."""

    problem: int
    text: str

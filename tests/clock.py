"""A clock that only moves when a test says so, by a millisecond at every look."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
TICK = timedelta(milliseconds=1)


def shanghai(text: str) -> datetime:
    """'2023-05-08 09:00' in Shanghai as an aware UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@dataclass(slots=True)
class AClock:
    """`at` is business time, `real` the time of leases and limits."""

    at: datetime = field(default_factory=lambda: shanghai("2023-05-08 09:00"))
    real: datetime = field(default_factory=lambda: shanghai("2023-05-08 09:00"))

    def now(self) -> datetime:
        """Business time. No two looks see the same instant, as in life."""
        self.at += TICK
        return self.at

    def wall(self) -> datetime:
        """Real time."""
        self.real += TICK
        return self.real

    def forward(self, **span: float) -> None:
        """Move both, by timedelta's arguments."""
        self.at += timedelta(**span)
        self.real += timedelta(**span)

    def go_to(self, text: str) -> None:
        """Move business time to an instant in Shanghai, and real time by as much."""
        there = shanghai(text)
        self.real += there - self.at
        self.at = there

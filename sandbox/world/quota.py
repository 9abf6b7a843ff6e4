"""How often an API may be called: per minute, hour, day or month, with the block that follows an excess.

An excess of the minute rule blocks 60 s, of the hour rule 60 min; days and months end with themselves
(page 90312). It only counts and answers; which numbers hold is the caller's.
"""

from collections import Counter
from collections.abc import Mapping

from sandbox.clock import Clock
from sandbox.world.pulse import Pulse

MINUTE, HOUR = 60, 3600

CORP_DAILY: Mapping[str, int] = {"media/uploadimg": 1000, "appchat/create": 1000}
CORP_HOURLY: Mapping[str, int] = {"appchat/update": 1000}
CORP_MONTHLY: Mapping[str, int] = {"media/uploadimg": 3000}
ACCOUNT_DAILY: Mapping[str, int] = {
    "token": 2000,
    "stable_token": 500_000,
    "menu/create": 1000,
    "menu/get": 10_000,
    "menu/delete": 1000,
    "media/upload": 5000,
    "media/get": 10_000,
    "message/custom/send": 500_000,
    "message/template/send": 100_000,
    "qrcode/create": 100_000,
    "user/get": 500,
    "user/info": 5_000_000,
}
"""Calls a day of a new service account; a test account has a tenth."""


class Quota:
    """All call counts of one company and one service account."""

    def __init__(self, pulse: Pulse, clock: Clock) -> None:
        self._pulse = pulse
        self._clock = clock
        self._counts: Counter[tuple[str, str]] = Counter()
        self._blocked: dict[str, float] = {}

    def within(self, name: str, most: int, seconds: int) -> bool:
        """Count one call against a rule of so many seconds (real time); False while blocked."""
        now = self._clock.real()
        with self._pulse:
            if now < self._blocked.get(name, 0.0):
                return False
            if self._count(name, str(int(now // seconds))) <= most:
                return True
            self._blocked[name] = now + seconds
            return False

    def today(self, name: str, most: int) -> bool:
        """Count one call against a rule of a business day."""
        with self._pulse:
            return self._count(name, self._clock.now().date().isoformat()) <= most

    def this_month(self, name: str, most: int) -> bool:
        """Count one call against a rule of a business month."""
        with self._pulse:
            return self._count(name, f"{self._clock.now():%Y-%m}") <= most

    def clear_days(self, prefix: str) -> None:
        """Forget the day counts whose name begins so (clear_quota)."""
        with self._pulse:
            for name, stretch in list(self._counts):
                if name.startswith(prefix) and len(stretch) == len("2023-05-08"):
                    del self._counts[name, stretch]

    def _count(self, name: str, stretch: str) -> int:
        self._counts[name, stretch] += 1
        return self._counts[name, stretch]

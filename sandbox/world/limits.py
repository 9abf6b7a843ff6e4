"""How often: sliding counts per member, fixed minutes per API, person-times per business day.

Member and API limits run on real time, the day on business time (page 90312). It only counts and answers.
"""

from collections import Counter, deque

from sandbox.clock import Clock
from sandbox.settings import Switches
from sandbox.world.pulse import Pulse


class Limits:
    """All counts of one app."""

    def __init__(self, pulse: Pulse, clock: Clock, switches: Switches) -> None:
        self._pulse = pulse
        self._clock = clock
        self._switches = switches
        self._members: dict[str, deque[float]] = {}
        self._minutes: Counter[tuple[str, int]] = Counter()
        self._days: Counter[str] = Counter()

    def member_may_receive(self, account: str) -> bool:
        """Count one message to a member; False if it is over 30 a minute or 1000 an hour."""
        if not self._switches.member_limits:
            return True
        now = self._clock.real()
        with self._pulse:
            recent = self._members.setdefault(account, deque())
            while recent and recent[0] <= now - 3600:
                recent.popleft()
            last_minute = sum(1 for each in recent if each > now - 60)
            if (
                len(recent) >= self._switches.member_per_hour
                or last_minute >= self._switches.member_per_minute
            ):
                return False
            recent.append(now)
            return True

    def api_may_run(self, api: str) -> bool:
        """Count one call; False if this API is over its calls in this minute."""
        key = (api, int(self._clock.real() // 60))
        with self._pulse:
            self._minutes[key] += 1
            return self._minutes[key] <= self._switches.api_per_minute

    def day_has_room(self, amount: int, most: int) -> bool:
        """Count person-times of a send; False (and nothing counted) if the day would overflow."""
        today = self._clock.now().date().isoformat()
        with self._pulse:
            if self._days[today] + amount > most:
                return False
            self._days[today] += amount
            return True

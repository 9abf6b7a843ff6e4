"""How much reaches whom: sliding counts per member, person-times per business day.

Member limits run on real time, the day on business time (page 90312). It only counts and answers; calls per
API are counted in `quota.py`.
"""

from collections import Counter, deque

from sandbox.clock import Clock
from sandbox.settings import Switches
from sandbox.world.pulse import Pulse

GROUP_PER_MINUTE = 200


class Limits:
    """All counts of one app."""

    def __init__(self, pulse: Pulse, clock: Clock, switches: Switches) -> None:
        self._pulse = pulse
        self._clock = clock
        self._switches = switches
        self._members: dict[str, deque[float]] = {}
        self._group_members: dict[str, deque[float]] = {}
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

    def group_member_may_receive(self, account: str) -> bool:
        """Count one group message to a member; False if it is over 200 a minute."""
        now = self._clock.real()
        with self._pulse:
            recent = self._group_members.setdefault(account, deque())
            while recent and recent[0] <= now - 60:
                recent.popleft()
            if self._switches.member_limits and len(recent) >= GROUP_PER_MINUTE:
                return False
            recent.append(now)
            return True

    def day_has_room(self, amount: int, most: int) -> bool:
        """Count person-times of a send; False (and nothing counted) if the day would overflow."""
        today = self._clock.now().date().isoformat()
        with self._pulse:
            if self._days[today] + amount > most:
                return False
            self._days[today] += amount
            return True

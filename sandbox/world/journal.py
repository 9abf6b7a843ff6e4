"""The log behind the glass: every callback attempt, every API call, what was cut or refused and why.

Kept in memory up to a limit, the oldest fall out. It never holds an access token or a secret in full.
"""

from collections import deque
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.clock import Clock
from sandbox.world.pulse import Pulse

Level = Literal["cut", "advice", "dropped", "refused", "fault", "info"]
SECRETS = frozenset({"access_token", "corpsecret", "secret", "code", "refresh_token"})
LONGEST_TEXT = 64_000


@dataclass(frozen=True, slots=True)
class Note:
    """One remark: what happened, by which rule of the rulebook, in words."""

    level: Level
    rule: str
    text: str

    def as_json(self) -> dict[str, str]:
        """What the control API shows."""
        return {"level": self.level, "rule": self.rule, "text": self.text}


class Journal:
    """Entries are plain JSON objects with `seq`, `at`, `real` and `kind` (call, callback, note)."""

    def __init__(self, pulse: Pulse, clock: Clock, limit: int) -> None:
        self._pulse = pulse
        self._clock = clock
        self._entries: deque[dict[str, Any]] = deque(maxlen=limit)

    def add(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Append one entry."""
        with self._pulse:
            entry = {
                "seq": self._pulse.beat(),
                "kind": kind,
                "at": self._clock.now().isoformat(),
                "real": round(self._clock.real(), 3),
                **fields,
            }
            self._entries.append(entry)
            return entry

    def after(self, cursor: int, limit: int = 500) -> list[dict[str, Any]]:
        """The newest `limit` entries behind the cursor, oldest first."""
        with self._pulse:
            found: list[dict[str, Any]] = []
            for entry in reversed(self._entries):
                if entry["seq"] <= cursor or len(found) >= limit:
                    break
                found.append(entry)
            return found[::-1]

    def top(self) -> int:
        """The newest entry's sequence number."""
        with self._pulse:
            return int(self._entries[-1]["seq"]) if self._entries else 0


def masked(query: dict[str, str]) -> dict[str, str]:
    """A query whose secrets show only their first characters."""
    return {name: value[:6] + "…" if name in SECRETS and value else value for name, value in query.items()}


def clipped(text: str) -> str:
    """A text short enough to keep."""
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"

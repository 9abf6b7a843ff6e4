"""One callback on its way: who, what, and the ids that stay the same over every redelivery. Values."""

import threading
from dataclasses import dataclass, field
from typing import Literal

from sandbox.wire.deed import Deed
from sandbox.world.phones import Phone

Verdict = Literal["empty", "reply", "refused", "failed", "lost", "waiting"]


@dataclass(slots=True)
class Parcel:
    """A callback with its fixed MsgId and CreateTime (business seconds); `verdict` grows with delivery."""

    id: int
    phone: Phone
    deed: Deed
    created: int
    msgid: int
    settled: threading.Event = field(default_factory=threading.Event)
    verdict: Verdict = "waiting"
    why: str = ""
    attempts: int = 0

    def as_json(self) -> dict[str, object]:
        """What the control API shows."""
        return {
            "id": self.id,
            "person": self.phone.person.id,
            "what": self.deed.what,
            "words": self.deed.words,
            "verdict": self.verdict,
            "why": self.why,
            "attempts": self.attempts,
        }

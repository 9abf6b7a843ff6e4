"""The shared part of all deeds: whose phone, what was done, what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.callbacks.parcel import Parcel
from sandbox.settings import Person
from sandbox.wire.deed import Deed
from sandbox.world.feed import Message
from sandbox.world.phones import Phone
from sandbox.world.world import World

Tell = Callable[[Person, Deed], Parcel]


class HandError(Exception):
    """Something a finger cannot do right now; the text says why, `seen` what is on the screen instead."""

    def __init__(self, words: str, seen: list[str] | None = None) -> None:
        super().__init__(words)
        self.seen = seen or []


@dataclass(slots=True)
class Done:
    """What came of a deed: bubbles, callbacks under way, an address to open, something still needed.

    `label` is what a scenario would call the thing that was touched.
    """

    messages: list[int] = field(default_factory=list)
    parcels: list[Parcel] = field(default_factory=list)
    opens: str = ""
    needs: str = ""
    interactions: int = 0
    label: str = ""

    def as_json(self) -> dict[str, Any]:
        """What the control API answers."""
        return {
            "ok": True,
            "messages": self.messages,
            "callbacks": [parcel.as_json() for parcel in self.parcels],
            "opens": self.opens,
            "needs": self.needs,
            "interactions": self.interactions,
        }


@dataclass(slots=True)
class Hand:
    """One person's hand over one phone."""

    world: World
    phone: Phone
    send: Tell

    @property
    def person(self) -> Person:
        """Whose hand."""
        return self.phone.person

    def show(self, kind: str, body: dict[str, Any]) -> Message:
        """An own bubble on the phone."""
        return self.world.feed.add(self.person.id, "person", kind, body)

    def note(self, words: str) -> None:
        """A grey line in the chat."""
        self.world.feed.add(self.person.id, "system", "note", {"text": words})

    def count(self, interactions: int) -> int:
        """Count touches."""
        self.world.tally.count("interactions", interactions, person=self.person.id)
        return interactions

    def tell(self, deed: Deed) -> Parcel:
        """Call the bot back."""
        return self.send(self.person, deed)

    def check_reachable(self) -> None:
        """A user who does not follow has no chat to write into. Raises HandError."""
        if not self.phone.follows:
            place = "先关注服务号" if self.person.platform == "wechat" else "不在应用可见范围"
            raise HandError(place)

"""Everything the sandbox remembers, in one place to pass around. It holds the parts and decides nothing."""

import time
from collections.abc import Callable
from typing import Any

from sandbox.clock import Clock
from sandbox.settings import PlatformName, Settings
from sandbox.world.cards import CardDesk
from sandbox.world.faults import FaultPlan
from sandbox.world.feed import Feed, Message
from sandbox.world.flights import Flights
from sandbox.world.journal import Journal, Note
from sandbox.world.limits import Limits
from sandbox.world.media import MediaStore
from sandbox.world.phones import Phone, Phones
from sandbox.world.pulse import Pulse
from sandbox.world.quota import Quota
from sandbox.world.scenes import SceneCode
from sandbox.world.sends import Sends
from sandbox.world.tally import Tally
from sandbox.world.tickets import TicketRack
from sandbox.world.windows import Windows


class World:
    """The parts: pulse, clock, phones, feed, journal, tally, media, cards, faults, tickets, limits, menus."""

    def __init__(self, settings: Settings, *, real: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self.pulse = Pulse()
        self.clock = Clock(settings.start, real=real)
        self.phones = Phones(settings.people)
        self.tally = Tally(self.pulse)
        self.feed = Feed(self.pulse, self.clock, self._heard)
        self.journal = Journal(self.pulse, self.clock, settings.log_limit)
        self.media = MediaStore(self.pulse, self.clock)
        self.cards = CardDesk(self.pulse, self.clock)
        self.faults = FaultPlan(self.pulse, settings.seed)
        grace = settings.switches.jump_grace_seconds
        self.tokens = {
            name: TicketRack(self.pulse, self.clock, 96, grace) for name in ("wecom", "wechat", "stable")
        }
        self.codes = TicketRack(self.pulse, self.clock, 32)
        self.limits = Limits(self.pulse, self.clock, settings.switches)
        self.flights = Flights()
        self.quota = Quota(self.pulse, self.clock)
        self.sends = Sends(self.pulse, self.clock)
        self.windows = Windows(self.pulse, self.clock, settings.oa.customer_service if settings.oa else 5)
        self.chats: dict[str, object] = {}
        self.scenes: dict[str, SceneCode] = {}
        self.held_token = self.held_oa_token = self.held_stable_token = ""
        self.forced_at = float("-inf")
        self._templates = 0
        self.menus: dict[PlatformName, dict[str, Any]] = {}

    def reaches(self, phone: Phone) -> bool:
        """Whether the platform may send to this person: follows, and no fault says otherwise."""
        person = phone.person
        hits = self.faults.hit({"unfollowed": ""}, platform=person.platform, person=person.id)
        return phone.follows and not hits

    def remark(self, note: Note, **fields: Any) -> None:
        """Write a note of its own into the journal."""
        self.journal.add("note", **note.as_json(), **fields)

    def count_notes(self, notes: list[Note]) -> None:
        """Add what was cut, advised or dropped to the counters."""
        names = {"cut": "warnings", "advice": "advice", "dropped": "dropped"}
        for note in notes:
            if note.level in names:
                self.tally.count(names[note.level])

    def next_template_id(self) -> int:
        """A 64-bit number for the next template message."""
        with self.pulse:
            self._templates += 1
            return 2_900_000_000_000_000_000 + self._templates

    def _heard(self, message: Message) -> None:
        if message.sender == "bot":
            phone = self.phones.get(message.person)
            platform = phone.person.platform if phone else "wecom"
            place = f"chat:{message.chat}" if message.chat else f"{platform}:{message.person}"
            self.tally.heard(message.person, place)

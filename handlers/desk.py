"""What a use-case has on its desk: the transaction, the house's rules, who acts. No behaviour."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.deeds import Person
from bot.ports import Table
from bot.script import RefusedError
from bot.sheet import Actor, Sheet
from config.bureau import Bureau
from handlers.books import Books
from handlers.links import Links
from models.work import Work
from notices.facts.kinds import Facts
from rules.checklist import Checklist
from rules.local_time import local_date
from rules.workdays import WorkCalendar

__all__ = ["CLOCK", "Desk", "House", "RefusedError"]

CLOCK = Actor(Person("wecom", "clock"), "时钟")
"""Who acts when nobody does: the clock."""


@dataclass(frozen=True, slots=True)
class House:
    """What holds for every turn of this process. `unprintable` says why a letter cannot be drawn, or ''.

    `channels` are the ways out besides the two platforms ('sms' where the bureau plugged a gateway in);
    `signs`: letters carry the bureau's signature. `seal` is the SHA-256 of the bureau's picture of its seal
    where a keeper applies it to letters, '' where they are sealed otherwise.
    """

    bureau: Bureau
    checklists: Mapping[str, Checklist]
    calendar: WorkCalendar
    links: Links
    unprintable: Callable[[Facts], str]
    channels: frozenset[str] = frozenset()
    signs: bool = False
    seal: str = ""

    @property
    def checklist(self) -> Checklist:
        """The campaign's first form; open sheets keep the one they began with."""
        return self.checklists[self.bureau.campaign.checklists[0]]


@dataclass(frozen=True, slots=True)
class Desk:
    """One use-case's desk. `sheet` is the sheet it ends, None where it comes from a page or the clock."""

    books: Books
    house: House
    table: Table
    by: Actor
    sheet: Sheet | None = None

    @property
    def work(self) -> Work:
        """The transaction."""
        return self.books.work

    @property
    def who(self) -> Person:
        """The person who acts."""
        return self.by.person

    @property
    def now(self) -> datetime:
        """Business time."""
        return self.books.now

    @property
    def today(self) -> date:
        """The date in Shanghai."""
        return local_date(self.books.now)

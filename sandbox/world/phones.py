"""The people and the state of their phones: do they follow, is the bot typing, which code did they scan.

It never looks at what a message says.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sandbox.settings import Person, PlatformName


@dataclass(frozen=True, slots=True)
class Mirror:
    """A page that a player has open for somebody, for those who watch: title, address, what it looks like."""

    version: int
    title: str
    url: str
    html: str


@dataclass(slots=True)
class Phone:
    """One person's phone. `scene` is a service-account code scanned but not yet followed up."""

    person: Person
    follows: bool
    typing: int = 0
    scene: str = ""
    ticket: str = ""
    mirror: Mirror | None = None
    consents: dict[str, int] = field(default_factory=dict)


class Phones:
    """All phones by id, and by account on a platform."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_id: dict[str, Phone] = {}
        self._by_account: dict[tuple[PlatformName, str], Phone] = {}
        for each in people:
            self.put(each)

    def put(self, person: Person) -> bool:
        """Add somebody, or give who has this account another name and post. True if added."""
        known = self.of_account(person.platform, person.account)
        if known is not None:
            known.person = replace(person, id=known.person.id)
            known.follows = known.follows or person.platform == "wecom"
            return False
        if person.id in self._by_id:
            raise ValueError(f"somebody else is called {person.id}")
        phone = Phone(person, person.follows)
        self._by_id = {**self._by_id, person.id: phone}
        self._by_account[person.platform, person.account.lower()] = phone
        return True

    def drop(self, person: str) -> None:
        """Take a phone away."""
        phone = self._by_id[person]
        self._by_id = {name: each for name, each in self._by_id.items() if name != person}
        del self._by_account[phone.person.platform, phone.person.account.lower()]

    def all(self) -> list[Phone]:
        """Every phone in the order of the file."""
        return list(self._by_id.values())

    def get(self, person: str) -> Phone | None:
        """By the person's id."""
        return self._by_id.get(person)

    def of_account(self, platform: PlatformName, account: str) -> Phone | None:
        """By userid (any case, as the platform matches) or openid (exact)."""
        phone = self._by_account.get((platform, account.lower()))
        if phone is not None and platform == "wechat" and phone.person.account != account:
            return None
        return phone

    def on(self, platform: PlatformName) -> list[Phone]:
        """Every phone of one platform."""
        return [each for each in self._by_id.values() if each.person.platform == platform]

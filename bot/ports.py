"""What the conversation machine needs from outside, as protocols. app.py hands the real ones in."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from bot.deeds import Deed, Inbound, Person
from bot.dialogue import Record
from bot.outcome import Media, Outcome, Uploaded
from bot.script import Ask, Done, Look, Opening, Script
from bot.sheet import Actor, Seated, Sheet, Shown
from bot.words import Outgoing, Reply

Now = Callable[[], datetime]
"""Business time as an aware UTC instant."""


# --- A platform's way out ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """One platform call, frozen: `path` below the platform's base, `body` the exact bytes to post."""

    path: str
    body: bytes


class Courier(Protocol):
    """One platform's way out. None of these raise for anything the platform or the network does."""

    def upload(self, sort: Literal["image", "file"], name: str, content: bytes) -> Uploaded | Outcome:
        """Give the platform a file for three days."""
        ...

    def freeze(self, to: str, word: Outgoing, media: str = "", *, unique: bool = False) -> Request:
        """The final bytes. `media` is the uploaded file's id; `unique` asks for the duplicate check."""
        ...

    def send(self, request: Request) -> Outcome:
        """One attempt."""
        ...

    def fetch(self, media: str) -> Media | Outcome:
        """A file a person sent, as it came."""
        ...


# --- A platform's way in ----------------------------------------------------------------------------


class BusyError(Exception):
    """Not even the inbound row could be committed: the platform should ask again (503)."""


class LockedError(Exception):
    """A lock was not free in time. Nothing was written."""


class OpenBooks(Protocol):
    """Opens one transaction's books. Raises LockedError. `keeping` goes before those who want to play."""

    def __call__(self, keeping: bool = False) -> AbstractContextManager["Books"]:
        """Books that are committed if the block ends well."""
        ...


class Receive(Protocol):
    """What a callback view calls with one verified callback. Raises `BusyError` and nothing else."""

    def __call__(self, inbound: Inbound) -> Reply:
        """One turn."""
        ...


# --- What a turn remembers --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Admission:
    """`number` of the inbound row; a redelivery is not `new` and has its `reply` (None while it waits)."""

    number: int
    new: bool
    reply: Reply | None = None


class Books(Protocol):
    """What a turn reads and writes, all in one transaction."""

    now: datetime

    def admit(self, inbound: Inbound, *, waiting: bool = False) -> Admission: ...
    def answered(self, number: int, reply: Reply) -> None: ...
    def failed(self, number: int, why: str) -> None: ...
    def has_waiting(self, who: Person) -> bool: ...
    def take_waiting(self, number: int) -> Inbound | None: ...

    def actor(self, who: Person) -> Actor | None: ...
    def name_of(self, who: str) -> str: ...

    def open(self, opening: Opening, by: Person) -> Sheet: ...
    def sheet(self, sheet: str) -> Sheet | None: ...
    def lock(self, sheet: str) -> Sheet | None: ...
    def lock_speaker(self, who: Person) -> None: ...
    def text_only(self, who: Person) -> bool: ...
    def close(self, sheet: str, state: Literal["done", "cancelled"]) -> None: ...
    def refresh(self, sheet: str, facts: dict[str, Any]) -> None: ...
    def at(self, who: Person) -> str: ...
    def seats(self, who: Person) -> list[tuple[Sheet, bool]]: ...
    def sit(self, sheet: str, who: Person) -> Seated: ...
    def assign(self, sheet: str, who: Person) -> None: ...
    def focus(self, sheet: str, who: Person, key: str) -> None: ...
    def pause(self, sheet: str, who: Person) -> None: ...

    def record(self, sheet: str) -> Record: ...
    def keep(self, sheet: str, key: str, value: Any, about: str, by: Person) -> None: ...
    def withdraw(self, sheet: str, key: str, by: Person) -> None: ...
    def result(self, sheet: str, key: str, about: str, value: Any) -> None: ...
    def show(self, sheet: str, who: Person, key: str, task: str, offer: tuple[str, ...] = ()) -> Shown: ...
    def shown(self, token: str) -> Shown | None: ...

    def send(self, to: Person, word: Outgoing, *, key: str = "") -> None: ...
    def send_merged(self, to: Person, word: Outgoing, *, key: str, after: float) -> None: ...
    def drop_merged(self, to: Person) -> None: ...
    def sent_to(self, who: Person) -> bool: ...

    def evidence(self, sheet: str, item: str, deed: Deed, by: Person) -> None: ...
    def photos(self, sheet: str) -> Mapping[str, int]: ...

    def photo_numbers(self, sheet: str, item: str) -> list[int]: ...

    def savepoint(self) -> AbstractContextManager[object]: ...


# --- What can be said and done ----------------------------------------------------------------------


class Entry(Protocol):
    """One script as the machine knows it."""

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    def begin(self, sheet: Sheet, photos: Mapping[str, int]) -> Script:
        """The script on the sheet's frozen facts."""
        ...

    def source(self, sheet: Sheet) -> str:
        """The small line on top of its cards: which firm this is about."""
        ...


class Table(Protocol):
    """Everything the handlers offer. `books` is the same transaction throughout."""

    scripts: Mapping[str, Entry]

    def look(self, step: Look, sheet: Sheet, actor: Actor, books: Any) -> Any:
        """Answer a search with JSON."""
        ...

    def perform(self, command: Any, sheet: Sheet, actor: Actor, books: Any) -> Done | Any:
        """Do what a script ended with (Done), or an effect in its middle (JSON). Raises RefusedError."""
        ...

    def stale(self, sheet: Sheet, books: Any) -> dict[str, Any] | None:
        """The sheet's facts read again if they are too old to go on with, else None."""
        ...

    def barred(self, sheet: Sheet, actor: Actor, books: Any) -> str:
        """Why this person may have nothing to do with this sheet (回避), '' if he may."""
        ...

    def receive(self, deed: Deed, actor: Actor, books: Any) -> Done:
        """What somebody does who is not at a sheet, or what no sheet understands (a menu, a scan)."""
        ...

    def aside(self, text: str, actor: Actor, books: Any) -> Done | None:
        """Words that are understood at any question and leave the sheet as it is; None for all others."""
        ...

    def ordered(self, text: str, sheet: Sheet, ask: Ask, actor: Actor, books: Any) -> Done | None:
        """An order about some firm, typed at a question it cannot be an answer to; None for all else."""
        ...

    def menu(self, text: str, actor: Actor, books: Any) -> Done | None:
        """A word of the menu, typed where it answers nothing; None for all other words."""
        ...

    def welcome(self, deed: Deed, who: Person, books: Any) -> Done:
        """What a person we do not know is told, and may do."""
        ...

"""A process that dies where it is told to: before a commit, after one, between a call and what follows it.

A death is a `BaseException` that nothing of ours catches: what was not committed is gone, what was not said
is never said. After it the same deed is done again by a process that has just started, as the platform
delivers a callback again and a worker looks for work again; it dies one step later than the time before,
until it comes through. So a story is killed at every point it has, in the order it reaches them.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any, Literal, TypeVar

from bot.deeds import Inbound
from bot.outcome import REPEATED_TASK, USED_CODE, GiveUp, Media, Outcome, Sent, Uploaded
from bot.ports import Request
from bot.turn import Turn
from bot.words import Reply
from handlers.books import opener
from handlers.papers import Papers
from models.files import FileStore
from models.journal import Entry, NumberJournal
from models.work import Store, Work
from tests.faults.story import WholeHouse
from tests.transcripts.couriers import StrictCourier

Given = TypeVar("Given")
LEASE_OVER = 31.0
"""Seconds after which whatever a dead process held is free."""


class Death(BaseException):
    """The process is gone."""


@dataclass(slots=True)
class Fate:
    """Counts the points a deed comes by and ends it at one of them. `died_at` are the points' names."""

    at: int = 0
    passed: int = 0
    died_at: list[str] = field(default_factory=list)

    def point(self, name: str) -> None:
        """Here it may end."""
        self.passed += 1
        if self.passed == self.at:
            self.died_at.append(name)
            raise Death(name)

    def through(self, deed: Callable[[], Given], reborn: Callable[[], None]) -> Given:
        """Do it until it comes through, dying one point later every time."""
        for place in itertools.count(1):
            self.at, self.passed = place, 0
            try:
                return deed()
            except Death:
                reborn()
            finally:
                self.at = 0
        raise AssertionError("never")


class DyingStore(Store):
    """Dies before a commit and after it."""

    fate: Fate

    @contextmanager
    def write(self, patience: float | None = None, *, first: bool = False) -> Iterator[Work]:
        """One transaction."""
        with super().write(patience, first=first) as work:
            yield work
            self.fate.point("before commit")
        self.fate.point("after commit")


class DyingFiles(FileStore):
    """Dies before and after a file is kept."""

    fate: Fate

    def put(self, content: bytes) -> str:
        """Store bytes."""
        self.fate.point("before file")
        sha = super().put(content)
        self.fate.point("after file")
        return sha


class DyingJournal(NumberJournal):
    """Dies before a line, in its middle, and after it is on the disk."""

    fate: Fate

    def append(self, entries: list[Entry]) -> None:
        """Write entries."""
        self.fate.point("before journal")
        try:
            self.fate.point("within journal")
        except Death:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{entries[0].series}\t20")
            raise
        super().append(entries)
        self.fate.point("after journal")


@dataclass
class DyingCourier(StrictCourier):
    """A platform whose callers die on the way to it or back. It knows its own: bytes it was asked to check,
    a card's task, a card's code are taken once."""

    fate: Fate = field(default_factory=Fate)
    known: set[bytes | str] = field(default_factory=set)
    repeats: list[dict[str, Any]] = field(default_factory=list)

    def send(self, request: Request) -> Outcome:
        """One attempt."""
        self.fate.point("before send")
        outcome = self._taken(request)
        self.fate.point("after send")
        return outcome

    def _taken(self, request: Request) -> Outcome:
        before = len(self.posted)
        outcome = super().send(request)
        posted = self.posted[before]
        mark, refusal = self._mark(posted.word, request.body, unique=posted.unique)
        if mark and mark in self.known:
            self.posted.pop()
            return refusal
        if request.body in self.known:
            self.repeats.append(posted.word)
        self.known |= {request.body, mark} if mark else {request.body}
        return outcome

    def _mark(self, word: dict[str, Any], body: bytes, *, unique: bool) -> tuple[bytes | str, Outcome]:
        match word["kind"]:
            case "card":
                return f"task:{word['task']}", GiveUp("task_id", REPEATED_TASK)
            case "swap":
                return f"code:{word['code']}", GiveUp("response_code", USED_CODE)
            case _:
                return (body if unique else b""), Sent("msg-known")

    def upload(self, sort: Literal["image", "file"], name: str, content: bytes) -> Uploaded | Outcome:
        """Take a file."""
        uploaded = super().upload(sort, name, content)
        self.fate.point("after upload")
        return uploaded

    def fetch(self, media: str) -> Media | Outcome:
        """A file a person sent."""
        got = super().fetch(media)
        self.fate.point("after fetch")
        return got


class DyingTurn(Turn):
    """The platform delivers again what was not answered."""

    house: "DyingHouse"

    def take(self, inbound: Inbound) -> Reply:
        """The reply that came in the end."""
        return self.house.fate.through(lambda: Turn.take(self, inbound), self.house.reborn)


@dataclass
class DyingHouse(WholeHouse):
    """A house whose processes die at every point once."""

    fate: Fate = field(default_factory=Fate)

    @cached_property
    def store(self) -> Store:
        """The database."""
        store = DyingStore(self.engine, self.clock.now, self.clock.wall)
        store.fate = self.fate
        return store

    @cached_property
    def files(self) -> FileStore:
        """The file store."""
        files = DyingFiles(self.folder / "files")
        files.fate = self.fate
        return files

    @cached_property
    def journal(self) -> NumberJournal:
        """The number journal."""
        journal = DyingJournal(self.folder / "journal" / "numbers.tsv")
        journal.fate = self.fate
        return journal

    @cached_property
    def turn(self) -> Turn:
        """Takes callbacks."""
        turn = DyingTurn(opener(self.store, self.patience), self.table, self.ring, self.log)
        turn.house = self
        return turn

    @cached_property
    def papers(self) -> Papers:
        """Letters."""
        return super().papers

    def reborn(self) -> None:
        """Somebody starts it again; what the dead one held has run out by then."""
        self.clock.real += timedelta(seconds=LEASE_OVER)

    def deliver(self) -> int:
        """Journal, photos, messages: each drained by workers that die on the way."""
        self.fate.through(self.journaling.drain, self.reborn)
        self.fate.through(self.fetcher.drain, self.reborn)
        taken, drain = 0, self.sender().drain
        while batch := self.fate.through(drain, self.reborn):
            taken += batch
        return taken

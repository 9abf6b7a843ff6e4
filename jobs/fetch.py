"""Fetches photos, voices and clips within a minute of their callback: the platform keeps them three days.

The original is kept unchanged under its SHA-256; pictures get a stripped copy for showing. What cannot be
had or is no picture is marked lost, and its sender is asked to send it again: for a receipt on paper with a
card that files it there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from structlog.stdlib import BoundLogger

from bot.deeds import Channel, Person
from bot.outcome import GiveUp, Media, Outcome
from bot.ports import Courier
from bot.words import Say
from handlers.desk import Desk
from handlers.late_photo import ask_again
from handlers.photo_cell import check
from handlers.photos import UnfitPhotoError
from models.files import FileStore
from models.tables.cases import Evidence
from models.tables.records import StoredFile
from models.work import Store, Work

LEASE_SECONDS = 30.0
MOST_ATTEMPTS = 8
PICTURES = ("photo", "slip", "left")
"""Sorts of evidence that are pictures, whatever they show."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file still to be fetched."""

    id: int
    channel: str
    by: str
    media: str
    sort: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches what is pending."""

    store: Store
    couriers: Mapping[str, Courier]
    files: FileStore
    desk: Callable[[Work], Desk]
    log: BoundLogger

    def drain(self) -> int:
        """Fetch a handful; returns how many were taken."""
        with self.store.write() as work:
            wanted = [_wanted(row) for row in work.evidence.claim_pending(LEASE_SECONDS)]
        for one in wanted:
            self._one(one)
        return len(wanted)

    def _one(self, wanted: Wanted) -> None:
        got = self.couriers[wanted.channel].fetch(wanted.media)
        if not isinstance(got, Media):
            self._missed(wanted, got)
            return
        try:
            mime, shown = got.mime, b""
            if wanted.sort in PICTURES:
                checked = check(got.content)
                mime, shown = checked.mime, checked.shown
        except UnfitPhotoError as unfit:
            self._lost(wanted, unfit.say)
            return
        original = self.files.put(got.content)
        display = self.files.put(shown) if shown else ""
        with self.store.write() as work:
            keep_file(work, original, mime, len(got.content))
            row = work.session.get_one(Evidence, wanted.id)
            row.state, row.sha256, row.display_sha256 = "stored", original, display
            row.mime, row.size = mime, len(got.content)

    def _missed(self, wanted: Wanted, outcome: Outcome) -> None:
        if isinstance(outcome, GiveUp) or wanted.attempts >= MOST_ATTEMPTS:
            self._lost(wanted, "照片没有取到，可能已经过期。请再发一次。")
            return
        self.log.info("fetch.later", evidence=wanted.id, outcome=type(outcome).__name__)
        with self.store.write() as work:
            row = work.session.get_one(Evidence, wanted.id)
            row.next_at = work.wall + timedelta(seconds=min(300, 2.0**wanted.attempts))

    def _lost(self, wanted: Wanted, say: str) -> None:
        channel: Channel = "wecom" if wanted.channel == "wecom" else "wechat"
        with self.store.write() as work:
            row = work.session.get_one(Evidence, wanted.id)
            row.state, row.why = "lost", say
            desk = self.desk(work)
            desk.books.send(Person(channel, wanted.by), Say(say))
            ask_again(row, desk)


def _wanted(row: Evidence) -> Wanted:
    return Wanted(row.id, row.channel, row.by, row.media, row.sort, row.attempts)


def keep_file(work: Work, sha: str, mime: str, size: int) -> None:
    """Note a stored file, once."""
    if work.session.get(StoredFile, sha) is None:
        work.session.add(StoredFile(sha256=sha, mime=mime, size=size, at=work.now))

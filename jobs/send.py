"""Drains the outbox: claims a row, closes the database, calls the platform, settles by what came back.

No database session is open while the network is used. A request's bytes are frozen in a commit of their
own before they leave for the first time, so that every retry is byte-identical.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from structlog.stdlib import BoundLogger

from bot.codec import load_word
from bot.outcome import (
    ARRIVED,
    REUPLOAD,
    GiveUp,
    Misconfigured,
    Outcome,
    Retry,
    Sent,
    Unknown,
    Uploaded,
)
from bot.ports import Courier, Request
from bot.words import Paper, Picture
from handlers.desk import Desk
from handlers.papers import NotReadyError, Papers
from handlers.remind import still_wanted
from handlers.sent import gave_up, sent, unresolved
from models.sending import Claimed
from models.work import Store, Work

LEASE_SECONDS = 30.0
BACKOFF = (1.0, 5.0, 30.0, 120.0, 300.0)
HORIZON = timedelta(hours=3, minutes=30)
FORGETS = {"wecom": HORIZON, "wechat": timedelta(minutes=9)}
"""WeCom's duplicate check forgets after four hours, the service account's after ten minutes: a message that
may have arrived is repeated no longer, for the repeat may be a second copy."""
MOST_NOT_READY = 15


class LostLeaseError(Exception):
    """The lease ran out before the row's turn came: whoever has it now sends it."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what is due. `desk` makes a use-case's desk for one transaction."""

    store: Store
    couriers: Mapping[str, Courier]
    papers: Papers
    desk: Callable[[Work], Desk]
    name: str
    log: BoundLogger

    def drain(self, most: int = 8) -> int:
        """Send at most `most` messages; returns how many were taken."""
        with self.store.write() as work:
            claimed = work.sending.claim(self.name, LEASE_SECONDS, most)
            kept = [one for one in claimed if self._still_needed(work, one)]
        for one in kept:
            self._one(one)
        return len(claimed)

    def _still_needed(self, work: Work, claimed: Claimed) -> bool:
        """A reminder whose reason ended since it was planned is cancelled here, not sent."""
        if claimed.reminder_id is None or claimed.body is not None:
            return True
        return still_wanted(claimed.reminder_id, claimed.id, self.desk(work))

    def _one(self, claimed: Claimed) -> None:
        try:
            outcome = self._send(claimed)
        except LostLeaseError:
            self.log.warning("send.lease_lost", outbox=claimed.id)
            return
        except NotReadyError as error:
            # The recipient's later messages wait behind it: not for hours.
            patient = claimed.attempts < MOST_NOT_READY
            outcome = Retry(20.0, str(error)) if patient else GiveUp(str(error))
        except Exception as bug:
            self.log.error("send.failed", outbox=claimed.id, exc_info=bug)
            outcome = Retry(60.0, f"ours: {bug!r}") if claimed.attempts < 5 else GiveUp(f"ours: {bug!r}")
        with self.store.write() as work:
            self._settle(work, claimed, outcome)

    def _send(self, claimed: Claimed) -> Outcome:
        courier = self.couriers[claimed.channel]
        if claimed.body is not None:
            self._hold(claimed)
            return courier.send(Request(claimed.path, claimed.body))
        word = load_word(claimed.word)
        media = ""
        if isinstance(word, Paper | Picture):
            uploaded = self._upload(courier, word)
            if not isinstance(uploaded, Uploaded):
                return uploaded
            media = uploaded.media
        # A file's id makes its request unique: a repeat is never meant.
        unique = claimed.unique_by_nature or bool(media)
        request = courier.freeze(claimed.recipient, word, media, unique=unique)
        self._hold(claimed, request)
        return courier.send(request)

    def _hold(self, claimed: Claimed, fresh: Request | None = None) -> None:
        """Sending those before it may have taken longer than the lease: never two at one row."""
        path, body = (fresh.path, fresh.body) if fresh else ("", None)
        with self.store.write() as work:
            if not work.sending.hold(claimed, LEASE_SECONDS, path, body):
                raise LostLeaseError

    def _upload(self, courier: Courier, word: Paper | Picture) -> Uploaded | Outcome:
        content = self.papers.content(word.file)
        return courier.upload("image" if isinstance(word, Picture) else "file", word.name, content)

    def _settle(self, work: Work, claimed: Claimed, outcome: Outcome) -> None:
        errcode = None if isinstance(outcome, Sent) else outcome.errcode
        why = "" if isinstance(outcome, Sent) else outcome.why
        work.sending.tried(claimed, type(outcome).__name__, errcode, why)
        if not isinstance(outcome, Sent) and not work.sending.holds(claimed):
            return  # whoever took the row over settles it
        desk = self.desk(work)
        match outcome:
            case Sent(message):
                work.outbox.settle(claimed.id, "sent", message=message)
                sent(claimed, message, desk)
            case GiveUp() if errcode in ARRIVED and claimed.attempts > 1:
                work.outbox.settle(claimed.id, "sent", why=f"{errcode}: an earlier attempt arrived")
                sent(claimed, "", desk)
            case GiveUp():
                self._give_up(work, claimed, outcome, desk)
            case Retry():
                self._again(work, claimed, outcome, desk)
            case Misconfigured():
                self.log.error("send.misconfigured", outbox=claimed.id, errcode=errcode, why=why)
                work.sending.again(claimed.id, 60.0, counts=False)
            case Unknown():
                self._unknown(work, claimed, outcome, desk)

    def _give_up(self, work: Work, claimed: Claimed, outcome: GiveUp, desk: Desk) -> None:
        work.outbox.settle(claimed.id, "given_up", why=outcome.why)
        gave_up(claimed, outcome, desk)

    def _again(self, work: Work, claimed: Claimed, outcome: Retry, desk: Desk) -> None:
        if outcome.counts and _too_long(work, claimed):
            self._give_up(work, claimed, GiveUp(f"几个小时没有发成：{outcome.why}", outcome.errcode), desk)
            return
        fresh = outcome.errcode == REUPLOAD
        work.sending.again(claimed.id, outcome.after, counts=outcome.counts, fresh=fresh)

    def _unknown(self, work: Work, claimed: Claimed, outcome: Unknown, desk: Desk) -> None:
        if _too_long(work, claimed, FORGETS[claimed.channel]):
            work.outbox.settle(claimed.id, "unresolved", why=outcome.why)
            unresolved(claimed, outcome.why, desk)
            return
        wait = BACKOFF[min(claimed.attempts, len(BACKOFF)) - 1]
        work.sending.again(claimed.id, wait)


def _too_long(work: Work, claimed: Claimed, most: timedelta = HORIZON) -> bool:
    """Has it been tried for longer than this?"""
    return work.wall - (claimed.first_tried_at or work.wall) > most

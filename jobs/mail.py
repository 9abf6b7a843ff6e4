"""Goes through mailings: a few firms in a commit, then their letters are drawn; then files to print.

A worker that is killed leaves whole commits behind and nothing else: the next one goes on with the next
firm. No letter is drawn, and no file stored, inside a transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from structlog.stdlib import BoundLogger

from bot.deeds import Person
from bot.script import RefusedError
from bot.words import Say
from handlers.desk import Desk
from handlers.identity import actor_of
from handlers.mail_reminders import mail_some
from handlers.mailing import leads
from handlers.mailing_files import FIRMS_A_FILE, MOST_BYTES, Bundle, finish, hand_over, next_bundle
from handlers.mailing_words import quiet_until, tell
from handlers.papers import NotReadyError, Papers
from handlers.seal_mailing import lacks_seal, seal_first
from models.files import FileStore
from models.mailings import Mailings
from models.tables.mailing import Mailing
from models.work import Store, Work

FIRMS_A_COMMIT = 10
"""Few, because others who issue wait for the same counter meanwhile."""

TELL_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Mailer:
    """See the module."""

    store: Store
    papers: Papers
    files: FileStore
    desk: Callable[[Work], Desk]
    log: BoundLogger
    firms_a_file: int = FIRMS_A_FILE
    most_bytes: int = MOST_BYTES

    def drain(self) -> int:
        """One step: some firms, or one file, or the end. Returns how much was done, 0 for nothing to do."""
        with self.store.read() as work:
            if not Mailings(work.session).any_running():
                return 0
        with self.store.write() as work:
            mailing = Mailings(work.session).take_running()
            if mailing is None:
                return 0
            number, desk = mailing.id, self._desk(work, mailing)
            if desk is None:
                mailing.state = "paused"
                self.log.warning("mailing.paused", mailing=number, why="its leader leads no longer")
                return 0
            if quiet_until(desk):
                return 0
            if lacks_seal(mailing, desk):
                return self._ask_for_seal(mailing, desk)
            done = mail_some(mailing, FIRMS_A_COMMIT, desk)
            if done and _due(mailing.told_at, work):
                tell(mailing, desk)
            drawn = Mailings(work.session).papers_of(number, done)
        self._draw(drawn)
        return len(done) or self._print(number)

    def _ask_for_seal(self, mailing: Mailing, desk: Desk) -> int:
        """It began when letters were sealed otherwise, or with another picture."""
        try:
            say = seal_first(mailing, desk).say
        except RefusedError as refused:
            mailing.state, say = "paused", f"批量温馨提示停了：{refused.say}"
        desk.books.send(desk.who, Say(say))
        return 1

    def _draw(self, papers: Sequence[int]) -> None:
        """Ahead of who opens them; what cannot be had now is drawn when it is sent or opened."""
        try:
            for paper in papers:
                self.papers.letter(paper)
        except NotReadyError as why:
            self.log.warning("mailing.waits", why=str(why))

    def _print(self, number: int) -> int:
        with self.store.read() as work:
            bundle = next_bundle(number, self.firms_a_file, self.desk(work))
        if bundle is None:
            return self._finish(number)
        pdf, bundle = self._drawn(bundle)
        sha, pages = self.files.put(pdf), self.papers.press.count(pdf)
        with self.store.write() as work:
            mailing = Mailings(work.session).locked(number)
            desk = self._desk(work, mailing)
            return int(desk is not None and hand_over(bundle, sha, len(pdf), pages, mailing, desk))

    def _drawn(self, bundle: Bundle) -> tuple[bytes, Bundle]:
        """The file; fewer firms in it if it would not pass as a message."""
        pdf = self.papers.stack(bundle.papers)
        while len(pdf) > self.most_bytes and len(bundle.firms) > 1:
            half = len(bundle.firms) // 2
            share = len(bundle.papers) // len(bundle.firms) * half
            bundle = Bundle(bundle.mailing, bundle.firms[:half], bundle.papers[:share])
            pdf = self.papers.stack(bundle.papers)
        return pdf, bundle

    def _finish(self, number: int) -> int:
        with self.store.write() as work:
            mailing = Mailings(work.session).locked(number)
            desk = self._desk(work, mailing)
            return int(desk is not None and finish(mailing, desk))

    def _desk(self, work: Work, mailing: Mailing) -> Desk | None:
        """The desk of the leader who ordered it: what is done is done in his name."""
        actor = actor_of(work, Person("wecom", mailing.by))
        desk = replace(self.desk(work), by=actor) if actor is not None else None
        return desk if desk is not None and leads(desk, mailing.district) else None


def _due(told_at: datetime | None, work: Work) -> bool:
    return told_at is None or (work.wall - told_at).total_seconds() >= TELL_SECONDS

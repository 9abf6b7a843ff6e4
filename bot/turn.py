"""One turn is one transaction: a callback comes in, its effects are committed, its reply goes out.

A redelivered callback gets the stored reply and has no second effect. A lock that is not free in time,
and a callback behind one that still waits, are kept for a worker. A bug loses nothing: the callback is
kept as failed and its sender is told. It does no network and draws nothing.
"""

from collections.abc import Callable

from structlog.stdlib import BoundLogger

from bot.conversation import Conversation
from bot.deeds import Inbound, Tap
from bot.ports import Books, BusyError, LockedError, OpenBooks, Table
from bot.presenting import Presenter
from bot.words import Reply, Say, Silence, Swap, Turned

APOLOGY = "这一步没有保存，是我这边出了问题，已通知管理员。请再点一次。"


class Turn:
    """Takes callbacks one at a time. `wake` tells a worker that something waits to be sent."""

    def __init__(
        self, open_books: OpenBooks, table: Table, wake: Callable[[], None], log: BoundLogger
    ) -> None:
        self._open = open_books
        self._table = table
        self._wake = wake
        self._log = log

    def take(self, inbound: Inbound) -> Reply:
        """Play one callback and give its reply. Raises BusyError if nothing could be kept."""
        try:
            with self._open() as books:
                behind = books.has_waiting(inbound.who)
                admitted = books.admit(inbound, waiting=behind)
                if behind or not admitted.new:
                    return admitted.reply or Silence()
                reply = self._play(books, inbound)
                books.answered(admitted.number, reply)
            self._wake()
            return reply
        except LockedError:
            return self._keep(inbound)
        except Exception as bug:
            return self._apologise(inbound, bug)

    def take_waiting(self, number: int) -> bool:
        """Play one kept callback (a worker's part); its reply becomes messages. False if it was taken."""
        with self._open() as books:
            inbound = books.take_waiting(number)
            if inbound is None:
                return False
            reply = self._play(books, inbound)
            self._post(books, inbound, reply)
            # It is on its way by itself: the platform asking again must not bring it twice.
            books.answered(number, Silence())
        self._wake()
        return True

    def give_up_waiting(self, number: int, why: str) -> None:
        """A kept callback that fails again and again: put it aside and tell its sender."""
        with self._open() as books:
            inbound = books.take_waiting(number)
            if inbound is None:
                return
            books.failed(number, why)
            books.send(inbound.who, Say(APOLOGY))
        self._wake()

    def _play(self, books: Books, inbound: Inbound) -> Reply:
        actor = books.actor(inbound.who)
        if actor is None:
            done = self._table.welcome(inbound.deed, inbound.who, books)
            tap = inbound.deed if isinstance(inbound.deed, Tap) else None
            return Presenter(books, self._table, inbound.who, tap).done(done)
        return Conversation(books, self._table, actor, inbound.deed).hear(inbound.deed)

    def _post(self, books: Books, inbound: Inbound, reply: Reply) -> None:
        """The reply's HTTP answer is long gone: send what it would have carried."""
        if isinstance(reply, Say):
            books.send(inbound.who, reply)
        elif isinstance(reply, Turned) and isinstance(inbound.deed, Tap):
            books.send(inbound.who, Swap(inbound.deed.code, reply.card))

    def _keep(self, inbound: Inbound) -> Reply:
        """The lock was busy: commit the callback alone; a worker plays it in order."""
        try:
            with self._open(keeping=True) as books:
                admitted = books.admit(inbound, waiting=True)
            self._wake()
            return admitted.reply or Silence()
        except Exception as failure:
            self._log.error("turn.not_kept", failure=repr(failure))
            raise BusyError from failure

    def _apologise(self, inbound: Inbound, bug: Exception) -> Reply:
        """Nothing of the turn was written: keep the callback as failed and say so."""
        self._log.error("turn.failed", key=inbound.key, channel=inbound.who.channel, exc_info=bug)
        try:
            with self._open() as books:
                admitted = books.admit(inbound)
                if admitted.new:
                    books.failed(admitted.number, repr(bug))
                    books.send(inbound.who, Say(APOLOGY))
            self._wake()
            return Silence()
        except Exception as failure:
            raise BusyError from failure

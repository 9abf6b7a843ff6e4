"""The worker's chores, each joined with the parts it needs: what somebody waits for comes first."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from jobs.certify import certifying
from jobs.copying import copying
from jobs.fetch import Fetcher
from jobs.file_archive import Archiver
from jobs.holders import own_name
from jobs.journal import Journaling
from jobs.mail import Mailer
from jobs.replay import Replayer
from jobs.send import Sender
from jobs.worker import Chore, Worker

if TYPE_CHECKING:
    from app import App

SENDERS = 2


def worker_of(app: "App") -> Worker:
    """One process's worker. Every chore begins by asking the sandbox's clock, where there is one."""
    chores = [Chore(name, partial(_fresh, app, drain), pause) for name, drain, pause in _drains(app)]
    return Worker(chores, app.bell.wait, app.log)


def _drains(app: "App") -> list[tuple[str, Callable[[], int], float]]:
    """Name, what it does, and how many seconds it rests where nothing rings."""
    store, papers, files, desk, log = app.store, app.papers, app.files, app.desk, app.log
    senders = [Sender(store, app.couriers, papers, desk, f"{own_name()}:{n}", log) for n in range(SENDERS)]
    return [
        ("journal", Journaling(store, app.journal).drain, 0.2),
        ("replay", Replayer(store, app.turn, log).drain, 0.2),
        ("certify", certifying(store, papers, desk, log).drain, 2.0),
        ("mail", Mailer(store, papers, files, desk, log).drain, 0.5),
        ("archive", Archiver(store, papers, files, desk, log).drain, 0.5),
        *((f"send-{n}", one.drain, 0.2) for n, one in enumerate(senders)),
        ("copy", copying(store, papers, desk, log).drain, 5.0),
        ("fetch", Fetcher(store, app.couriers, files, desk, log).drain, 0.5),
    ]


def _fresh(app: "App", drain: Callable[[], int]) -> int:
    app.clock.refresh()
    return drain()

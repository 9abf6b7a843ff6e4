"""The clock: every few seconds it asks the database what is due. APScheduler ticks and knows nothing else.

One process is elected where several run; a second that ticks all the same finds nothing left to do.
"""

import fcntl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from apscheduler.schedulers.blocking import BlockingScheduler
from structlog.stdlib import BoundLogger

from handlers.desk import Desk
from handlers.hold import pass_on_held
from handlers.overdue import mark_overdue, recount
from handlers.remind import fire_due
from handlers.seal_watch import watch_seals
from models.work import Store, Work


@dataclass(slots=True)
class Clock:
    """One tick does everything that is due, in small transactions."""

    store: Store
    desk: Callable[[Work], Desk]
    refresh: Callable[[], None]
    wake: Callable[[], None]
    log: BoundLogger
    ticked: float = field(default=0.0)

    def tick(self) -> None:
        """Do what is due now. A failing part is logged and tried again at the next tick."""
        self.refresh()
        for part in (recount, mark_overdue, fire_due, pass_on_held, watch_seals):
            self._do(part)
        self.ticked = time.monotonic()

    def _do(self, part: Callable[[Desk], int]) -> None:
        try:
            while True:
                with self.store.write() as work:
                    did = part(self.desk(work))
                if not did:
                    return
                self.wake()
        except Exception as bug:
            self.log.error("clock.failed", part=part.__name__, exc_info=bug)


def run(clock: Clock, every: float, lock: Path) -> None:
    """Tick for ever, in the one process that holds the lock file."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        _wait_for(held, clock.log)
        scheduler = BlockingScheduler(timezone="UTC")
        scheduler.add_job(
            clock.tick,
            "interval",
            seconds=every,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        clock.log.info("clock.started", every=every)
        scheduler.start()


def _wait_for(held: IO[str], log: BoundLogger) -> None:
    """Only one clock of this machine ticks; the others wait here until it is gone."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        log.info("clock.waiting")
        fcntl.flock(held, fcntl.LOCK_EX)

"""`python -m jobs worker` drains the outbox and the inbox, `python -m jobs clock` does what is due."""

import signal
import sys
from pathlib import Path
from types import FrameType

from app import App, start
from jobs import clock
from jobs.holders import free_leases

TICK_SECONDS, SANDBOX_TICK_SECONDS = 15.0, 1.0
PATIENCE = 20.0
"""Seconds a worker waits for a lock. What has been sent must be settled, or it is sent again."""


def main(what: str) -> None:
    """Run until terminated."""
    app = start(PATIENCE)
    if what == "worker":
        _work(app)
    elif what == "clock":
        lock = Path(app.settings.journal).parent / "clock.lock"
        clock.run(app.due_clock(), SANDBOX_TICK_SECONDS if app.settings.sandbox else TICK_SECONDS, lock)
    else:
        sys.exit("用法：python -m jobs worker|clock")


def _work(app: App) -> None:
    worker = app.worker()
    free_leases(app.store)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.run()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) == 2 else "")

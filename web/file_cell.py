"""Examines an uploaded file in a process of its own (see `handlers.cell`), which sends back findings as JSON.

Only so many at once: others are asked to come again.
"""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import asdict

from handlers.cell import confine, run_apart
from rules.signed_files import Examined, FileSort, SignatureSeen, may_be_pdf

WALL_SECONDS = 40
MOST_BYTES = 20 * 1024 * 1024
AT_ONCE, WAIT_SECONDS = 2, 10.0
_FREE = threading.BoundedSemaphore(AT_ONCE)


class BusyError(Exception):
    """Too many files are being examined just now."""


def examine_apart(content: bytes) -> Examined:
    """Return what there is to see in a file, whatever it is. Raises BusyError."""
    if not may_be_pdf(content):
        return Examined(FileSort.NO_PDF)
    if not _FREE.acquire(timeout=WAIT_SECONDS):
        raise BusyError
    try:
        done = run_apart("web.file_cell", content, WALL_SECONDS)
    finally:
        _FREE.release()
    if done is None or done.returncode:
        return Examined(FileSort.TOO_MUCH)
    return _read(done.stdout)


def _read(said: bytes) -> Examined:
    try:
        found = json.loads(said)
        signatures = tuple(SignatureSeen(**one) for one in found["signatures"])
        return Examined(FileSort(found["sort"]), signatures, tuple(map(str, found["added"])))
    except (ValueError, KeyError, TypeError):
        return Examined(FileSort.BROKEN)


def _child() -> int:
    import logging

    from notices.signing.examine import examine

    logging.disable()
    confine()
    try:
        found = examine(sys.stdin.buffer.read(MOST_BYTES + 1))
    except (MemoryError, RecursionError):
        found = Examined(FileSort.TOO_MUCH)
    sys.stdout.buffer.write(json.dumps(asdict(found), ensure_ascii=True).encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(_child())

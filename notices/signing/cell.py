"""Examines an uploaded file in a process of its own, with little memory and little time.

What breaks or hangs there breaks a child and nothing else. The child gets no environment, writes no file and
sends back findings as JSON. Only so many at once: others are asked to come again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from rules.signed_files import Examined, FileSort, SignatureSeen

MEMORY, CPU_SECONDS, WALL_SECONDS = 512 * 1024 * 1024, 10, 40
MOST_BYTES = 20 * 1024 * 1024
AT_ONCE, WAIT_SECONDS = 2, 10.0
_ROOT = Path(__file__).resolve().parent.parent.parent
_FREE = threading.BoundedSemaphore(AT_ONCE)


class BusyError(Exception):
    """Too many files are being examined just now."""


def examine_apart(content: bytes) -> Examined:
    """Return what there is to see in a file, whatever it is. Raises BusyError."""
    if b"%PDF-" not in content[:1024]:
        return Examined(FileSort.NO_PDF)
    if not _FREE.acquire(timeout=WAIT_SECONDS):
        raise BusyError
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "notices.signing.cell"],
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=_ROOT,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Examined(FileSort.TOO_MUCH)
    finally:
        _FREE.release()
    return _read(done.stdout) if done.returncode == 0 else Examined(FileSort.TOO_MUCH)


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
    _limit()
    try:
        found = examine(sys.stdin.buffer.read(MOST_BYTES + 1))
    except (MemoryError, RecursionError):
        found = Examined(FileSort.TOO_MUCH)
    sys.stdout.buffer.write(json.dumps(asdict(found), ensure_ascii=True).encode("ascii"))
    return 0


def _limit() -> None:
    """Where the system has such limits (not on Windows, which is for trying out only)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    sys.exit(_child())

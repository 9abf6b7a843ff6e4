"""Decodes a sent picture in a process of its own, with little memory and little time.

A decoder is the one place where a stranger's bytes meet C code: what breaks or hangs there breaks a child and
nothing else. The child gets no environment, opens no file and sends back a type and a copy.
"""

import subprocess
import sys
from pathlib import Path

from handlers.photos import MOST_BYTES, TOO_LARGE, UNREADABLE, Checked, UnfitPhotoError, refused_by_looks

MEMORY, CPU_SECONDS, WALL_SECONDS = 512 * 1024 * 1024, 10, 15
UNFIT = 3
"""The child's exit code for a picture that is refused in words."""

_ROOT = Path(__file__).resolve().parent.parent


def check(content: bytes) -> Checked:
    """Check and copy a picture. Raises UnfitPhotoError, whatever the decoder does."""
    if say := refused_by_looks(content):
        raise UnfitPhotoError(say)
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-m", "handlers.photo_cell"],
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=_ROOT,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnfitPhotoError(UNREADABLE) from error
    if done.returncode == UNFIT:
        raise UnfitPhotoError(done.stderr.decode("utf-8", "replace").strip() or UNREADABLE)
    mime, parted, shown = done.stdout.partition(b"\n")
    if done.returncode or not parted or not shown:
        raise UnfitPhotoError(UNREADABLE)
    return Checked(mime.decode("ascii"), shown)


def _child() -> int:
    from handlers.photos import decode

    _limit()
    try:
        found = decode(sys.stdin.buffer.read(MOST_BYTES + 1))
    except UnfitPhotoError as unfit:
        sys.stderr.buffer.write(unfit.say.encode())
        return UNFIT
    except MemoryError:
        sys.stderr.buffer.write(TOO_LARGE.encode())
        return UNFIT
    sys.stdout.buffer.write(found.mime.encode() + b"\n" + found.shown)
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

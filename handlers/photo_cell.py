"""Decodes a sent picture in a process of its own (see `cell`): a stranger's bytes meet C code there.

The child sends back a type and a copy, or why it refuses.
"""

import sys

from handlers.cell import confine, run_apart
from handlers.photos import (
    MOST_BYTES,
    TOO_LARGE,
    UNREADABLE,
    Checked,
    UnfitPhotoError,
    decode,
    refused_by_looks,
)

WALL_SECONDS = 15
UNFIT = 3
"""The child's exit code for a picture that is refused in words."""


def check(content: bytes) -> Checked:
    """Check and copy a picture. Raises UnfitPhotoError, whatever the decoder does."""
    if say := refused_by_looks(content):
        raise UnfitPhotoError(say)
    done = run_apart("handlers.photo_cell", content, WALL_SECONDS)
    if done is None:
        raise UnfitPhotoError(UNREADABLE)
    if done.returncode == UNFIT:
        raise UnfitPhotoError(done.stderr.decode("utf-8", "replace").strip() or UNREADABLE)
    mime, parted, shown = done.stdout.partition(b"\n")
    if done.returncode or not parted or not shown:
        raise UnfitPhotoError(UNREADABLE)
    return Checked(mime.decode("ascii"), shown)


def _child() -> int:
    confine()
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


if __name__ == "__main__":
    sys.exit(_child())

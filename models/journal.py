"""The number journal: every number taken, fsynced to a file outside the database.

A database restored from a backup would otherwise hand out again what has already left the house. It is
append-only and never read on the hot path.
"""

import os
import re
import threading
from dataclasses import dataclass
from pathlib import Path

WHOLE = re.compile(r"([^\t]+)\t([0-9]{4})\t([0-9]+)\t([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One number taken: its series, year and place, and the SHA-256 of the facts it stands on."""

    series: str
    year: int
    seq: int
    facts_sha: str


class NumberJournal:
    """One line a number, tab separated."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)

    def append(self, entries: list[Entry]) -> None:
        """Write entries durably. Writing one twice (after a crash in between) is harmless."""
        lines = "".join(f"{e.series}\t{e.year}\t{e.seq}\t{e.facts_sha}\n" for e in entries)
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(self._after_a_cut() + lines)
            file.flush()
            os.fsync(file.fileno())

    def _after_a_cut(self) -> str:
        """A line a crash cut off is ended first, so that it spoils no other."""
        if not self._path.stat().st_size:
            return ""
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return "" if file.read() == b"\n" else "\n"

    def entries(self) -> list[Entry]:
        """Everything ever written, in order; a line cut off by a crash is left out."""
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
        return [entry for line in lines[:-1] if (entry := _entry(line)) is not None]

    def last(self, series: str, year: int) -> int:
        """The highest number the journal knows in a series and year, 0 if none."""
        return max((e.seq for e in self.entries() if (e.series, e.year) == (series, year)), default=0)


def _entry(line: str) -> Entry | None:
    """One line read, None if it is not whole."""
    found = WHOLE.fullmatch(line)
    return Entry(found[1], int(found[2]), int(found[3]), found[4]) if found else None

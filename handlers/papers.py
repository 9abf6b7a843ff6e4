"""What stands behind a file reference: a letter drawn from its frozen facts, a workbook, a code, a file.

Drawn by workers, never in a turn. The first stored bytes of a letter win and never change.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import segno

from models.files import FileStore
from models.work import Store
from notices.facts.kinds import Facts, from_json
from notices.facts.tables import Annex4Facts


class NotReadyError(Exception):
    """What the reference stands for cannot be had just now (the platform did not give a code)."""


@dataclass(frozen=True, slots=True)
class Press:
    """How facts become bytes: a letter's PDF (marked as a preview, if it is one), its pages, a workbook, and
    several letters as one file to print."""

    draw: Callable[[Facts, bool], bytes]
    count: Callable[[bytes], int]
    workbook: Callable[[Annex4Facts], bytes]
    stack: Callable[[Sequence[Facts]], bytes]


@dataclass(frozen=True, slots=True)
class Papers:
    """Resolves references. `code_url` asks the service account for the text of an invitation's code."""

    store: Store
    files: FileStore
    press: Press
    code_url: Callable[[str], str]

    def content(self, reference: str) -> bytes:
        """The bytes of a reference: paper:ID, workbook:ID, invite:TOKEN, qr:TEXT or file:SHA256."""
        sort, _, name = reference.partition(":")
        match sort:
            case "paper":
                return self.letter(int(name))
            case "workbook":
                return self._workbook(int(name))
            case "invite":
                return qr(self.code_url(name))
            case "qr":
                return qr(name)
            case "file":
                return self.files.get(name)
            case _:
                raise LookupError(reference)

    def letter(self, number: int) -> bytes:
        """A letter's PDF: from the store, or drawn now and stored for ever."""
        with self.store.read() as work:
            row = work.notices.paper(number)
            kind, facts, preview, stored = row.kind, row.facts, row.preview, row.file_sha
        if stored:
            return self.files.get(stored)
        pdf = self.press.draw(from_json(kind, facts), preview)
        sha = self.files.put(pdf)
        with self.store.write() as work:
            row = work.notices.paper(number, lock=True)
            if not row.file_sha:
                row.file_sha, row.pages = sha, self.press.count(pdf)
            sha = row.file_sha
        return self.files.get(sha)

    def stack(self, numbers: Sequence[int]) -> bytes:
        """Several letters as one PDF to print, in this order. It is not stored here."""
        with self.store.read() as work:
            rows = [work.notices.paper(number) for number in numbers]
            facts = [from_json(row.kind, row.facts) for row in rows]
        return self.press.stack(facts)

    def _workbook(self, number: int) -> bytes:
        with self.store.read() as work:
            facts = from_json("annex4", work.notices.paper(number).facts)
        assert isinstance(facts, Annex4Facts)
        return self.press.workbook(facts)


def qr(text: str) -> bytes:
    """A QR code as PNG, large enough to be scanned from a phone."""
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="png", scale=10, border=3)
    return picture.getvalue()

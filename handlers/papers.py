"""What stands behind a file reference: a letter drawn from its frozen facts, a workbook, a code, a file.

Drawn by workers, never in a turn. The first stored bytes of a letter win and never change.
"""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import segno

from models.files import FileStore
from models.tables.letters import Receipt
from models.work import Store, Work
from notices.facts.kinds import Facts, from_json
from notices.facts.tables import Annex4Facts

SIGNED = frozenset({"form", "warning", "reminder", "amend", "certificate"})
"""Papers that leave the house; what stays in it is not signed."""

SEALED = frozenset({"warning", "reminder", "amend"})
"""Papers with a place for the bureau's seal."""

SERVICE = "service"
"""How a letter was sealed that an e-seal service has sealed (config.bureau.Seal)."""


class NotReadyError(Exception):
    """What the reference stands for cannot be had just now (the platform did not give a code)."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file, the SHA-256 of the signature in it ('' for none), and its OFD where a service gave one."""

    pdf: bytes
    signature: str = ""
    ofd: bytes = b""


@dataclass(frozen=True, slots=True)
class SignedFor:
    """What a signed copy shows of its receipt; `at` is as printed."""

    name: str
    post: str
    at: datetime
    strokes: list[list[list[float]]]


class Signing(Protocol):
    """How letters are signed. Raises NotReadyError where it cannot just now."""

    def letter(self, facts: Facts, at: datetime) -> Made:
        """A letter drawn with the places for its signatures and certified by the bureau."""
        ...

    def to_seal(self, facts: Facts) -> bytes:
        """A letter drawn for a service to seal, with a place for its receipt."""
        ...

    def received(self, letter: bytes, facts: Facts, receipt: SignedFor, *, sealed: bool) -> Made:
        """A new file: the letter with its receipt signed. `sealed`: by a service, whose signature may not
        allow it: RefusedError says why."""
        ...


class Sealing(Protocol):
    """An e-seal service. Raises NotReadyError where it does not seal just now."""

    def sealed(self, pdf: bytes, facts: Facts, key: str) -> Made:
        """The letter with its seal; the same `key` is sealed once."""
        ...


@dataclass(frozen=True, slots=True)
class Press:
    """How facts become bytes: a letter's PDF (marked as a preview, if it is one), its pages, a workbook, and
    several letters as one file to print. Without `signing` and `sealing` letters are as they are drawn.
    """

    draw: Callable[[Facts, bool], bytes]
    count: Callable[[bytes], int]
    workbook: Callable[[Annex4Facts], bytes]
    stack: Callable[[Sequence[Facts]], bytes]
    signing: Signing | None = None
    sealing: Sealing | None = None


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
        made = self._drawn(kind, facts, preview)
        sha, ofd = self.files.put(made.pdf), self.files.put(made.ofd) if made.ofd else ""
        with self.store.write() as work:
            row = work.notices.paper(number, lock=True)
            if not row.file_sha:
                row.file_sha, row.pages = sha, self.press.count(made.pdf)
                row.signature, row.ofd_sha = made.signature, ofd
            sha = row.file_sha
        return self.files.get(sha)

    def received(self, number: int, receipt: int) -> Made:
        """A new file: this letter with this receipt signed in it. It is not stored here."""
        with self.store.read() as work:
            row = work.notices.paper(number)
            facts, signed = from_json(row.kind, row.facts), _signed_for(work, receipt)
            notice = work.session.get_one(Receipt, receipt).notice_id
            sealed = work.notices.get(notice).seal == SERVICE and not facts.mark
        letter = self.letter(number)
        if self.press.signing is None:
            raise NotReadyError("没有签名证书了，签收件要等有了再做")
        return self.press.signing.received(letter, facts, signed, sealed=sealed)

    def stack(self, numbers: Sequence[int]) -> bytes:
        """Several letters as one PDF to print, in this order. It is not stored here."""
        with self.store.read() as work:
            rows = [work.notices.paper(number) for number in numbers]
            facts = [from_json(row.kind, row.facts) for row in rows]
        return self.press.stack(facts)

    def _drawn(self, kind: str, text: str, preview: bool) -> Made:
        facts, signing, sealing = from_json(kind, text), self.press.signing, self.press.sealing
        if sealing is not None and kind in SEALED and not preview and not facts.mark:
            # The service's own signature is the seal; ours after it would only cover it.
            key = hashlib.sha256(text.encode()).hexdigest()
            pdf = signing.to_seal(facts) if signing is not None else self.press.draw(facts, False)
            return sealing.sealed(pdf, facts, key)
        if preview or signing is None or kind not in SIGNED:
            return Made(self.press.draw(facts, preview))
        return signing.letter(facts, self.store.now())

    def _workbook(self, number: int) -> bytes:
        with self.store.read() as work:
            facts = from_json("annex4", work.notices.paper(number).facts)
        assert isinstance(facts, Annex4Facts)
        return self.press.workbook(facts)


def _signed_for(work: Work, number: int) -> SignedFor:
    row = work.session.get_one(Receipt, number)
    return SignedFor(row.name, row.post, row.at, list(row.strokes))


def qr(text: str) -> bytes:
    """A QR code as PNG, large enough to be scanned from a phone."""
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="png", scale=10, border=3)
    return picture.getvalue()

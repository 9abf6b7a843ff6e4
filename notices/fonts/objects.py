"""The objects of one PDF file, written out as they are added: numbers, streams, cross-reference table.

A general PDF library formats dictionaries entry by entry, which for one letter takes longer than setting its
text. Text from outside enters only through `text_string` and streams; knows no fonts and no pages.
"""

from __future__ import annotations

import hashlib

from isal import isal_zlib

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Objects:
    """Collects objects; each is known by its reference, `12 0 R`."""

    def __init__(self) -> None:
        """Begin without any."""
        self._bodies: list[bytes] = []

    def reserve(self) -> str:
        """Return the reference of an object that is given later."""
        self._bodies.append(b"null")
        return f"{len(self._bodies)} 0 R"

    def give(self, reference: str, text: str) -> None:
        """Give a reserved object its text."""
        self._bodies[int(reference.partition(" ")[0]) - 1] = text.encode("ascii")

    def add(self, text: str) -> str:
        """Add an object written out as PDF text; return its reference."""
        return self._added(text.encode("ascii"))

    def stream(self, data: bytes, entries: str = "") -> str:
        """Add a stream with further dictionary entries; return its reference."""
        head = f"<< /Length {len(data)} {entries} >>\nstream\n".encode("ascii")
        return self._added(b"".join((head, data, b"\nendstream")))

    def deflated(self, data: bytes, entries: str = "") -> str:
        """Add a stream and compress it; return its reference."""
        return self.stream(deflate(data), f"/Filter /FlateDecode {entries}")

    def file(self, catalog: str, info: str) -> bytes:
        """Return the whole file; its identifier is the hash of what is in it."""
        parts, at, offsets = [_HEAD], len(_HEAD), []
        for number, body in enumerate(self._bodies, start=1):
            offsets.append(at)
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            parts.append(part)
            at += len(part)
        count = len(offsets) + 1
        lines = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
        name = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        tail = (
            f"xref\n0 {count}\n0000000000 65535 f \n{lines}trailer\n<< /Size {count} /Root {catalog}"
            f" /Info {info} /ID [<{name}> <{name}>] >>\nstartxref\n{at}\n%%EOF\n"
        )
        return b"".join((*parts, tail.encode("ascii")))

    def _added(self, body: bytes) -> str:
        self._bodies.append(body)
        return f"{len(self._bodies)} 0 R"


def deflate(data: bytes) -> bytes:
    """Compress what is made for one letter: four times as quick as zlib, about as small."""
    return isal_zlib.compress(data, 1)


def text_string(text: str) -> str:
    """Return a text as a PDF string that nothing in it can end: UTF-16 in hex digits."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"

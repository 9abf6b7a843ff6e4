"""Adds ready-made objects to a ReportLab document by name.

Its own dictionaries are formatted entry by entry, which for the fonts of one letter takes longer than setting
its text. Knows no fonts.
"""

from __future__ import annotations

from typing import Any


def add(doc: Any, name: str, text: str) -> str:
    """Add an object written out as PDF text; return the reference to it, `12 0 R`."""
    return _added(doc, name, text.encode("ascii"))


def stream(doc: Any, name: str, data: bytes, entries: str = "") -> str:
    """Add a stream with further dictionary entries; return the reference to it."""
    head = f"<< /Length {len(data)} {entries} >>\nstream\n".encode("ascii")
    return _added(doc, name, head + data + b"\nendstream\n")


def _added(doc: Any, name: str, data: bytes) -> str:
    reference: bytes = doc.Reference(data, name).format(doc)
    return reference.decode("ascii")

"""Cells and bytes of every workbook: text stays text, and the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time

from openpyxl import Workbook
from openpyxl.cell.cell import Cell

# A zip entry cannot be older; the real date stands in the document's own properties.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write(cell: Cell, value: str | int) -> None:
    """Write a value; a text stays a text even when it looks like a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"


def saved(book: Workbook, day: date) -> bytes:
    """Return the workbook with its dates fixed: openpyxl writes the time of saving into it."""
    plain = io.BytesIO()
    book.save(plain)
    stamp = datetime.combine(day, time(), tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in sorted(old.namelist()):
            content = old.read(entry)
            if entry == "docProps/core.xml":
                content = _stamped(content.decode("utf-8"), stamp).encode("utf-8")
            new.writestr(zipfile.ZipInfo(entry, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _stamped(core: str, stamp: str) -> str:
    for tag in ("dcterms:created", "dcterms:modified"):
        start = core.index(">", core.index(f"<{tag}")) + 1
        core = core[:start] + stamp + core[core.index(f"</{tag}>") :]
    return core

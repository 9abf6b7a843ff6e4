"""Rows that several internal tables share. A fact that is missing is printed as 未记录, never invented."""

from __future__ import annotations

from notices.blocks import Cell, Row
from notices.facts.inside import EvidenceLine
from notices.printable import one_line, printable

UNKNOWN = "未记录"
LABEL = 5.9
SEQUENCE = 3.2
SHORT = 5.6


def pair(left: str, left_text: str, right: str, right_text: str) -> Row:
    """Return two labelled facts side by side; what is missing reads 未记录."""
    return Row(
        (
            Cell(left, width=LABEL),
            Cell(text=one_line(left_text) or UNKNOWN),
            Cell(right, width=LABEL),
            Cell(text=one_line(right_text) or UNKNOWN),
        ),
        splits=True,
    )


def long_row(label: str, text: str) -> Row:
    """Return one labelled fact over the whole width."""
    cell = Cell(text=printable(text) or UNKNOWN, centred=False)
    return Row((Cell(label, width=LABEL), cell), splits=True)


def evidence_rows(evidence: tuple[EvidenceLine, ...]) -> tuple[Row, ...]:
    """Return a list of pieces: what with its hash, when, by whom."""
    if not evidence:
        return (Row((Cell(text="未附证据"),)),)
    labels = (("序号", SEQUENCE), ("名称和文件摘要（SHA-256）", 0.0), ("取得时间", 6.2), ("取得人", SHORT))
    rows = [Row(tuple(Cell(label, width=width) for label, width in labels))]
    for count, piece in enumerate(evidence, start=1):
        named = "\n".join((one_line(piece.name) or UNKNOWN, one_line(piece.sha256) or UNKNOWN))
        cells = (
            Cell(text=str(count), width=SEQUENCE),
            Cell(text=named, centred=False),
            Cell(text=one_line(piece.taken) or UNKNOWN, width=6.2),
            Cell(text=one_line(piece.by) or UNKNOWN, width=SHORT),
        )
        rows.append(Row(cells, splits=True))
    return tuple(rows)

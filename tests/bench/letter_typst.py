"""The same letters set by Typst, the fastest typesetter that breaks Chinese well: same words, same fonts.

One compiler is kept; every letter is handed to it as data, as a server would do.
"""

import json
from pathlib import Path

import typst

from notices.blocks import Cell, Flanks, Group, Letter, Paragraph, Receipt, Row, Salutation, Signature, Table
from notices.fonts.book import HERE

SOURCE = """
#let d = json(bytes(sys.inputs.letter))
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer: align(right, context text(14pt)[— #counter(page).display() —]))
#set text(font: ("Chayici Kai", "Chayici Song"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, leading: 13pt, spacing: 13pt)
#set table(stroke: 0.5pt, inset: 4pt)
#for line in d.title { align(center, text(22pt, font: "Chayici Song", weight: "bold", line)) }
#if d.number != "" { align(center, d.number) }
#if d.copy != "" { place(top + right, dy: -9mm, text(14pt, d.copy)) }
#for p in d.text {
  if p.indent { par(first-line-indent: (amount: 2em, all: true), p.text) } else { par(p.text) }
}
#if d.signature.len() > 0 [
  #v(60pt)
  #align(right, block(width: 60%, align(center)[#d.signature.at(0) \\ #d.signature.at(1)]))
  #v(60pt)
]
#if d.receipt.len() > 0 [
  #for label in d.receipt { label; box(width: 80pt, line(length: 100%)) }
]
#if d.rows.len() > 0 [
  #set text(10.5pt, font: "Chayici Song")
  #set par(leading: 5pt, justify: false)
  #align(right, d.flank)
  #table(columns: (62pt, 1fr, 54pt, 1fr, 54pt, 1fr, 54pt), align: horizon,
    ..d.rows.map(c => table.cell(colspan: c.span, rowspan: c.rows, c.text)))
]
"""
GRID = 7


class Typst:
    """A compiler with the house's fonts and nothing of the system's."""

    def __init__(self, folder: Path) -> None:
        source = folder / "letter.typ"
        source.write_text(SOURCE, encoding="utf-8")
        self._compiler = typst.Compiler(str(source), font_paths=[str(HERE)], ignore_system_fonts=True)

    def draw(self, letter: Letter) -> bytes:
        """The PDF of a composed letter."""
        data = json.dumps(as_data(letter), ensure_ascii=False)
        pdf = self._compiler.compile(format="pdf", sys_inputs={"letter": data})
        assert isinstance(pdf, bytes)
        return pdf


def as_data(letter: Letter) -> dict[str, object]:
    """A letter's words in the shape the template reads."""
    text = [
        {"text": block.text, "indent": isinstance(block, Paragraph)}
        for block in letter.blocks
        if isinstance(block, Salutation | Paragraph)
    ]
    signature = next((block for block in letter.blocks if isinstance(block, Signature)), None)
    receipt = next((block for block in letter.blocks if isinstance(block, Receipt)), None)
    flank = next((block.right for block in letter.blocks if isinstance(block, Flanks)), "")
    return {
        "title": letter.title,
        "number": letter.number,
        "copy": letter.copy,
        "text": text,
        "signature": [signature.name, signature.day] if signature else [],
        "receipt": [*receipt.labels, receipt.day] if receipt else [],
        "flank": flank,
        "rows": [cell for block in letter.blocks if isinstance(block, Table) for cell in cells_of(block)],
    }


def cells_of(table: Table) -> list[dict[str, object]]:
    """The cells of a form in reading order, spread over one grid of seven columns.

    Typst finds no face for ☑, which the house draws itself: ■ stands for it.
    """
    cells: list[dict[str, object]] = []
    for part in table.parts:
        rows = part.rows if isinstance(part, Group) else (part,)
        if isinstance(part, Group):
            cells.append({"text": part.name, "span": 1, "rows": len(rows)})
        for row in rows:
            cells += _spread(row, GRID - isinstance(part, Group))
    return cells


def _spread(row: Row, columns: int) -> list[dict[str, object]]:
    count = len(row.cells)
    if row.columns:
        spans = [cell.span for cell in row.cells]
    else:
        spans = [columns // count + (at >= count - columns % count) for at in range(count)]
    return [
        {"text": _words(cell), "span": span, "rows": 1} for cell, span in zip(row.cells, spans, strict=True)
    ]


def _words(cell: Cell) -> str:
    return "\n".join(filter(None, (cell.label, cell.text))).replace("☑", "■")

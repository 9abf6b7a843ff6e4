"""Annex 4 in words: the half-monthly table, its heading and columns exactly as the source has them.

It counts nothing; it only refuses a total that is not the sum of its rows.
"""

from __future__ import annotations

from notices.blocks import Block, Cell, Flanks, Letter, Notes, Role, Row, Table
from notices.facts.tables import Annex4Facts, Annex4Row
from notices.printable import LetterError, one_line
from notices.wording import wording
from notices.words.incomplete import require


class WrongTotalError(LetterError):
    """The total row of Annex 4 differs from the sum of its rows."""


def check_total(facts: Annex4Facts) -> None:
    """Refuse a table whose total is not the sum of its rows. Raises WrongTotalError naming the columns."""
    columns = wording(facts.wording).annex4_columns[1:]
    sums = [sum(figures) for figures in zip(*(row.figures for row in facts.rows), strict=True)] or [0] * 6
    wrong = [
        f"{column}（各区域之和 {added}，合计 {given}）"
        for column, added, given in zip(columns, sums, facts.total.figures, strict=True)
        if added != given
    ]
    if wrong:
        raise WrongTotalError(f"汇总表合计与各区域之和不符：{'；'.join(wrong)}。请核对后再生成。")


def compose_annex4(facts: Annex4Facts, preview: bool) -> Letter:
    """Return Annex 4. Raises IncompleteLetterError unless it is a preview, WrongTotalError always."""
    if not preview:
        require("数据汇总表", {"填报单位": facts.reporting_unit.strip(), "统计期间": facts.period.strip()})
    check_total(facts)
    text = wording(facts.wording)
    above: Block = Flanks(text.annex4_unit + one_line(facts.reporting_unit), period_line(facts))
    rows = [
        Row(tuple(Cell(column, width=7.0 if at == 0 else 0) for at, column in enumerate(text.annex4_columns)))
    ]
    rows += [_figures(row, one_line(row.district)) for row in facts.rows]
    rows.append(_figures(facts.total, text.annex4_total))
    fixed: tuple[tuple[Role, str], ...] = (
        ("title", text.annex4_title),
        ("song", "".join((*text.annex4_columns, text.annex4_unit, "统计期间：0123456789年月日—　 "))),
    )
    return Letter(
        kind="annex4",
        title=(text.annex4_title,),
        blocks=(above, Table(tuple(rows), heads=1), *_notes(facts)),
        author=one_line(facts.issuer.name),
        subject=one_line(facts.period),
        fixed=fixed,
        running=f"{text.annex4_title}　{one_line(facts.reporting_unit)}",
        landscape=True,
        day=facts.prepared_on,
    )


def period_line(facts: Annex4Facts) -> str:
    """Return the period as it stands beside 填报单位; empty when the facts name none."""
    period = one_line(facts.period)
    return f"统计期间：{period}" if period else ""


def _figures(row: Annex4Row, name: str) -> Row:
    return Row((Cell(name, width=7.0), *(Cell(str(figure)) for figure in row.figures)))


def _notes(facts: Annex4Facts) -> tuple[Block, ...]:
    lines = tuple(filter(None, map(one_line, facts.notes)))
    return (Notes(lines),) if lines else ()

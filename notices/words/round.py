"""发放登记表: the firms of one stack in its order, with room for the day and the signer. Internal; our own.

It lies on top of the letters that are carried out on paper, and says nothing the letters do not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from notices.blocks import Cell, Flanks, Letter, Role, Row, Table
from notices.facts.letters import ReminderFacts
from notices.printable import one_line
from notices.words.days import in_words

TITLE = "温馨提示单发放登记表"
_COLUMNS = (("序号", 2.5), ("企业名称", 0.0), ("地址", 0.0), ("送达日期", 4.5), ("签收人", 4.5))


def compose_round(letters: Sequence[ReminderFacts]) -> Letter:
    """Return the list of whom these letters go to, one line a firm."""
    firms = [one for one in letters if one.copy == "送达"]
    first = firms[0]
    rows = [Row(tuple(Cell(name, width=width) for name, width in _COLUMNS))]
    rows += [_line(n, one) for n, one in enumerate(firms, 1)]
    above = Flanks(f"成文日期：{_day(first.issued_on)}", f"共 {len(firms)} 家，每家两份，收回一份")
    fixed: tuple[tuple[Role, str], ...] = (
        ("title", TITLE),
        ("song", "".join((*(name for name, _ in _COLUMNS), above.left, above.right, "0123456789—　 "))),
    )
    return Letter(
        kind="round",
        title=(TITLE,),
        blocks=(above, Table(tuple(rows), heads=1)),
        author=one_line(first.issuer.name),
        subject="供打印送达",
        fixed=fixed,
        running=TITLE,
        day=first.issued_on,
    )


def _day(day: date | None) -> str:
    return in_words(day) if day is not None else ""


def _line(number: int, facts: ReminderFacts) -> Row:
    filled = (str(number), one_line(facts.addressee.name), one_line(facts.addressee.address), "", "")
    cells = zip(_COLUMNS, filled, strict=True)
    return Row(tuple(Cell(text=text, width=width, centred=name == "序号") for (name, width), text in cells))

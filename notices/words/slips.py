"""Internal slips in words: handing hazards over (转查处) and routing a problem from another source.

They stay inside the bureau. They list what was recorded and leave the decision and the signature to a
person; a fact that is missing is printed as 未记录, never invented.
"""

from __future__ import annotations

from notices.blocks import Block, Cell, Flanks, Group, Letter, Role, Row, Table
from notices.facts.inside import RoutedFacts, TransferFacts
from notices.facts.parties import Addressee
from notices.printable import one_line, printable
from notices.words.days import by_hand, in_words
from notices.words.incomplete import require
from notices.words.rows import LABEL, SEQUENCE, SHORT, UNKNOWN, evidence_rows, long_row, pair

TRANSFER_TITLE = "环境隐患（问题）转查处移交单"
ROUTED_TITLE = "其他来源环境问题转办单"
_HAND_LINES = 6


def compose_transfer(facts: TransferFacts, preview: bool) -> Letter:
    """Return the slip that hands hazards over. Raises IncompleteLetterError unless a preview."""
    if not preview:
        needed = {
            "移交编号": facts.reference.strip(),
            "企业名称": facts.enterprise.name.strip(),
            "隐患描述": facts.hazards,
            "发现人员": facts.found_by,
            "制作日期": facts.prepared_on,
        }
        require("转查处移交单", needed)
    notice = (one_line(facts.notice_number), one_line(facts.notice_course))
    parts: tuple[Row | Group, ...] = (
        *_enterprise(facts.enterprise),
        pair("问题来源", facts.source, "帮扶日期", in_words(facts.visited_on) if facts.visited_on else ""),
        long_row("移交原因", facts.reason),
        *((long_row("预警提示单", "\n".join(filter(None, notice))),) if any(notice) else ()),
        Group("隐患（问题）", _hazards(facts)),
        Group("证据清单", evidence_rows(facts.evidence)),
        long_row("发现人员", _people(facts.found_by)),
        long_row("决定人", facts.decides),
        *_opinion("处理意见："),
    )
    return _slip(TRANSFER_TITLE, facts, Table(parts))


def compose_routed(facts: RoutedFacts, preview: bool) -> Letter:
    """Return the slip that routes a problem. Raises IncompleteLetterError unless a preview."""
    if not preview:
        needed = {
            "转办编号": facts.reference.strip(),
            "企业名称": facts.enterprise.name.strip(),
            "问题描述": facts.problems,
            "记录人员": facts.recorded_by,
            "制作日期": facts.prepared_on,
        }
        require("转办单", needed)
    problems = tuple(
        Row(
            (Cell(text=str(count), width=SEQUENCE), Cell(text=printable(problem), centred=False)),
            splits=True,
        )
        for count, problem in enumerate(facts.problems, start=1)
    )
    head = Row((Cell("序号", width=SEQUENCE), Cell("问题描述")))
    parts: tuple[Row | Group, ...] = (
        *_enterprise(facts.enterprise),
        pair("问题来源", facts.source, "发现日期", in_words(facts.found_on) if facts.found_on else ""),
        Group("问题", (head, *problems)),
        Group("证据清单", evidence_rows(facts.evidence)),
        long_row("记录人员", _people(facts.recorded_by)),
        long_row("转往", facts.routed_to),
        *_opinion("办理意见："),
    )
    return _slip(ROUTED_TITLE, facts, Table(parts))


def _slip(title: str, facts: TransferFacts | RoutedFacts, table: Table) -> Letter:
    issuer, reference = one_line(facts.issuer.name), one_line(facts.reference)
    dated = f"制作日期：{by_hand(facts.prepared_on)}"
    above: Block = Flanks(f"编号：{reference or UNKNOWN}", dated)
    fixed: tuple[tuple[Role, str], ...] = (("title", issuer + title), ("song", "0123456789年月日—　 "))
    return Letter(
        kind="transfer" if isinstance(facts, TransferFacts) else "routed",
        title=(issuer, title),
        blocks=(above, table),
        author=issuer,
        subject=one_line(facts.enterprise.name),
        fixed=fixed,
        running=f"{title}　{reference}",
        day=facts.prepared_on,
    )


def _enterprise(firm: Addressee) -> tuple[Row, ...]:
    return (
        pair("企业名称", firm.name, "统一社会\n信用代码", firm.uscc),
        pair(one_line(firm.representative_title), firm.representative, "地址", firm.address),
    )


def _hazards(facts: TransferFacts) -> tuple[Row, ...]:
    head = (
        Cell("序号", width=SEQUENCE),
        Cell("隐患描述"),
        Cell("主观方面", width=SHORT),
        Cell("后果", width=SHORT),
    )
    rows = [Row(head)]
    for count, hazard in enumerate(facts.hazards, start=1):
        cells = (
            Cell(text=str(count), width=SEQUENCE),
            Cell(text=printable(hazard.text) or UNKNOWN, centred=False),
            Cell(text=one_line(hazard.intent) or UNKNOWN, width=SHORT),
            Cell(text=one_line(hazard.consequence) or UNKNOWN, width=SHORT),
        )
        rows.append(Row(cells, splits=True))
    return tuple(rows)


def _people(people: tuple[tuple[str, str], ...]) -> str:
    return "、".join(
        f"{one_line(name)}（{one_line(unit)}）" if unit.strip() else one_line(name) for name, unit in people
    )


def _opinion(label: str) -> tuple[Row, ...]:
    signing = (Cell("签名：", width=LABEL), Cell(), Cell("日期：", width=LABEL), Cell(by_hand()))
    return Row((Cell(label, centred=False),), lines=_HAND_LINES), Row(signing)

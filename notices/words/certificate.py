"""签收回执 in words: one letter, its way to each person, its receipt, and what it can be checked against.

Our own form; the source document has none. It states records and judges nothing: whether a receipt suffices
as service is for lawyers. What nobody recorded reads 未记录, and nothing is inferred from something else.
"""

from __future__ import annotations

from notices.blocks import Block, Cell, Flanks, Group, Letter, Notes, Role, Row, Table
from notices.facts.receipt import CertificateFacts, DeliveryFacts
from notices.printable import one_line, printable
from notices.words.days import in_words
from notices.words.incomplete import require
from notices.words.rows import UNKNOWN, evidence_rows, long_row, pair

TITLE = "签收回执"
RECIPE = (
    "怎样核对：上一条哈希、一个换行符、签收记录原文三者相连（UTF-8），取 SHA-256，即本条哈希；各条依次相连，"
    "改动、抽换或删去任何一条都会不符。文书文件和照片直接取 SHA-256；笔迹原始数据在一企一档的“签收”目录里。",
    "本回执只记录送达和签收经过，签收只表示收到，不代表认可。时间为东八区时间，括号内为世界协调时。",
)
_STEP, _SOURCE = 9.0, 9.0


def compose_certificate(facts: CertificateFacts, preview: bool) -> Letter:
    """Return the certificate. Raises IncompleteLetterError unless it is a preview."""
    if not preview:
        needed = {
            "企业名称": facts.enterprise.name.strip(),
            "文书名称": facts.letter.strip(),
            "哈希": facts.sha,
        }
        require(TITLE, needed)
    parts: tuple[Row | Group, ...] = (
        Group("文书", _letter(facts)),
        *(Group("送达", _delivery(one)) for one in facts.deliveries),
        *(() if facts.deliveries else (Group("送达", (long_row("送达轨迹", ""),)),)),
        Group("签收", _received(facts)),
        Group("凭证", evidence_rows(facts.evidence)),
        Group("核对", _checks(facts)),
    )
    issuer, number = one_line(facts.issuer.name), one_line(facts.number)
    blocks: tuple[Block, ...] = (
        Flanks(f"编号：{number or UNKNOWN}", f"收到日：{in_words(facts.received.received_on)}"),
        Table(parts),
        Notes(RECIPE),
    )
    fixed: tuple[tuple[Role, str], ...] = (
        ("title", issuer + TITLE),
        ("body", "".join(RECIPE)),
        ("song", "0123456789年月日—　 "),
    )
    return Letter(
        kind="certificate",
        title=(issuer, TITLE),
        blocks=blocks,
        author=issuer,
        subject=one_line(facts.enterprise.name),
        fixed=fixed,
        running=f"{TITLE}　{number}",
        day=facts.received.received_on,
    )


def _letter(facts: CertificateFacts) -> tuple[Row, ...]:
    firm = facts.enterprise
    return (
        long_row("企业名称", firm.name),
        pair("统一社会\n信用代码", firm.uscc, "编号", facts.number),
        long_row("文书名称", facts.letter),
        pair("成文", facts.issued, "经办、审核", facts.by),
        long_row("文书文件\nSHA-256", facts.file_sha),
        long_row("文书内容\nSHA-256", facts.facts_sha),
    )


def _delivery(one: DeliveryFacts) -> tuple[Row, ...]:
    head = Row((Cell("环节", width=_STEP), Cell("时间"), Cell("来源", width=_SOURCE)))
    steps = tuple(
        Row(
            (
                Cell(text=printable(what), width=_STEP),
                Cell(text=one_line(when) or UNKNOWN),
                Cell(text=one_line(source) or UNKNOWN, width=_SOURCE),
            ),
            splits=True,
        )
        for what, when, source in one.steps
    )
    return (long_row("发给", one.to), pair("渠道", one.channel, "消息编号", one.message), head, *steps)


def _received(facts: CertificateFacts) -> tuple[Row, ...]:
    got = facts.received
    rows = [
        pair("方式", got.how, "收到日", in_words(got.received_on)),
        pair("签收人" if not got.reason else "拒签人", got.name, "职务", got.post),
        pair("电话", got.phone, "身份", got.identity),
        long_row("授权", got.standing),
        long_row("签收时间" if not got.recorded else "记录时间", got.at),
        long_row("电子送达\n确认书", got.consent),
        pair("网络地址", got.address, "手写笔迹", got.strokes),
        pair("公章", facts.seal, "整改期限", facts.due or "本文书没有期限"),
        long_row("设备", got.device),
    ]
    told = (
        ("记录人", got.recorded),
        ("拒签原因", got.reason),
        ("见证人", got.witnesses),
        ("在场人员", got.staff),
    )
    rows += [long_row(label, text) for label, text in (*told, ("邮寄单号", got.mail)) if text]
    return tuple(rows)


def _checks(facts: CertificateFacts) -> tuple[Row, ...]:
    return (
        long_row("签收记录\n原文", facts.record),
        long_row("上一条\n哈希", facts.previous),
        long_row("本条哈希", facts.sha),
        long_row("笔迹\nSHA-256", facts.received.strokes_sha),
    )

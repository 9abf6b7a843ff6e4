"""验真: what anybody may learn about a letter he holds. It reads only, and tells no stranger a private fact.

A letter is known by the code printed on it, or by its file (handlers.verify_file).
"""

from dataclasses import dataclass

from handlers.copies import RECEIVED
from handlers.desk import Desk
from handlers.notice_names import TITLES
from handlers.receipt_words import correction_of, masked
from models.amendments import Amendments
from models.register import RegisterRows
from models.tables.letters import Notice, PaperRow
from rules.local_time import local_date, show_date
from rules.names import mask_name
from rules.notice_states import NoticeState
from rules.pilot import is_pilot

STACK = "这是我局供打印的合订件；里面每份温馨提示单各有自己的二维码，请扫纸上的码核验。"


@dataclass(frozen=True, slots=True)
class Verified:
    """What the page says of one notice. `good` is False for a void one."""

    good: bool
    headline: str
    rows: tuple[tuple[str, str], ...]
    copies: tuple[tuple[str, str], ...]


def by_code(code: str, desk: Desk) -> Verified | None:
    """The notice whose paper carries this code."""
    notice = RegisterRows(desk.work.session).by_code(code)
    return _told(notice, desk) if notice is not None else None


def by_paper(paper: PaperRow, desk: Desk) -> Verified | None:
    """The notice a letter belongs to, None for one that belongs to none."""
    return _told(desk.work.notices.get(paper.notice_id), desk) if paper.notice_id is not None else None


def sort_of(paper: PaperRow) -> str:
    """What a letter is, with its copy."""
    named = {"form": "帮扶表单", "amend": paper.name.split(" ")[0], "certificate": "签收回执", **TITLES}.get(
        paper.kind, "内部文书"
    )
    copies = {"送达": "送达", "存根": "存根", RECEIVED: "签收件"}
    return f"{named}（{copies[paper.copy]}）" if paper.copy in copies else named


def _seal(notice: Notice, desk: Desk) -> str:
    """How it was sealed, '' on paper: there the seal itself is to be looked at."""
    if notice.sealed_by:
        return f"文件里的印章由{desk.house.bureau.issuer.name}指定的人员核对后加盖"
    return "文件里是电子印章，请一并核验印章的签名" if notice.seal == "service" else ""


def _told(notice: Notice, desk: Desk) -> Verified:
    book, rows = Amendments(desk.work.session), RegisterRows(desk.work.session)
    void = notice.state == NoticeState.VOID
    name = desk.work.notices.visit(notice.visit_id).header["name"]
    receipt = desk.work.notices.receipt(notice.id)
    lines = [
        ("文书", TITLES[notice.kind]),
        ("编号", notice.number if notice.kind == "warning" else "本文种不编号"),
        ("制发单位", desk.house.bureau.issuer.name),
        ("成文日期", show_date(notice.issued_on)),
        ("发给", mask_name(name, 2) + name[-2:] if len(name) > 6 else mask_name(name)),
        (
            "签收",
            masked(receipt, correction_of(receipt, desk)) if receipt else "还没有签收记录",
        ),
    ]
    if seal := _seal(notice, desk):
        lines.append(("印章", seal))
    for one in book.of_notice(notice.id):
        if one.sort == "correct" and one.state in ("agreed", "served") and one.decided_at:
            lines.append(("更正", f"{show_date(local_date(one.decided_at))}有一处更正，见更正说明"))
        elif void and one.state in ("agreed", "served") and one.decided_at:
            lines.append(("作废", f"{show_date(local_date(one.decided_at))}作废，不再使用"))
    if new := rows.replacements([notice.id]).get(notice.id):
        lines.append(("替代", f"由 {new} 替代"))
    headline = "这份文书已经作废" if void else "这份文书是真的"
    if is_pilot(notice.series):
        void, headline = True, "这是试运行的样稿，不是正式文书"
    if notice.recalled_at is not None:
        void, headline = True, "这份文书已经撤回"
    papers = [p for p in desk.work.notices.papers(notice=notice.id) if p.file_sha]
    copies = tuple((sort_of(p), p.file_sha) for p in papers)
    copies += tuple((f"{sort_of(p)}，OFD", p.ofd_sha) for p in papers if p.ofd_sha)
    return Verified(not void, headline, tuple(lines), copies)

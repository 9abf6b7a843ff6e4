"""一企一档: everything there is of one enterprise, as a list of pieces, and what a complete file still lacks.

It reads and lists; nothing is invented for what is missing, and 缺件清单 says so by name.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.copies import CERTIFICATE
from handlers.desk import Desk
from handlers.paper_orders import lacking
from handlers.receipt_chain import covered, covered_date
from handlers.slips import sealed
from models.archive import ArchiveRows
from models.receipt_dates import ReceiptDates
from models.tables.cases import MAILED, Evidence, Visit
from models.tables.letters import Notice, PaperRow
from models.tables.people import Enterprise
from rules.local_time import local_time
from rules.notice_states import NoticeState
from rules.reminder_states import ReminderState

SORTS = {
    "photo": ("照片", "jpg"),
    "voice": ("语音", "amr"),
    "clip": ("视频", "mp4"),
    "slip": ("签收件照片", "jpg"),
    "left": ("留置照片", "jpg"),
}
RECIPE = (
    "签收记录的校验：把“字段”按键排序、不加空格写成 JSON（UTF-8，中文不转义），"
    "前面加上“上一条”和一个换行，取 SHA-256，就是“本条”。"
)
"""How anybody recomputes a receipt's hash from what is printed beside it."""

DATES_RECIPE = RECIPE.replace("签收记录", "签收日期更正", 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the archive: where it goes, and what it is made of (a reference, or text)."""

    path: str
    what: str
    reference: str = ""
    text: str = ""
    sha: str = ""


@dataclass(slots=True)
class Folder:
    """One enterprise's file."""

    name: str
    pieces: list[Piece] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def folder(firm: Enterprise, desk: Desk) -> Folder:
    """List everything of this enterprise."""
    rows = ArchiveRows(desk.work.session)
    made = Folder(_safe(f"{firm.name}{f'（{firm.site_name}）' if firm.site_name else ''}"))
    visits = list(rows.visits(firm.id))
    if not visits:
        made.missing.append("没有检查记录")
    subjects = [f"enterprise:{firm.id}"]
    for visit in visits:
        subjects += _visit(visit, rows, made, desk)
    for notice in rows.notices(firm.id):
        subjects.append(f"notice:{notice.id}")
        _notice(notice, made, desk)
    made.pieces.append(Piece("操作记录.csv", "操作记录", text=_log(rows, subjects, desk)))
    return made


def _visit(visit: Visit, rows: ArchiveRows, made: Folder, desk: Desk) -> list[str]:
    """A visit's letters, photos and feedback; returns what the audit calls them."""
    occasion = "温馨提示单" if visit.form == MAILED else f"第{visit.id}次"
    where = f"{visit.visited_on.isoformat()} {occasion}"
    papers = list(rows.papers(visit.id))
    if not any(one.kind == "form" for one in papers) and visit.form in ("full", "closed"):
        made.missing.append(f"{where}：没有帮扶表单")
    for paper in papers:
        letter = _paper(paper, where)
        made.pieces.append(letter)
        if paper.ofd_sha:
            path = f"{letter.path.removesuffix('.pdf')}.ofd"
            made.pieces.append(Piece(path, "文书（OFD）", f"file:{paper.ofd_sha}", sha=paper.ofd_sha))
    hazards = list(desk.work.notices.hazards_of_visit(visit.id))
    sent = [one for h in hazards for one in desk.work.notices.submissions(h.id)]
    for n, piece in enumerate(rows.evidence(visit.id, [one.id for one in sent]), 1):
        _evidence(piece, n, where, made)
    if sent:
        told = [
            {
                "第几条": next(h.place for h in hazards if h.id == one.hazard_id),
                "时间": local_time(one.at).isoformat(timespec="seconds"),
                "说明": one.text,
                "结果": one.state,
                "原因": one.reason,
            }
            for one in sent
        ]
        made.pieces.append(Piece(f"{where}/整改反馈.json", "整改反馈", text=_json(told)))
    if looked := [
        {
            "日期": one.on.isoformat(),
            "人员": [f"{person[1]}（{person[2]}）" for person in one.staff],
            "未改好": one.left,
            "情况": one.text,
        }
        for one in rows.rechecks(visit.id)
    ]:
        made.pieces.append(Piece(f"{where}/复核记录.json", "复核记录", text=_json(looked)))
    return [f"visit:{visit.id}", *(f"hazard:{h.id}" for h in hazards)]


def _paper(row: PaperRow, where: str) -> Piece:
    if row.copy == CERTIFICATE:
        path = f"签收/{_safe(row.name)}.pdf"
        return Piece(path, "签收回执", reference=f"paper:{row.id}", sha=row.file_sha)
    copy = f"（{row.copy}）" if row.copy else ""
    return Piece(
        f"{where}/{_safe(row.name)}{copy}.pdf", "文书", reference=f"paper:{row.id}", sha=row.file_sha
    )


def _evidence(row: Evidence, n: int, where: str, made: Folder) -> None:
    what, ending = SORTS.get(row.sort, ("备注", "txt"))
    taken = local_time(row.at).strftime("%Y%m%d-%H%M")
    path = f"{where}/{'反馈' if row.submission_id else '现场'}{what} {n:03d} {taken}.{ending}"
    if row.sort not in SORTS:
        made.pieces.append(Piece(path, what, text=row.text))
    elif row.sha256:
        made.pieces.append(Piece(path, what, reference=f"file:{row.sha256}", sha=row.sha256))
    else:
        made.missing.append(f"{path}：原件没有取到")


def _notice(notice: Notice, made: Folder, desk: Desk) -> None:
    """Its receipt, recheck and end; what a complete file would still need."""
    receipt = desk.work.notices.receipt(notice.id)
    state = (NoticeState if notice.kind == "warning" else ReminderState)(notice.state)
    made.missing += lacking(notice, desk)
    if receipt is not None:
        handover = desk.work.notices.handover(receipt.handover_id) if receipt.handover_id else None
        fields = covered(receipt, notice.number, handover)
        told = {"字段": fields, "上一条": receipt.previous, "本条": receipt.sha, "笔迹": receipt.strokes}
        text = _json({"说明": RECIPE, **told})
        made.pieces.append(Piece(f"签收/{_safe(notice.number)}.json", "签收记录", text=text))
        for n, row in enumerate(ReceiptDates(desk.work.session).of(receipt.signing), 1):
            put_right = {"字段": covered_date(row), "上一条": row.previous, "本条": row.sha}
            path = f"签收/{_safe(notice.number)} 更正签收日 {n}.json"
            made.pieces.append(Piece(path, "签收日期更正", text=_json({"说明": DATES_RECIPE, **put_right})))
        if not (handover and handover.sealed) and not sealed(notice.visit_id, desk):
            made.missing.append(f"{notice.number}：没有企业盖章的签收件（公章：未盖）")
    elif state.value != "void":
        made.missing.append(f"{notice.number}：没有签收")
    if state in (NoticeState.RECTIFYING, NoticeState.OVERDUE, NoticeState.AWAITING_RECHECK):
        made.missing.append(f"{notice.number}：还没有复核结论（{state.label}）")


def _log(rows: ArchiveRows, subjects: list[str], desk: Desk) -> str:
    lines = ["时间,操作人,动作,对象,内容,本条哈希"]
    for row in rows.log(subjects):
        detail = json.dumps(row.detail, ensure_ascii=False, sort_keys=True)
        cells = (
            local_time(row.at).isoformat(timespec="seconds"),
            desk.books.name_of(row.by),
            row.action,
            row.subject,
            detail,
            row.sha,
        )
        lines.append(",".join(_cell(one) for one in cells))
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """A cell that no table program takes for a formula."""
    text = f"'{text}" if text[:1] in "=+-@" else text
    return '"' + text.replace('"', '""') + '"'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _safe(name: str) -> str:
    """A name every file system takes."""
    return (
        "".join("_" if one in '/\\:*?"<>|' or ord(one) < 32 else one for one in name)[:80].strip(". ") or "_"
    )


Content = Callable[[str], bytes]
"""What stands behind a reference."""

"""What a contact said on the notice page and what came of it, and what he may still say. It only reads."""

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.extensions import may_ask
from handlers.inquiries import NAMES, would_answer
from handlers.notice_access import Opened
from handlers.refuse_receipt import REASONS
from handlers.slips import sealed, unsealed
from models.tables.cases import Evidence
from models.tables.letters import Notice
from models.tables.replies import Extension, Inquiry
from rules.delivery_marks import Mark
from rules.local_time import clock_time, local_date, month_day
from rules.standing import SIGNS, Standing

EXTENSIONS = {"waiting": "等队领导定", "granted": "已同意", "refused": "没有同意"}
EXTENSION_TONES = {"granted": "ok", "refused": "back"}


@dataclass(frozen=True, slots=True)
class SaidView:
    """One thing he said: what, when, where it stands, the answer ('' if none yet)."""

    what: str
    at: str
    text: str
    state: str
    tone: str
    answer: str


@dataclass(frozen=True, slots=True)
class RepliesView:
    """What was said, and what may be said: the choices for not signing, whether more time may be asked.

    `seals` are photos of slips with the seal, `slips` of those signed on paper without one.
    """

    said: tuple[SaidView, ...]
    reasons: tuple[str, ...]
    refused: str
    can_extend: bool
    can_sign: bool
    why_not: str
    seals: tuple[str, ...]
    slips: tuple[str, ...]
    who_answers: str


def replies(opened: Opened, warning: Notice | None, signed: bool, here: str, desk: Desk) -> RepliesView:
    """Everything about answers for one contact."""
    said = [_inquiry(one, desk) for one in desk.work.replies.inquiries(opened.visit.id)]
    if warning is not None:
        said += [_extension(one) for one in desk.work.replies.extensions(warning.id)]
    standing = Standing(opened.contact.standing)
    signs = standing in SIGNS and opened.contact.consent != ""
    why = "您没有代表企业签收的授权，请法定代表人或授权联系人签收，也可以请检查人员当面送达。"
    return RepliesView(
        said=tuple(said),
        reasons=REASONS,
        refused="" if signed else _refused(opened, desk),
        can_extend=warning is not None and may_ask(warning, desk),
        can_sign=not signed and signs,
        why_not="" if signed or signs else why,
        who_answers=would_answer("objection", opened.visit, desk).say,
        seals=_shown(sealed(opened.visit.id, desk), here),
        slips=_shown(unsealed(opened.visit.id, desk), here),
    )


def _shown(rows: list[Evidence], here: str) -> tuple[str, ...]:
    return tuple(f"{here}/seal/{row.id}.jpg" for row in rows if row.display_sha256)


def _inquiry(row: Inquiry, desk: Desk) -> SaidView:
    until = f"，{month_day(row.answer_by)}前" if row.answer_by else ""
    by = desk.books.name_of(row.answered_by) if row.answer else ""
    return SaidView(
        what=NAMES[row.sort],
        at=f"{month_day(local_date(row.at))} {clock_time(row.at)}",
        text=row.text,
        state="已答复" if row.answer else f"等答复{until}",
        tone="ok" if row.answer else "",
        answer=f"{by}答复：{row.answer}" if row.answer else "",
    )


def _extension(row: Extension) -> SaidView:
    until = f"，延到{month_day(row.until)}" if row.until else ""
    return SaidView(
        what=f"申请延期 {row.days} 日",
        at=f"{month_day(local_date(row.at))} {clock_time(row.at)}",
        text=row.reason,
        state=EXTENSIONS[row.state] + until,
        tone=EXTENSION_TONES.get(row.state, ""),
        answer=f"理由：{row.because}" if row.because else "",
    )


def _refused(opened: Opened, desk: Desk) -> str:
    """His own last word that he does not sign."""
    delivery = desk.work.notices.delivery(opened.visit.id, opened.contact.id)
    marks = desk.work.replies.marks(delivery.id) if delivery else ()
    said = [one.detail for one in marks if one.what == Mark.REFUSED]
    return said[-1] if said else ""

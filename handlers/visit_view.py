"""What staff see of one visit behind a card: everything, photos and penalties included. Internal."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.copies import CERTIFICATE
from handlers.delivery_view import DeliveryView, deliveries
from handlers.desk import Desk
from handlers.receipt_words import for_staff
from handlers.sign_in_person import may_take, unsigned_of
from models.tables.cases import MAILED, Evidence, Hazard, Visit
from models.tables.letters import PaperRow
from rules.checklist import Checklist
from rules.gate import Consequence, Intent
from rules.hazard_states import HazardState
from rules.law import LawMissingError, staff_basis
from rules.local_time import local_time, show_date
from rules.roles import Role, reaches
from rules.sources import Source
from rules.visit_states import VisitState


@dataclass(frozen=True, slots=True)
class SentView:
    """One submission of the enterprise."""

    at: str
    text: str
    state: str
    tone: str
    reason: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundView:
    """One hazard with everything known of it."""

    place: int
    text: str
    label: str
    state: str
    tone: str
    seen: str
    gate: str
    law: tuple[str, ...]
    photos: tuple[str, ...]
    submissions: tuple[SentView, ...]


@dataclass(frozen=True, slots=True)
class PaperLink:
    """A letter to open."""

    name: str
    pdf: str


@dataclass(frozen=True, slots=True)
class VisitView:
    """The whole page."""

    title: str
    subtitle: str
    issuer: str
    rows: tuple[tuple[str, str], ...]
    hazards: tuple[FoundView, ...]
    loose: tuple[str, ...]
    conclusion: str
    letters: tuple[PaperLink, ...]
    previews: tuple[PaperLink, ...]
    deliveries: tuple[DeliveryView, ...]
    sign: str
    slips: tuple[str, ...]


SENT = {"waiting": "待看", "accepted": "通过", "returned": "退回", "replaced": "已重发"}
TONES = {"accepted": "ok", "returned": "back"}


def open_visit(token: str, userid: str, desk: Desk) -> Visit | None:
    """The visit behind an internal address, for the person it was made for, within his reach."""
    link = desk.work.notices.link_by_token(token)
    if link is None or link.purpose != "staff" or link.person.lower() != userid.lower() or link.dead:
        return None
    visit = desk.work.notices.visit(int(link.subject))
    if visit.enterprise_id in desk.by.recused:
        return None
    asked = Role.PERMITS in desk.by.roles  # an address of his own is only made where he is asked
    return visit if asked or reaches(desk.by.roles, desk.by.district, visit.district) else None


def view(visit: Visit, here: str, desk: Desk) -> VisitView:
    """The page as staff see it now."""
    photos = [p for p in desk.work.notices.photos(visit=visit.id) if p.display_sha256]
    told = desk.work.evidence.told(visit.id)
    stayed = desk.work.people.recusals(visit.enterprise_id)
    sheet = desk.books.sheet(visit.sheet_id or "")
    backfilled = bool(sheet and sheet.facts.get("backfilled"))
    hazards = list(desk.work.notices.hazards_of_visit(visit.id))
    checklist = desk.house.checklists.get(visit.checklist, desk.house.checklist)
    items = {h.item for h in hazards}
    staff = "、".join(f"{s.name}（{s.unit}）" for s in desk.work.notices.visit_staff(visit.id))
    return VisitView(
        title=visit.header["name"],
        subtitle=f"{show_date(visit.visited_on)}　{_occasion(visit)}",
        issuer=desk.house.bureau.issuer.name,
        rows=(
            ("信用代码", visit.header["uscc"] or "无"),
            ("法人代表", visit.header["legal_rep"]),
            ("地址", visit.header["address"]),
            ("帮扶人员", staff or "—"),
            ("期限", f"{visit.days} 日" if visit.days else "—"),
            *(("线索", row.text.removeprefix("线索：")) for row in told if row.sort == "reading"),
            *(("会诊", row.text.removeprefix("会诊意见")) for row in told if row.sort == "opinion"),
            *(("点评", row.text) for row in told if row.sort == "comment"),
            *(("许可科室", row.text) for row in told if row.sort == "permits"),
            *(("位置", row.text) for row in told if row.sort == "place"),
            *(("回避", f"{desk.books.name_of(r.userid)}：{r.reason}") for r in stayed if r.lifted_at is None),
            *((("补录", "按纸质表单补录，纸质表单见照片"),) if backfilled else ()),
            ("编号", "、".join(n.number for n in desk.work.notices.of_visit(visit.id)) or "未出单"),
            *_received(visit, desk),
        ),
        hazards=tuple(_found(h, checklist, visit, photos, here, desk) for h in hazards),
        loose=tuple(_photo(here, p) for p in photos if p.item not in items),
        conclusion=str(visit.draft["conclusion"]),
        letters=tuple(
            PaperLink(
                f"{p.name}{f'（{p.copy}）' if p.copy not in ('', CERTIFICATE) else ''}",
                f"{here}/paper/{p.id}.pdf",
            )
            for p in desk.work.notices.papers(visit=visit.id)
        ),
        previews=tuple(PaperLink(p.name, f"{here}/paper/{p.id}.pdf") for p in previews_of(visit, desk)),
        deliveries=deliveries(visit.id, desk),
        slips=tuple(
            _photo(here, row)
            for row in desk.work.evidence.slips(visit.id, ("slip", "left"))
            if row.display_sha256
        ),
        sign=f"{here}/sign" if unsigned_of(visit, desk) and may_take(desk) else "",
    )


def previews_of(visit: Visit, desk: Desk) -> Sequence[PaperRow]:
    """样张 of what waits to be released; none once it is decided."""
    waits = visit.state == VisitState.DRAFT
    return desk.work.notices.previews(visit.id) if waits else ()


def _occasion(visit: Visit) -> str:
    return "批量温馨提示，没有入企" if visit.form == MAILED else Source(visit.source).label


def _received(visit: Visit, desk: Desk) -> tuple[tuple[str, str], ...]:
    """How the letters were received; of 留置 that waits for a leader what was reported."""
    for notice in desk.work.notices.of_visit(visit.id):
        if (receipt := desk.work.notices.receipt(notice.id)) is not None:
            return for_staff(receipt, desk)
    waiting = [one for one in desk.work.notices.handovers(visit.id) if one.state == "proposed"]
    return tuple(
        ("留置待确认", f"{show_date(one.on)}，{one.name}拒签：{one.reason}；见证：{one.witnesses or '录像'}")
        for one in waiting
    )


def _found(
    h: Hazard, checklist: Checklist, visit: Visit, photos: list[Evidence], here: str, desk: Desk
) -> FoundView:
    item = checklist.item(h.item)
    intent = Intent(h.intent).label if h.intent else ""
    consequence = Consequence(h.consequence).label if h.consequence else ""
    try:
        law = (*staff_basis(item.law, visit.visited_on), *(p.line for p in item.penalty.on(visit.visited_on)))
    except LawMissingError as missing:
        law = (str(missing),)
    return FoundView(
        place=h.place,
        text=h.text.rstrip("。"),
        label=f"第 {h.number} 项 {item.label}",
        state=HazardState(h.state).label,
        tone="ok" if h.state in (HazardState.CLOSED, HazardState.FIXED_ON_SITE) else "",
        seen=h.seen,
        gate="，".join(filter(None, (intent, consequence, "已有行为或痕迹" if h.act else ""))),
        law=law,
        photos=tuple(_photo(here, p) for p in photos if p.item == h.item),
        submissions=tuple(_sent(h, here, desk)),
    )


def _sent(h: Hazard, here: str, desk: Desk) -> list[SentView]:
    return [
        SentView(
            at=local_time(one.at).strftime("%m-%d %H:%M"),
            text=one.text,
            state=SENT[one.state],
            tone=TONES.get(one.state, ""),
            reason=one.reason,
            photos=tuple(
                _photo(here, p) for p in desk.work.notices.photos(submission=one.id) if p.display_sha256
            ),
        )
        for one in desk.work.notices.submissions(h.id)
    ]


def _photo(here: str, row: Evidence) -> str:
    return f"{here}/photo/{row.id}.jpg"

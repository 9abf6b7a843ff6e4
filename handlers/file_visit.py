"""出单, first half: the inspector's draft becomes a visit on file, and goes to whoever may release it.

Nothing leaves the house here. A draft filed again after it was sent back replaces what was filed before;
once released it never changes.
"""

from dataclasses import asdict, replace

from bot.script import Done, Opening, RefusedError
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign
from handlers.commands.draft import HazardDraft, VisitDraft, dump_draft, hazards_in_short, sha_of
from handlers.commands.visit import FileVisit
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.issue import issue
from handlers.leaders import leaders_of
from handlers.preview import keep_previews
from handlers.record_visit import route_record
from handlers.scripts.decisions import Matter
from handlers.suspicion import ask_permits
from models.tables.cases import Hazard, Visit, VisitStaff
from models.tables.people import Staff
from rules.gate import Consequence, Finding, GateDecision, Intent, decide, needed_hand
from rules.hazard_states import HazardState
from rules.phones import mask
from rules.roles import Role
from rules.sources import in_campaign
from rules.visit_states import VisitState


def file_visit(command: FileVisit, desk: Desk) -> Done:
    """Write the visit down and send it on its way."""
    draft = command.draft
    visit = _visit(draft, desk)
    record_staff(draft, visit, desk)
    hazards = _hazards(draft, visit, desk)
    learn(draft, desk)
    assert desk.sheet is not None
    desk.work.evidence.file_sheet(desk.sheet.id, visit.id)
    desk.work.audit.note(
        desk.by.person.id, "filed", f"visit:{visit.id}", sha=visit.sha, version=visit.version
    )
    if not in_campaign(draft.source):
        return route_record(visit, hazards, desk)
    if (asked := ask_permits(visit, draft, desk)) is not None:
        return asked
    decision = _decision(draft)
    if decision is None:
        return issue(visit, desk)
    hand = needed_hand(decision, desk.house.bureau.release.mode)
    if hand == "filer" or (hand == "second_officer" and not _to_mend(draft)):
        return issue(visit, desk)
    if hand == "second_officer":
        return _ask_second_officer(visit, draft, desk)
    return _ask_leader(visit, draft, decision, desk)


def _visit(draft: VisitDraft, desk: Desk) -> Visit:
    """The row of this sheet: new, or the draft that was sent back."""
    assert desk.sheet is not None
    visit = desk.work.notices.visit_of_sheet(desk.sheet.id)
    if visit is not None and visit.state != VisitState.DRAFT:
        raise RefusedError("这次检查已经出过单了。要改请走更正。")
    enterprise = desk.work.people.enterprise(draft.enterprise)
    if visit is None:
        visit = Visit(sheet_id=desk.sheet.id, enterprise_id=enterprise.id, version=0, state=VisitState.DRAFT)
        desk.work.session.add(visit)
    visit.version += 1
    visit.district = enterprise.district
    visit.source = draft.source
    visit.form = draft.scope
    visit.checklist = str(desk.sheet.facts["checklist"])
    visit.visited_on = draft.visited_on
    visit.draft = dump_draft(draft)
    visit.days = draft.days
    visit.recheck = desk.sheet.facts.get("reason") == "复核"
    visit.sha = sha_of(visit.draft)
    visit.filed_by = desk.by.person.id
    visit.filed_at = desk.now
    desk.work.session.flush()
    return visit


def record_staff(draft: VisitDraft, visit: Visit, desk: Desk) -> None:
    """Who was there, as the form names them. Raises RefusedError if somebody has left meanwhile."""
    for row in desk.work.notices.visit_staff(visit.id):
        desk.work.session.delete(row)
    desk.work.session.flush()
    for place, userid in enumerate(draft.staff, 1):
        person = desk.work.people.staff(userid)
        if person is None:
            raise RefusedError("名单里有一位已不在岗，请重新勾选人员。")
        if draft.enterprise in person.recused:
            raise RefusedError(f"{person.name}已回避这家，请说“改 人员”重新勾选。")
        role = Role.OFFICER if Role.OFFICER in person.roles else Role.EXPERT
        desk.work.session.add(
            VisitStaff(
                visit_id=visit.id, userid=userid, place=place, name=person.name, unit=person.unit, role=role
            )
        )


def _hazards(draft: VisitDraft, visit: Visit, desk: Desk) -> list[Hazard]:
    """Nothing of these has left the house: what was filed before and sent back is replaced whole."""
    for row in desk.work.notices.hazards_of_visit(visit.id):
        desk.work.session.delete(row)
    desk.work.session.flush()
    rows = [_hazard(one, place, visit) for place, one in enumerate(draft.hazards, 1)]
    desk.work.session.add_all(rows)
    desk.work.session.flush()
    return rows


def _hazard(draft: HazardDraft, place: int, visit: Visit) -> Hazard:
    return Hazard(
        visit_id=visit.id,
        place=place,
        item=draft.item,
        number=draft.number,
        text=draft.text,
        half=draft.half,
        act=draft.act,
        intent=draft.intent,
        consequence=draft.consequence,
        problem=draft.problem,
        state=HazardState.FIXED_ON_SITE if draft.fixed else HazardState.OPEN,
    )


def learn(draft: VisitDraft, desk: Desk) -> None:
    """Corrections of the head and facts seen on site go into the register, with who and when."""
    row = desk.work.people.enterprise(draft.enterprise)
    fresh = {
        "representative": draft.header["legal_rep"],
        "site_contact": draft.header["site_contact"],
        "phone": draft.header["phone"],
        "address": draft.header["address"],
        "production": draft.production,
    }
    changed = {name: value for name, value in fresh.items() if getattr(row, name) != value}
    if changed:
        kept = {name: mask(v) if name == "phone" else v for name, v in changed.items()}
        desk.work.audit.note(desk.by.person.id, "register", f"enterprise:{row.id}", **kept)
        for name, value in changed.items():
            setattr(row, name, value)
        row.updated_at = desk.now
    for fact, holds in draft.facts.items():
        if isinstance(holds, bool):
            desk.work.people.learn(row.id, fact, holds, desk.by.person.id, desk.now)


def _decision(draft: VisitDraft) -> GateDecision | None:
    """The gate's word, None where nobody needed to ask."""
    if draft.gate == "none":
        return None
    return decide(
        Finding(Intent(one.intent), Consequence(one.consequence), one.act, one.leader)
        for one in draft.hazards
    )


def _to_mend(draft: VisitDraft) -> bool:
    return any(not one.fixed for one in draft.hazards)


def _matter(visit: Visit, draft: VisitDraft, desk: Desk, title: str, note: str) -> Matter:
    numbers = "、".join(dict.fromkeys(str(one.number) for one in draft.hazards))
    return Matter(
        id=visit.id,
        title=title,
        note=note,
        body=hazards_in_short(draft),
        rows=(
            ("企业", draft.header["name"]),
            ("隐患", f"{len(draft.hazards)} 条（第 {numbers} 项）"),
            ("期限", f"{draft.days} 日" if draft.days else "没有，不发预警单"),
        ),
    )


def _ask_second_officer(visit: Visit, draft: VisitDraft, desk: Desk) -> Done:
    """谁也不能一个人发单: another officer on the form taps, on the spot."""
    others = [desk.work.people.staff(u) for u in draft.staff if u != desk.by.person.id]
    officers = [row for row in others if row is not None and Role.OFFICER in row.roles]
    matter = _matter(
        visit, draft, desk, f"{desk.by.name}请你复核出单", "无故意、未造成污染。同意后马上编号发出"
    )
    keep_previews(visit, draft, desk)
    for row in officers:
        shown = replace(matter, page=staff_page(desk, visit.id, row.userid))
        _give(visit, desk, row, shown, "release", f"复核出单：{draft.header['name']}")
    names = "、".join(row.name for row in officers)
    return Done(settle="已提交", say=f"已请 {names} 复核。同意后马上编号、发给企业，我会告诉你。")


def _ask_leader(visit: Visit, draft: VisitDraft, decision: GateDecision, desk: Desk) -> Done:
    """Unclear, or deliberate and polluting: a leader decides; the latter can never become a notice."""
    hand = needed_hand(decision, desk.house.bureau.release.mode)
    options = ("transfer", "back") if hand == "nobody" else ("notice", "transfer", "back")
    matter = _matter(
        visit, draft, desk, f"{desk.by.name}请你定", "；".join(decision.why) or "按规定由队领导定"
    )
    chosen = leaders_of(desk, visit.district, visit.enterprise_id, but=(desk.by.person.id,))
    if not chosen:
        raise RefusedError("这个辖区还没有登记队领导，没法往下走。请联系管理员补上。")
    keep_previews(visit, draft, desk)
    for row in chosen:
        page = staff_page(desk, visit.id, row.userid)
        _give(
            visit,
            desk,
            row,
            replace(matter, page=page, options=options),
            "ruling",
            f"定性：{draft.header['name']}",
        )
    names = "、".join(row.name for row in chosen)
    return Done(settle="已提交", say=f"这次要由队领导定，已转给 {names}。定了我马上告诉你；记录都存好了。")


def _give(visit: Visit, desk: Desk, to: Staff, matter: Matter, kind: str, title: str) -> None:
    opening = Opening(script=kind, subject=str(visit.id), facts=asdict(matter))
    assign(desk, staff_actor(to), Assignment(kind, title, opening))

"""更正: a confirmed visit as a new version, with the reason; the old one is kept and stays printable.

What a numbered notice says is not changed here: that is voided and issued anew (domain text §6).
"""

from collections import Counter
from dataclasses import replace

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Paper
from handlers.commands.draft import VisitDraft, dump_draft, load_draft, sha_of
from handlers.commands.opening import OpenCorrection
from handlers.desk import Desk
from handlers.file_visit import learn, record_staff
from handlers.form_paper import form_paper
from handlers.scripts import brief
from models.tables.cases import Visit, VisitVersion
from rules.visit_states import VisitState

ASKED_AGAIN = ("summary", "issue")
"""Answers that a correction gives anew; all others are taken over as they stand."""

ON_NOTICE = ("name", "uscc", "legal_rep", "address")
"""Fields of the head that a notice prints too."""

OF_NOTICE = (
    "隐患、期限已经印在提示单上，这里不能改。要改请作废原单重出；新发现的隐患请再入企一次（补充检查）。"
    "其他改动可以保留：说“改 …”把隐患改回原样，再点“更正”。"
)


def open_correction(command: OpenCorrection, desk: Desk) -> Done:
    """A sheet with the visit's own facts and answers, standing at 核对."""
    visit = desk.work.notices.lock_visit(command.visit)
    if visit.state != VisitState.CONFIRMED:
        raise RefusedError("这次检查还没有出单，直接在检查里改就行。")
    for row in desk.work.sheets.opened("inspection", str(visit.enterprise_id)):
        if row.facts.get("corrects") == visit.id:
            return Done(joins=row.id, settle="接着更正")
    before = desk.books.sheet(visit.sheet_id or "")
    if before is None:
        raise RefusedError("这份温馨提示单是批量发的，没有入企检查，没有表单可以改。")
    facts = replace(
        brief.load(before.facts),
        reason=command.reason,
        corrects=visit.id,
        photos_before=dict(Counter(row.item for row in desk.work.notices.photos(visit=visit.id))),
    )
    opening = Opening(script="inspection", subject=str(visit.enterprise_id), facts=brief.dump(facts))
    sheet = desk.books.open(opening, desk.who)
    record = desk.books.record(before.id)
    for key, kept in record.answers.items():
        if key not in ASKED_AGAIN:
            desk.books.keep(sheet.id, key, kept.value, kept.about, Person("wecom", kept.by))
    for (key, about), given in record.results.items():
        if key != "preview":
            desk.books.result(sheet.id, key, about, given)
    return Done(joins=sheet.id, settle="开始更正")


def correct_visit(draft: VisitDraft, desk: Desk) -> Done:
    """The new version takes the old one's place. Raises RefusedError where a notice would change."""
    assert desk.sheet is not None
    facts = brief.load(desk.sheet.facts)
    visit = desk.work.notices.lock_visit(facts.corrects)
    old = load_draft(visit.draft)
    if _doubts(draft) - _doubts(old):
        raise RefusedError("新的疑似项要先由许可科室定，这里不能加。请再入企一次（补充检查）。")
    warned = bool(desk.work.notices.of_visit(visit.id, "warning"))
    if _told(old) != _told(draft):
        raise RefusedError(OF_NOTICE)
    if warned and draft.staff != old.staff:
        raise RefusedError("帮扶人员印在预警提示单上，这里不能改。要改请作废原单重出。")
    # What the notice rests on stays word for word: who was where on which day, and the gate.
    draft = replace(draft, hazards=old.hazards, gate=old.gate, days=old.days, visited_on=old.visited_on)
    if dump_draft(draft) == visit.draft:
        return Done(say="和原来一样，没有改动，还是原来那一版。", settle="没有改动")
    _keep_old(visit, facts.reason, desk)
    visit.draft = dump_draft(draft)
    visit.version += 1
    visit.sha = sha_of(visit.draft)
    record_staff(draft, visit, desk)
    learn(draft, desk)
    desk.work.evidence.file_sheet(desk.sheet.id, visit.id)
    desk.work.audit.note(
        desk.by.person.id,
        "corrected",
        f"visit:{visit.id}",
        version=visit.version,
        sha=visit.sha,
        reason=facts.reason,
    )
    letter = ""
    if warned and any(draft.header[name] != old.header[name] for name in ON_NOTICE):
        letter = "提示单上也印着这些企业信息，请另出更正单。"
    if draft.scope not in ("full", "closed"):
        return Done(say=f"已更正为第 {visit.version} 版，旧版留档。{letter}", settle="已更正")
    name = f"帮扶表单 {draft.header['name']}（更正第{visit.version}版）"
    paper = form_paper(visit, draft, desk, name)
    desk.books.send_paper(desk.by.person, Paper(f"paper:{paper.id}", f"{name}.pdf"))
    say = f"已更正为第 {visit.version} 版，新的表单在上面；旧版和理由都留档，随时可以再印。{letter}"
    return Done(say=say, settle="已更正")


def _told(draft: VisitDraft) -> tuple[object, ...]:
    return draft.days, *((one.item, one.text, one.fixed) for one in draft.hazards)


def _doubts(draft: VisitDraft) -> set[tuple[str, str]]:
    return {(one.item, one.text) for one in draft.suspected}


def _keep_old(visit: Visit, reason: str, desk: Desk) -> None:
    old = VisitVersion(
        visit_id=visit.id,
        version=visit.version,
        draft=visit.draft,
        sha=visit.sha,
        reason=reason,
        by=desk.by.person.id,
        at=desk.now,
    )
    desk.work.session.add(old)
    desk.work.session.flush()

"""What a conversation left in the records: visits with every mark, notices, sheets, bindings, taps."""

from collections.abc import Iterator

from handlers.commands.draft import HazardDraft, VisitDraft, load_draft
from models.tables.cases import MAILED, Hazard, Visit
from models.tables.letters import Notice, Receipt
from models.tables.people import Contact
from models.tables.post import OutboxRow
from models.tables.schedule import Duty, Reminder
from models.tables.talk import SheetRow
from rules.form_lines import ranges
from rules.sources import Source
from tests.transcripts.paint import hidden
from tests.transcripts.stage import Stage

VERDICTS = {
    "hazard": "有问题", "clear": "未发现", "not_applicable": "不适用", "unverified": "未能核实",
    "unanswered": "没有答",
}  # fmt: skip


def lines(stage: Stage) -> list[str]:
    """The last part of a transcript."""
    told = [*_visits(stage), *_notices(stage), *_others(stage)]
    return [hidden(one) for one in told]


def _visits(stage: Stage) -> Iterator[str]:
    for visit in stage.house.rows(Visit):
        draft = load_draft(visit.draft)
        if visit.form == MAILED:
            yield f"没有检查，只发温馨提示单 {draft.header['name']} ｜ {visit.state}"
            continue
        names = "、".join(stage.name_of(one) for one in draft.staff)
        yield (
            f"检查 {draft.header['name']} ｜ {Source(draft.source).label} ｜ {draft.scope}"
            f" ｜ {draft.production} ｜ {draft.tier} ｜ 把关 {draft.gate} ｜ {draft.days or '–'} 日"
            f" ｜ {names} ｜ {visit.state}"
        )
        yield from _marks(draft, stage)
        yield from (_hazard(n, one, row) for n, (one, row) in enumerate(_hazards(stage, visit, draft), 1))
        yield f"  结论：{draft.conclusion}"


def _marks(draft: VisitDraft, stage: Stage) -> Iterator[str]:
    numbers = {item.id: item.num for item in stage.house.rules.checklist.items}
    for verdict, name in VERDICTS.items():
        found = [numbers[key] for key, mark in draft.marks.items() if mark["verdict"] == verdict]
        if found:
            yield f"  {name}：{ranges(found)}"


def _hazards(stage: Stage, visit: Visit, draft: VisitDraft) -> list[tuple[HazardDraft, Hazard]]:
    rows = stage.house.rows(Hazard, Hazard.visit_id == visit.id)
    return list(zip(draft.hazards, rows, strict=True))


def _hazard(place: int, draft: HazardDraft, row: Hazard) -> str:
    said = [
        f"问题{draft.problem}",
        draft.half,
        "已有行为" if draft.act else "",
        "当场已改" if draft.fixed else "",
    ]
    said += ["须领导定" if draft.leader else "", draft.intent, draft.consequence, row.state]
    return f"  隐患 {place}（第 {draft.number} 项）{draft.text} ｜ {' '.join(one for one in said if one)}"


def _notices(stage: Stage) -> Iterator[str]:
    for notice in stage.house.rows(Notice):
        receipts = stage.house.rows(Receipt, Receipt.notice_id == notice.id)
        signed = f" ｜ {receipts[0].name} {receipts[0].received_on} 签收" if receipts else ""
        due = (
            f" ｜ {notice.days} 日，到期 {notice.due_on or notice.due_because}"
            if notice.received_on and notice.days
            else ""
        )
        yield f"{notice.number} ｜ {notice.state}{signed}{due}"
        for one in stage.house.rows(Reminder, Reminder.notice_id == notice.id):
            if one.state != "planned":
                yield f"  提醒 {one.rung} {one.audience} {one.state}{'：' + one.why if one.why else ''}"


def _others(stage: Stage) -> Iterator[str]:
    by_time = sorted(stage.house.rows(SheetRow), key=lambda row: (row.opened_at, row.script))
    yield f"单子：{'，'.join(f'{row.script} {row.state}' for row in by_time) or '没有'}"
    duties = [
        f"{stage.name_of(row.owner)} {row.title}" for row in stage.house.rows(Duty) if row.done_at is None
    ]
    if duties:
        yield f"待办：{'；'.join(duties)}"
    for contact in stage.house.rows(Contact):
        yield f"联系人：{contact.name} {contact.state} {contact.unreachable}".rstrip()
    unsent = [
        f"{stage.name_of(row.recipient)} {row.state} {row.why}".strip()
        for row in stage.house.rows(OutboxRow, OutboxRow.state != "sent")
    ]
    if unsent:
        yield f"没有发出：{'；'.join(unsent)}"
    counts = [f"{name} {phone.interactions}" for name, phone in stage.phones.items() if phone.interactions]
    yield f"操作：{'，'.join(counts)}"

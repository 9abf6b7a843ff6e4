"""What came of a played world, read from the bot's records and the sandbox's counters. Changes nothing."""

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app import App
from deploy.local.people import FOLLOWERS
from models.tables.cases import Visit
from models.tables.letters import Notice, PaperRow, Receipt
from models.tables.people import Contact
from models.tables.records import Snapshot
from models.tables.schedule import Reminder
from models.work import Work
from rules.local_time import local_time


def save_papers(app: App, folder: Path) -> list[dict[str, Any]]:
    """Write every issued letter as PDF (and Annex 4 as a workbook); what `notices` lists."""
    with app.store.read() as work:
        rows = list(work.session.execute(select(PaperRow).where(PaperRow.preview.is_(False))).scalars())
        numbers = {n.id: n.number for n in work.session.execute(select(Notice)).scalars()}
    return [_saved(app, row, numbers.get(row.notice_id or 0, ""), folder) for row in rows]


def _saved(app: App, row: PaperRow, number: str, folder: Path) -> dict[str, Any]:
    pdf = app.papers.content(f"paper:{row.id}")
    path = folder / f"{row.id:02d}-{row.kind}{f'-{row.copy}' if row.copy else ''}.pdf"
    path.write_bytes(pdf)
    if row.kind == "annex4":
        (folder / "annex4.xlsx").write_bytes(app.papers.content(f"workbook:{row.id}"))
    with app.store.read() as work:
        pages = work.notices.paper(row.id).pages
    return {
        "kind": row.kind,
        "number": number,
        "copy": row.copy,
        "path": str(path.relative_to(folder)),
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "pages": pages,
    }


def findings(app: App, report: dict[str, Any], papers: list[dict[str, Any]]) -> dict[str, Any]:
    """The summary's content."""
    spans = {span["name"]: span for span in report["spans"]}
    counters = report["counters"]
    with app.store.read() as work:
        return {
            "inspections": _inspections(work, spans),
            "notices": [one for one in papers if one["kind"] in ("form", "warning", "reminder")],
            "slips": [one for one in papers if one["kind"] in ("transfer", "routed")],
            "receipts": _receipts(work, spans),
            "deadlines": _deadlines(work),
            "reminders": _reminders(work),
            "closed": [
                {"notice": n.number, "at": _when(n.closed_at)}
                for n in work.notices.numbered()
                if n.closed_at is not None
            ],
            "annex4": _annex4(work),
            "callbacks": counters["callbacks"],
            "deliveries": counters["deliveries"],
            "rejected_requests": counters["rejected_requests"],
            "warnings": counters["warnings"],
            "binding_steps": spans["binding"]["interactions"],
            "refusal_steps": spans["refusal"]["interactions"],
        }


SPANS = {"linyifan": "three_problems", "zhengan": "clean", "zhaoqi": "held_at_the_gate", "chenhe": "typed"}


def _inspections(work: Work, spans: dict[str, Any]) -> list[dict[str, Any]]:
    visits = work.session.execute(select(Visit).order_by(Visit.id)).scalars()
    return [_inspection(visit, spans[SPANS[visit.filed_by]]) for visit in visits]


def _inspection(visit: Visit, span: dict[str, Any]) -> dict[str, Any]:
    verdicts = [mark["verdict"] for mark in visit.draft["marks"].values()]
    return {
        "enterprise": visit.header["name"],
        "items": len(verdicts),
        "answered": sum(v in ("clear", "hazard") for v in verdicts),
        "not_applicable": verdicts.count("not_applicable"),
        "unverified": verdicts.count("unverified"),
        "problems": len({hazard["problem"] for hazard in visit.draft["hazards"]}),
        "gate": visit.draft["gate"],
        "interactions": span["interactions"],
        "bot_messages": span["bot_messages"],
    }


def _receipts(work: Work, spans: dict[str, Any]) -> list[dict[str, Any]]:
    rows = work.session.execute(
        select(Receipt, Notice, Contact)
        .join(Notice, Notice.id == Receipt.notice_id)
        .join(Contact, Contact.id == Receipt.contact_id)
        .order_by(Receipt.id)
    ).all()
    who = {one.openid: one.id for one in FOLLOWERS}
    return [
        {
            "notice": notice.number,
            "steps": spans[f"receipt_{who[contact.openid]}"]["interactions"],
            "at": _when(receipt.at),
        }
        for receipt, notice, contact in rows
    ]


def _deadlines(work: Work) -> list[dict[str, Any]]:
    return [
        {"notice": n.number, "received": str(n.received_on), "days": n.days, "due": str(n.due_on)}
        for n in work.notices.numbered()
        if n.due_on is not None
    ]


def _reminders(work: Work) -> list[dict[str, Any]]:
    rows = work.session.execute(
        select(Reminder, Notice).join(Notice, Notice.id == Reminder.notice_id).order_by(Reminder.due_at)
    ).all()
    return [
        {
            "notice": notice.number,
            "rung": reminder.rung,
            "audience": reminder.audience,
            "due_at": _when(reminder.due_at),
            "sent_at": _when(reminder.sent_at),
        }
        for reminder, notice in rows
        if reminder.state == "sent"
    ]


def _annex4(work: Work) -> dict[str, Any]:
    row = work.session.execute(select(Snapshot).order_by(Snapshot.id.desc()).limit(1)).scalar_one()
    figures = {
        name: row.figures["total"][name]["count"] for name in row.figures["total"] if name != "district"
    }
    districts = {
        one["district"]: {name: one[name]["count"] for name in figures} for one in row.figures["rows"]
    }
    return {"period": row.period, "version": row.version, "total": figures, "districts": districts}


def _when(at: Any) -> str | None:
    return local_time(at).isoformat(timespec="seconds") if at else None

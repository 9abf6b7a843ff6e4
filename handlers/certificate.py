"""签收回执 of one notice: what is on record about its way and its receipt, frozen as a paper a worker draws.

It reads and freezes; nothing is inferred. What changes afterwards (a stamped slip comes in) makes a new
version beside the old one; the same facts are the same paper.
"""

import hashlib

from handlers import letters
from handlers.certificate_facts import certificate_facts, evidence_of
from handlers.copies import CERTIFICATE, delivered
from handlers.desk import Desk
from handlers.notice_names import number_of
from models.tables.letters import Notice, PaperRow, Receipt
from notices.facts.kinds import to_json


def certificate(notice: Notice, desk: Desk) -> PaperRow | None:
    """The newest version, made now if there is none or something was added; None while it cannot be had:
    nobody received the notice, a photo is still to be fetched, the letter is not drawn."""
    receipt = desk.work.notices.receipt(notice.id)
    if receipt is None or not ready(notice, receipt, desk):
        return None
    facts = certificate_facts(notice, receipt, desk)
    sha = hashlib.sha256(to_json(facts).encode()).hexdigest()
    made = versions(notice, desk)
    if made and made[-1].facts_sha == sha:
        return made[-1]
    again = f"（第{len(made) + 1}版）" if made else ""
    name = f"签收回执 {number_of(notice)}{again}"
    return letters.paper(desk, name, facts, notice_id=notice.id, visit_id=notice.visit_id, copy=CERTIFICATE)


def versions(notice: Notice, desk: Desk) -> list[PaperRow]:
    """Every version there is, oldest first."""
    return [row for row in desk.work.notices.papers(notice=notice.id) if row.copy == CERTIFICATE]


def ready(notice: Notice, receipt: Receipt, desk: Desk) -> bool:
    """Are all hashes known that it prints?"""
    drawn = delivered(notice, desk).file_sha != ""
    return drawn and all(one.state != "pending" for one in evidence_of(notice, receipt, desk))

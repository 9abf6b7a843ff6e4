"""What a 签收回执 prints, read from the records: the letter, each way it went, the receipt, the evidence.

A fact that nobody recorded stays '' and is printed as 未记录. Identities are mostly hidden: contacts of one
enterprise may read each other's certificates.
"""

import json

from handlers import letters
from handlers.copies import delivered
from handlers.desk import Desk
from handlers.due_date import rule_of
from handlers.notice_names import TITLES
from handlers.receipt_chain import covered
from handlers.receipt_words import correction_of
from models.tables.cases import Evidence
from models.tables.letters import Delivery, Handover, Notice, Receipt, ReceiptCorrection
from notices.facts.inside import EvidenceLine
from notices.facts.receipt import CertificateFacts, DeliveryFacts, ReceivedFacts
from rules.delivery_marks import STEPS, Mark
from rules.local_time import show_date, stamped
from rules.phones import mask
from rules.receipts import FILMED, How
from rules.standing import Standing
from rules.ways import Way

PIECES = {"slip": "签收件照片", "left": "留置照片", "clip": "录像"}


def certificate_facts(notice: Notice, receipt: Receipt, desk: Desk) -> CertificateFacts:
    """Everything, as it is known now; of the letter's way only what was before the receipt."""
    visit, paper = desk.work.notices.visit(notice.visit_id), delivered(notice, desk)
    handover, evidence = handover_of(receipt, desk), evidence_of(notice, receipt, desk)
    name = desk.books.name_of
    fields = covered(receipt, notice.number, handover)
    return CertificateFacts(
        issuer=letters.issuer(desk.house),
        enterprise=letters.addressee(visit.header),
        letter=f"《{TITLES[notice.kind]}》",
        number=notice.number,
        issued=show_date(notice.issued_on),
        by=f"{name(notice.issued_by)}、{name(notice.released_by)}",
        file_sha=paper.file_sha,
        facts_sha=paper.facts_sha,
        due=rule_of(notice, desk) if notice.kind == "warning" else "",
        deliveries=tuple(_delivery(one, receipt, desk) for one in desk.work.notices.deliveries(visit.id)),
        received=_received(receipt, handover, desk),
        seal=_seal(evidence, handover),
        evidence=tuple(_piece(n, row, handover, desk) for n, row in enumerate(evidence, 1)),
        record=json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        previous=receipt.previous,
        sha=receipt.sha,
    )


def handover_of(receipt: Receipt, desk: Desk) -> Handover | None:
    """What was recorded on paper, if it came on paper."""
    return desk.work.notices.handover(receipt.handover_id) if receipt.handover_id else None


def evidence_of(notice: Notice, receipt: Receipt, desk: Desk) -> list[Evidence]:
    """Its own photos and films, and stamped slips that came besides."""
    handover = handover_of(receipt, desk)
    own = list(desk.work.evidence.by_ids([int(one) for one in handover.evidence])) if handover else []
    known = {one.id for one in own}
    return own + [one for one in desk.work.evidence.slips(notice.visit_id) if one.id not in known]


def _piece(n: int, row: Evidence, handover: Handover | None, desk: Desk) -> EvidenceLine:
    late = "（后补）" if handover is not None and row.id in handover.evidence and row.at > handover.at else ""
    return EvidenceLine(
        name=f"{PIECES.get(row.sort, '照片')} {n}{late}",
        taken=stamped(row.at)[0],
        by=desk.books.name_of(row.by),
        sha256=row.sha256 or "未取到原件",
    )


def _seal(evidence: list[Evidence], handover: Handover | None) -> str:
    """公章：未盖, or where it is seen."""
    if handover is not None and handover.sealed:
        return "照片（签收件上已盖）"
    own = set(handover.evidence) if handover else set()
    sent = [one for one in evidence if one.id not in own]
    return f"照片（盖章回执 {len(sent)} 张）" if sent else "未盖"


def _delivery(row: Delivery, receipt: Receipt, desk: Desk) -> DeliveryFacts:
    contact = desk.work.people.contact(row.contact_id)
    marks = [one for one in desk.work.replies.marks(row.id) if one.at <= receipt.at]
    first = {Mark(one.what): one for one in reversed(marks)}
    known = {step: (stamped(one.at)[0], one.source) for step, one in first.items()}
    steps = [(step.label, *known.get(step, ("", ""))) for step in STEPS]
    steps += [
        (f"{Mark(one.what).label}{f'：{one.detail}' if one.detail else ''}", stamped(one.at)[0], one.source)
        for one in marks
        if one.what not in STEPS
    ]
    tried = [Way.TEMPLATE.label, *(one.detail for one in marks if one.what == Mark.RETRIED)]
    return DeliveryFacts(
        to=f"{contact.name}（{contact.post}），{mask(contact.phone)}，{Standing(contact.standing).label}",
        channel="、".join(tried),
        message=row.message,
        steps=tuple(steps),
    )


def _received(receipt: Receipt, handover: Handover | None, desk: Desk) -> ReceivedFacts:
    contact = desk.work.people.contact(receipt.contact_id) if receipt.contact_id else None
    local, utc = stamped(receipt.at)
    how, corrected = How(receipt.how), correction_of(receipt, desk)
    return ReceivedFacts(
        how=how.label,
        name=receipt.name,
        post=receipt.post,
        phone=mask(contact.phone) if contact else "",
        identity=_identity(contact.openid if contact else "", how),
        standing=Standing(contact.standing).label if contact else "",
        received_on=corrected.on if corrected else receipt.received_on,
        at=f"{local}（{utc}）",
        consent=_consent(receipt, desk),
        address=receipt.address,
        device=receipt.device,
        strokes=f"{len(receipt.strokes)} 笔" if receipt.strokes else "",
        strokes_sha=receipt.strokes_sha if receipt.strokes else "",
        **_on_paper(handover, receipt, corrected, desk),
    )


def _on_paper(
    row: Handover | None, receipt: Receipt, corrected: ReceiptCorrection | None, desk: Desk
) -> dict[str, str]:
    if row is None:
        return {}
    name, left = desk.books.name_of, row.how == How.LEFT
    return {
        "reason": row.reason,
        "witnesses": row.witnesses or (FILMED if left else ""),
        "mail": row.mail,
        "staff": "、".join(f"{one[1]}（{one[2]}）" for one in row.staff) if left else "",
        "recorded": name(row.by)
        + (f"，{name(row.decided_by)}确认" if row.decided_by else "")
        + (_corrected(corrected, receipt, desk) if corrected else ""),
    }


def _corrected(row: ReceiptCorrection, receipt: Receipt, desk: Desk) -> str:
    """Who put the date right, from which day, why, and the hash of it."""
    was = f"原记{show_date(receipt.received_on)}，原因：{row.reason}"
    return (
        f"；{desk.books.name_of(row.by)} {stamped(row.at)[0]} 更正收到日（{was}），更正记录 SHA-256 {row.sha}"
    )


def _identity(openid: str, how: How) -> str:
    if openid:
        return f"微信 {openid[:5]}…{openid[-4:]}"
    return "当面，由工作人员在场确认" if how == How.IN_PERSON else ""


def _consent(receipt: Receipt, desk: Desk) -> str:
    if receipt.contact_id is None or receipt.how != How.PAGE:
        return ""
    given = [one for one in desk.work.replies.consents(receipt.contact_id) if one.at <= receipt.at]
    if not given:
        return f"文本版本 {receipt.consent}" if receipt.consent else ""
    return f"文本版本 {given[-1].version}，{stamped(given[-1].at)[0]} 确认"

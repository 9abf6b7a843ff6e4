"""Letters on their way to the enterprise: to every bound contact, or by a code for whoever binds first.

Each contact has his own address, delivery and reminders. What is unknown about a delivery stays unknown.
"""

import secrets
from datetime import timedelta

from bot.words import Notify, Person, Picture
from handlers.addresses import notice_page
from handlers.delivery_trail import mark
from handlers.desk import Desk
from handlers.ladders import plan_unsigned_ladder
from handlers.notify import notify
from models.tables.cases import Hazard, Visit
from models.tables.letters import Delivery, Notice
from models.tables.people import Contact, Invitation
from rules.delivery_marks import Mark
from rules.hazard_states import UNSETTLED, HazardState


def deliver_visit(visit: Visit, desk: Desk) -> None:
    """Send the visit's notices to every contact; without one, send the officer a code to show."""
    notices = desk.work.notices.of_visit(visit.id)
    if not notices:
        return
    contacts = desk.work.people.contacts(visit.enterprise_id)
    for contact in contacts:
        deliver(visit, contact, desk)
    if not contacts:
        invite(visit.enterprise_id, visit.filed_by, desk)


def deliver(visit: Visit, contact: Contact, desk: Desk) -> None:
    """Put the template message for one contact into the outbox. A second time is nothing."""
    if desk.work.notices.delivery(visit.id, contact.id) is not None:
        return
    delivery = Delivery(visit_id=visit.id, contact_id=contact.id, queued_at=desk.now)
    desk.work.session.add(delivery)
    desk.work.session.flush()
    mark(desk, delivery, Mark.QUEUED, "本机")
    notices = list(desk.work.notices.of_visit(visit.id))
    notify(
        desk,
        contact,
        _message(visit, contact, notices, desk),
        key=f"deliver:{delivery.id}",
        notice_id=notices[0].id,
        delivery_id=delivery.id,
        sender=visit.filed_by,
    )
    plan_unsigned_ladder(notices[0], desk)


def _message(visit: Visit, contact: Contact, notices: list[Notice], desk: Desk) -> Notify:
    warning = next((one for one in notices if one.kind == "warning"), None)
    hazards = list(desk.work.notices.hazards_of_visit(visit.id))
    return Notify(
        template="notice",
        facts={
            "what": "整改提示和温馨提示" if warning else "企业环境温馨提示单",
            "number": (warning or notices[0]).number,
            "count": _count(hazards, warned=warning is not None),
            "do": "点此查看并签收",
        },
        url=notice_page(desk, visit.id, contact.openid),
    )


def _count(hazards: list[Hazard], *, warned: bool) -> str:
    """What there is to do. Hazards that are not in a notice are never called none."""
    if warned:
        return f"{sum(one.state in UNSETTLED for one in hazards)} 条要改"
    if not hazards:
        return "没有发现隐患"
    fixed = all(one.state == HazardState.FIXED_ON_SITE for one in hazards)
    return f"{len(hazards)} 条已当场改好" if fixed else "请查看并留存"


def deliver_pending(contact: Contact, desk: Desk) -> int:
    """A contact was bound: everything of his enterprise that nobody has signed for goes to him."""
    visits = dict.fromkeys(notice.visit_id for notice in desk.work.notices.unsigned_of(contact.enterprise_id))
    for visit in visits:
        deliver(desk.work.notices.visit(visit), contact, desk)
    return len(visits)


def invite(enterprise: int, by: str, desk: Desk) -> Invitation:
    """A QR code for the officer's phone. It opens the question of binding and answers nothing."""
    row = Invitation(
        id=secrets.token_hex(16),
        enterprise_id=enterprise,
        by=by,
        at=desk.now,
        until=desk.now + timedelta(hours=desk.house.bureau.pages.invitation_hours),
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    desk.books.send_paper(Person("wecom", by), Picture(f"invite:{row.id}", "请企业联系人扫码.png"))
    return row

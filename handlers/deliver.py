"""Letters on their way to the enterprise: to every bound contact, or by a code for whoever binds first.

Each contact has his own address, delivery and reminders. What is unknown about a delivery stays unknown.
"""

import secrets
from datetime import timedelta

from bot.deeds import Person
from bot.words import Picture
from handlers.delivery_trail import mark
from handlers.delivery_words import message
from handlers.desk import Desk
from handlers.ladders import plan_unsigned_ladder
from handlers.notify import notify
from models.tables.cases import MAILED, Visit
from models.tables.letters import Delivery
from models.tables.people import Contact, Invitation
from rules.delivery_marks import Mark


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
        message(visit, contact, notices, desk),
        key=f"deliver:{delivery.id}",
        notice_id=notices[0].id,
        delivery_id=delivery.id,
        sender=visit.filed_by,
        lane=2 if visit.form == MAILED else 1,
    )
    plan_unsigned_ladder(notices[0], desk, officer=visit.form != MAILED)


def deliver_again(visit: Visit, key: str, desk: Desk) -> None:
    """What was taken back goes out once more, to everybody who had it on its way."""
    notices = list(desk.work.notices.of_visit(visit.id))
    for contact in desk.work.people.contacts(visit.enterprise_id) if notices else ():
        delivery = desk.work.notices.delivery(visit.id, contact.id)
        if delivery is None:
            deliver(visit, contact, desk)
            continue
        word = message(visit, contact, notices, desk)
        notify(
            desk,
            contact,
            word,
            key=f"{key}:{contact.id}",
            notice_id=notices[0].id,
            delivery_id=delivery.id,
            sender=visit.filed_by,
        )


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

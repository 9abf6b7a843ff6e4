"""请别人签收: whoever may sign for an enterprise names somebody who signs instead.

The named person scans a code, says who he is, and is confirmed by one of ours like everybody else; the
officer sees who named him. Naming signs nothing.
"""

import secrets
from datetime import timedelta

from handlers.desk import Desk, RefusedError
from handlers.notice_access import Opened
from models.tables.people import Invitation
from rules.names import read_person_name
from rules.reading import Refusal
from rules.standing import SIGNS

MOST_A_DAY = 5


def name_delegate(opened: Opened, name: str, desk: Desk) -> Invitation:
    """An invitation for the named person. Raises RefusedError."""
    if opened.contact.standing not in SIGNS:
        raise RefusedError("要由法定代表人或授权联系人来请别人签收。")
    read = read_person_name(name)
    if isinstance(read, Refusal):
        raise RefusedError(read.say)
    before = desk.work.people.named_by(opened.contact.id, desk.now - timedelta(days=1))
    for row in before:
        if row.guest == read.value and row.until >= desk.now:
            return row
    if len(before) >= MOST_A_DAY:
        raise RefusedError("今天请的人太多了，请直接联系检查人员。")
    row = Invitation(
        id=secrets.token_hex(16),
        enterprise_id=opened.visit.enterprise_id,
        by=opened.visit.filed_by,
        at=desk.now,
        until=desk.now + timedelta(hours=desk.house.bureau.pages.invitation_hours),
        guest=read.value,
        named_by=opened.contact.id,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    subject = f"enterprise:{row.enterprise_id}"
    desk.work.audit.note(desk.by.person.id, "named", subject, guest=row.guest, contact=opened.contact.id)
    return row


def delegate_of(opened: Opened, invitation: str, desk: Desk) -> Invitation | None:
    """An invitation this very contact made, while it lasts."""
    for row in desk.work.people.named_by(opened.contact.id):
        if row.id == invitation and row.until >= desk.now:
            return row
    return None

"""当面签收: the officer's own phone as the signing pad, for somebody without WeChat at hand or not bound.

The receipt is of the same kind and on the same chain; whoever signs is written down as he said, with the
officer who was there. He is bound to nothing and is sent nothing.
"""

from dataclasses import dataclass

from handlers.desk import Desk, RefusedError
from handlers.sign_receipt import Signature, sign_receipt
from models.tables.cases import Visit
from models.tables.letters import Notice
from models.tables.people import Contact
from rules.names import read_person_name
from rules.phones import read_phone
from rules.reading import Refusal, read_text
from rules.receipts import How
from rules.roles import Action, any_may
from rules.standing import Standing

IN_PERSON = "当面"
PRESENT = "present"
"""A contact's state that means: was there once, is not bound."""


@dataclass(frozen=True, slots=True)
class Signer:
    """What the person in front of the officer says of himself."""

    name: str
    post: str
    phone: str


def unsigned_of(visit: Visit, desk: Desk) -> list[Notice]:
    """The visit's letters that nobody has signed for."""
    return [n for n in desk.work.notices.of_visit(visit.id) if desk.work.notices.receipt(n.id) is None]


def may_take(desk: Desk) -> bool:
    """May this member of staff take a receipt?"""
    return any_may(desk.by.roles, Action.RECEIPT_WRITE)


def sign_in_person(visit: Visit, signer: Signer, signature: Signature, desk: Desk) -> list[Notice]:
    """Take the receipt; returns the letters signed for now. Raises RefusedError in words."""
    if not may_take(desk):
        raise RefusedError("签收要由执法人员或内勤来办。")
    if not unsigned_of(visit, desk):
        raise RefusedError("这次的提示单已经签收过了。")
    name = read_person_name(signer.name)
    post = read_text(signer.post, least=1, most=20, what="职务")
    phone = read_phone(signer.phone)
    faults = [one.say for one in (name, post, phone) if isinstance(one, Refusal)]
    if not signature.strokes:
        faults.append("请本人在框里手写签名。")
    if faults or isinstance(name, Refusal) or isinstance(post, Refusal) or isinstance(phone, Refusal):
        raise RefusedError("".join(faults))
    contact = Contact(
        enterprise_id=visit.enterprise_id,
        openid="",
        name=name.value,
        post=post.value,
        phone=phone.value.number,
        standing=Standing.AUTHORISED,
        consent=IN_PERSON,
        consent_at=desk.now,
        state=PRESENT,
        vouched_by=desk.by.person.id,
        vouched_at=desk.now,
    )
    desk.work.session.add(contact)
    desk.work.session.flush()
    subject = f"contact:{contact.id}"
    desk.work.audit.note(desk.by.person.id, "signed in person", subject, visit=visit.id, name=contact.name)
    return sign_receipt(visit.id, contact, signature, desk, How.IN_PERSON)

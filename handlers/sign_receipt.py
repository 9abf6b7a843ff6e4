"""签收 by a person: one act for all letters of a visit. It only says that they were received.

The tap's day starts the clock; a second signature changes nothing.
"""

from dataclasses import dataclass
from typing import Any

from handlers.desk import Desk
from handlers.take_receipt import Proof, take
from models.tables.letters import Notice
from models.tables.people import Contact
from rules.receipts import How


@dataclass(frozen=True, slots=True)
class Signature:
    """What came with the tap: pen strokes as lists of [x, y, ms, pressure], network address, device."""

    strokes: list[Any]
    address: str
    device: str


def sign_receipt(
    visit: int, contact: Contact, signature: Signature, desk: Desk, how: How = How.PAGE
) -> list[Notice]:
    """Sign for every notice of the visit not signed for yet; returns those (none the second time)."""
    proof = Proof(
        how=how,
        name=contact.name,
        post=contact.post,
        on=desk.today,
        contact=contact,
        strokes=signature.strokes,
        address=signature.address,
        device=signature.device,
        consent=contact.consent,
    )
    return take(visit, proof, desk)

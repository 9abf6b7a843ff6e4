"""What is known about a delivery, when, and from whom. Each thing is written down once and never inferred."""

from handlers.desk import Desk
from models.once import insert_once
from models.tables.letters import Delivery
from models.tables.replies import DeliveryMark
from rules.delivery_marks import Mark

ONCE = ("delivery_id", "what", "detail")


def mark(desk: Desk, delivery: Delivery, what: Mark, source: str, detail: str = "") -> bool:
    """Write one thing down; False if it was known before. `source` says who knows it."""
    values = {
        "delivery_id": delivery.id,
        "what": str(what),
        "detail": detail[:200],
        "source": source,
        "at": desk.now,
    }
    return insert_once(desk.work.session, DeliveryMark, ONCE, values) is not None


def mark_visit(desk: Desk, visit: int, contact: int, what: Mark, source: str, detail: str = "") -> None:
    """The same for the letters of a visit to one contact; nothing if they were never sent to him."""
    delivery = desk.work.notices.delivery(visit, contact)
    if delivery is not None:
        mark(desk, delivery, what, source, detail)

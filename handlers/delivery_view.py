"""The way of a visit's letters for staff: each step with time and source; what nobody reported is 未知."""

from dataclasses import dataclass

from handlers.desk import Desk
from models.tables.letters import Delivery
from models.tables.replies import DeliveryMark
from rules.delivery_marks import STEPS, UNKNOWN, Mark
from rules.local_time import local_time


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One contact's: his name, where it stands, the steps, and everything noted in order."""

    name: str
    state: str
    tone: str
    steps: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str], ...]


def deliveries(visit: int, desk: Desk) -> tuple[DeliveryView, ...]:
    """The deliveries of one visit, first sent first."""
    return tuple(_one(row, desk) for row in desk.work.notices.deliveries(visit))


def _one(row: Delivery, desk: Desk) -> DeliveryView:
    contact = desk.work.people.contact(row.contact_id)
    marks = list(desk.work.replies.marks(row.id))
    first = {Mark(one.what): one for one in reversed(marks)}
    return DeliveryView(
        name=f"{contact.name}（{contact.post}）",
        state=stands(row, marks),
        tone="ok" if {Mark.SIGNED, Mark.HANDED} & first.keys() else "back" if row.failed_at else "",
        steps=tuple((step.label, _step(step, first)) for step in STEPS),
        marks=tuple((f"{Mark(one.what).label}{_detail(one)}", _when(one)) for one in marks),
    )


def stands(row: Delivery, marks: list[DeliveryMark]) -> str:
    """The furthest that is known, in one word; a failure says so until something better is known."""
    known = {Mark(one.what) for one in marks}
    for step in (Mark.SIGNED, Mark.HANDED, Mark.REFUSED, Mark.OPENED):
        if step in known:
            return step.label
    if row.failed_at is not None:
        return f"{Mark.FAILED.label}（{row.failed_why}）"
    return next((step.label for step in reversed(STEPS) if step in known), UNKNOWN)


def _step(step: Mark, first: dict[Mark, DeliveryMark]) -> str:
    """When, or that it is unknown; a letter that was received on paper is not waited for."""
    if step in first:
        return _when(first[step])
    if step is Mark.SIGNED and Mark.HANDED in first:
        return f"{first[Mark.HANDED].detail} {_when(first[Mark.HANDED])}"
    return _none(step)


def _none(step: Mark) -> str:
    """A receipt is ours to know; everything else is known only if somebody reported it."""
    return "还没有" if step is Mark.SIGNED else UNKNOWN


def _when(one: DeliveryMark) -> str:
    return f"{local_time(one.at):%m-%d %H:%M}（{one.source}）"


def _detail(one: DeliveryMark) -> str:
    return f"：{one.detail}" if one.detail else ""

"""What workers ask again and again, mostly for nothing: built once, as building a statement costs more than
running it.
"""

from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, exists, or_, select, update
from sqlalchemy.orm import aliased

from models.outbox import UNSETTLED
from models.tables.letters import Notice
from models.tables.mailing import Mailing
from models.tables.post import OutboxRow
from models.tables.records import ArchiveRequest
from models.tables.schedule import PaperOrder

_WALL: BindParameter[Any] = bindparam("wall")
_MOST: BindParameter[Any] = bindparam("most")

LEASES_OVER = (
    update(OutboxRow)
    .where(OutboxRow.state == "leased", OutboxRow.lease_until < _WALL)
    .values(state="waiting", lease="")
    .execution_options(synchronize_session=False)
)
"""Messages whose sender has not come back wait again. wall."""

_earlier = aliased(OutboxRow)
_FIRST = ~exists().where(
    and_(
        _earlier.channel == OutboxRow.channel,
        _earlier.recipient == OutboxRow.recipient,
        _earlier.state.in_(UNSETTLED),
        _earlier.id < OutboxRow.id,
    )
)
_JOURNALED = or_(
    OutboxRow.notice_id.is_(None),
    exists().where(and_(Notice.id == OutboxRow.notice_id, Notice.journaled.is_(True))),
)
NEXT_MESSAGES = (
    select(OutboxRow)
    .where(OutboxRow.state == "waiting", OutboxRow.not_before <= _WALL, _FIRST, _JOURNALED)
    .order_by(OutboxRow.lane, OutboxRow.id)
    .limit(_MOST)
    .with_for_update(skip_locked=True)
    .execution_options(populate_existing=True)
)
"""Messages that may leave now, the lowest unsettled one of each recipient. wall, most."""

UNJOURNALED = select(Notice).where(Notice.journaled.is_(False)).order_by(Notice.id).limit(_MOST)
"""Notices whose number is not yet safe outside the database. most."""

RUNNING_MAILING = select(Mailing).where(Mailing.state == "running").order_by(Mailing.id).limit(1)
TAKEN_MAILING = RUNNING_MAILING.with_for_update(skip_locked=True)

WANTED_FILE = (
    select(ArchiveRequest).where(ArchiveRequest.state == "waiting").order_by(ArchiveRequest.id).limit(1)
)
"""The oldest request for a firm's file."""

DUE_ORDER = (
    select(PaperOrder.id).where(PaperOrder.sort == bindparam("sort"), PaperOrder.due_at <= _WALL).limit(1)
)
"""An order for a paper that is due. sort, wall."""

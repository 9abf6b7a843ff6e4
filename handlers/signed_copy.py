"""签收件: the delivered copy with its receipt signed in it, a paper of its own.

The issued file stays as it is. A turn only writes down that it is to be made; a worker makes it.
"""

import hashlib
import json

from handlers.copies import RECEIVED
from handlers.desk import Desk
from models.tables.letters import Notice, PaperRow, Receipt


def order_signed_copy(notice: Notice, delivered: PaperRow, receipt: Receipt, desk: Desk) -> None:
    """Put the signed copy down to be made, where letters are signed and this one was."""
    if not desk.house.signs or (delivered.file_sha and not delivered.signature):
        return
    text = json.dumps({"paper": delivered.id, "receipt": receipt.id})
    row = PaperRow(
        kind=notice.kind,
        notice_id=notice.id,
        visit_id=notice.visit_id,
        copy=RECEIVED,
        name=f"{delivered.name} 签收件",
        facts=text,
        facts_sha=hashlib.sha256(text.encode()).hexdigest(),
        made_at=desk.now,
    )
    desk.work.session.add(row)

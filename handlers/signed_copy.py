"""签收件: the delivered copy with its receipt signed in it, a paper of its own, made by a worker.

The issued file stays as it is. First made wins.
"""

import hashlib
import json

from handlers.copies import RECEIVED, delivered
from handlers.desk import Desk
from handlers.papers import Made
from models.tables.letters import Notice, PaperRow


def signed_copy(notice: Notice, desk: Desk) -> PaperRow | None:
    """The signed copy, None before it is made."""
    papers = desk.work.notices.papers(notice=notice.id)
    return next((row for row in papers if row.copy == RECEIVED), None)


def keep_signed_copy(notice: Notice, made: Made, sha: str, pages: int, desk: Desk) -> None:
    """Put it on record; `sha` is where its bytes are stored."""
    base, receipt = delivered(notice, desk), desk.work.notices.receipt(notice.id)
    if receipt is None or signed_copy(notice, desk) is not None:
        return
    text = json.dumps({"paper": base.id, "receipt": receipt.id})
    row = PaperRow(
        kind=notice.kind,
        notice_id=notice.id,
        visit_id=notice.visit_id,
        copy=RECEIVED,
        name=f"{base.name} 签收件",
        facts=text,
        facts_sha=hashlib.sha256(text.encode()).hexdigest(),
        file_sha=sha,
        pages=pages,
        signature=made.signature,
        made_at=desk.now,
    )
    desk.work.session.add(row)

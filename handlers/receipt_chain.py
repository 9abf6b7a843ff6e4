"""The chain of receipts: each covers what was signed, by whom, when, and the receipt before it; and the chain
of the dates put right afterwards, beside it.

Nothing here writes; a receipt is chained where it is signed.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from models.audit import first_broken
from models.receipt_dates import ReceiptDates
from models.tables.letters import Handover, Receipt, ReceiptCorrection
from models.work import Work

CHAIN = "receipt"
DATES = "receipt_date"


def strokes_hash(strokes: Sequence[Any]) -> str:
    """SHA-256 of the pen strokes as they were drawn."""
    return hashlib.sha256(json.dumps(strokes, separators=(",", ":")).encode()).hexdigest()


def covered(row: Receipt, number: str, handover: Handover | None = None) -> dict[str, Any]:
    """What the hash of a receipt covers. `number` is its notice's; `handover` what was recorded on paper."""
    fields = {
        "notice": number,
        "paper_sha": row.paper_sha,
        "name": row.name,
        "post": row.post,
        "at": row.at.astimezone(UTC).isoformat(timespec="seconds"),
        "received_on": row.received_on.isoformat(),
        "strokes_sha": row.strokes_sha,
        "consent": row.consent,
        "signing": row.signing,
    }
    return fields | _on_paper(handover) if handover is not None else fields


def _on_paper(row: Handover) -> dict[str, Any]:
    return {
        "how": str(row.how),
        "sealed": row.sealed,
        "reason": row.reason,
        "witnesses": row.witnesses,
        "mail": row.mail,
        "staff": [list(one) for one in row.staff],
        "recorded_by": row.by,
        "decided_by": row.decided_by,
    }


def verify(work: Work) -> int | None:
    """The id of the first receipt that does not fit its chain, -1 if some are missing at its end."""
    rows = (
        # Other strokes than those that were hashed break it too: no hash of ours covers nothing.
        (row, covered(row, number, handover) if row.strokes_sha == strokes_hash(row.strokes) else {})
        for row, number, handover in work.notices.receipts()
    )
    return first_broken(rows, work.audit.head(CHAIN))


def covered_date(row: ReceiptCorrection) -> dict[str, Any]:
    """What the hash of a date put right covers. `signing` stands in the receipts it is about."""
    return {
        "signing": row.signing,
        "was": row.was.isoformat(),
        "on": row.on.isoformat(),
        "reason": row.reason,
        "by": row.by,
        "at": row.at.astimezone(UTC).isoformat(timespec="seconds"),
    }


def verify_dates(work: Work) -> int | None:
    """The id of the first date put right that does not fit its chain, -1 if some are missing at its end."""
    rows = ((row, covered_date(row)) for row in ReceiptDates(work.session).every())
    return first_broken(rows, work.audit.head(DATES))

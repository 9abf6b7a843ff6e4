"""The audit chain: every change of state, each row hashed over the one before. Only ever added to.

A chain cannot see its own tail cut off; the head is therefore also printed and sent elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.once import locked
from models.tables.letters import Receipt, ReceiptCorrection
from models.tables.records import Audit, ChainHead

GENESIS = "0" * 64
Linked = Audit | Receipt | ReceiptCorrection


def link(previous: str, fields: dict[str, Any]) -> str:
    """The hash of one row: SHA-256 over the previous hash and the row's canonical JSON."""
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def advance(session: Session, chain: str, fields: dict[str, Any]) -> tuple[str, str]:
    """Take the chain's head under lock and move it on. Returns (previous, new hash)."""
    head = locked(session, ChainHead, {"chain": chain}, {"sha": GENESIS, "length": 0})
    previous = head.sha
    head.sha = link(previous, fields)
    head.length += 1
    session.flush()
    return previous, head.sha


def first_broken(rows: Iterable[tuple[Linked, dict[str, Any]]], head: tuple[str, int]) -> int | None:
    """The id of the first row that does not fit its chain, -1 if rows are missing at its end.

    `rows` come oldest first, each with what its hash has to cover.
    """
    previous, length = GENESIS, 0
    for row, fields in rows:
        if row.previous != previous or row.sha != link(previous, fields):
            return row.id
        previous, length = row.sha, length + 1
    return None if head == (previous, length) else -1


class AuditBook:
    """Audit rows, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now

    def note(self, by: str, action: str, subject: str, **detail: Any) -> None:
        """Write down who did what to which subject. `detail` must be JSON."""
        fields = _fields(self._now, by, action, subject, detail)
        previous, sha = advance(self._session, "audit", fields)
        self._session.add(
            Audit(
                at=self._now, by=by, action=action, subject=subject, detail=detail, previous=previous, sha=sha
            )
        )

    def verify(self) -> int | None:
        """The id of the first row that does not fit its chain, -1 if rows are missing at its end."""
        rows = self._session.execute(select(Audit).order_by(Audit.id)).scalars()
        linked = ((row, _fields(row.at, row.by, row.action, row.subject, row.detail)) for row in rows)
        return first_broken(linked, self.head("audit"))

    def head(self, chain: str) -> tuple[str, int]:
        """The last hash of a chain and how many rows it has."""
        head = self._session.get(ChainHead, chain)
        return (head.sha, head.length) if head is not None else (GENESIS, 0)


def _fields(at: datetime, by: str, action: str, subject: str, detail: dict[str, Any]) -> dict[str, Any]:
    return {
        "at": at.astimezone(UTC).isoformat(),
        "by": by,
        "action": action,
        "subject": subject,
        "detail": detail,
    }

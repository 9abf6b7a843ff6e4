"""What is left when the dust has settled: what was lost, what happened twice, which numbers are missing.

Two sides are held against each other: what the platform saw answered and delivered, and what our records say.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app import App
from bot.wechat import inbound as wechat
from bot.wecom import inbound as wecom
from handlers import numbers, receipt_chain
from models.tables.letters import Notice, Receipt
from models.tables.post import Attempt, InboundRow, OutboxRow
from models.tables.schedule import Reminder
from sandbox.play.line import Line

SETTLED = ("sent", "cancelled")
BY_CALL = frozenset({"send", "template", "custom"})
CALM_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Everything that should be empty, and `waited`: seconds every message waited until it had left.

    `repeated` are plain texts that arrived twice: the platform has no check that would fit them.
    """

    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    gaps: tuple[str, ...]
    repeated: int
    waited: tuple[float, ...]

    def check(self) -> None:
        """Raises AssertionError naming what is wrong."""
        assert not self.lost, self.lost
        assert not self.doubled, self.doubled
        assert not self.gaps, self.gaps


def reckon(app: App, line: Line) -> Reckoning:
    """Wait until nothing is under way, then compare both sides."""
    _calm(app, line)
    arrived = _arrived(line)
    sent = _sent(app)
    more = arrived - sent
    doubled = [f"{what} to {who}" for who, what in more if what != "text"] + list(_doubled_effects(app))
    lost = [f"{what} to {who}" for who, what in sent - arrived] + list(_unkept(app, line)) + _unsettled(app)
    with app.store.read() as work:
        gaps = numbers.faults(app.journal.entries(), work)
        gaps += [f"audit chain: {work.audit.verify()}"] if work.audit.verify() is not None else []
        gaps += ["receipt chain"] if receipt_chain.verify(work) is not None else []
        gaps += ["receipt dates"] if receipt_chain.verify_dates(work) is not None else []
    repeated = sum(count for (_, what), count in more.items() if what == "text")
    return Reckoning(tuple(lost), tuple(doubled), tuple(gaps), repeated, tuple(_waits(app)))


def _calm(app: App, line: Line) -> None:
    deadline = time.monotonic() + CALM_SECONDS
    while time.monotonic() < deadline and (_unsettled(app) or not line.get("idle", wait=1)["idle"]):
        time.sleep(0.1)


def _unsettled(app: App) -> list[str]:
    """Messages that have not left, callbacks not played."""
    open_rows = select(OutboxRow.id, OutboxRow.state).where(OutboxRow.state.not_in(SETTLED))
    unplayed = select(InboundRow.id, InboundRow.state).where(InboundRow.state != "done")
    with app.store.read() as work:
        out = [f"message {row.id} {row.state}" for row in work.session.execute(open_rows)]
        return out + [f"callback {row.id} {row.state}" for row in work.session.execute(unplayed)]


def _arrived(line: Line) -> Counter[tuple[str, str]]:
    """Messages that calls brought to phones, by account and kind."""
    found: Counter[tuple[str, str]] = Counter()
    for person in line.get("people"):
        for message in line.messages(person["id"], 0)[1]:
            if message["from"] == "bot" and message["via"] in BY_CALL:
                found[str(person["account"]), str(message["kind"])] += 1
    return found


KINDS = {
    "say": "text", "card": "card", "paper": "file", "picture": "image", "notify": "template",
    "menu": "msgmenu",
}  # fmt: skip


def _sent(app: App) -> Counter[tuple[str, str]]:
    """Messages our records call sent; a swap changes a card and brings nothing new."""
    with app.store.read() as work:
        rows = work.session.execute(
            select(OutboxRow.recipient, OutboxRow.word, OutboxRow.channel).where(OutboxRow.state == "sent")
        ).all()
    return Counter(
        (row.recipient, "text" if row.channel == "wechat" and kind == "card" else KINDS[kind])
        for row in rows
        if (kind := row.word["kind"]) != "swap"
    )


def _unkept(app: App, line: Line) -> Iterator[str]:
    """Callbacks that were answered 200 and are not in our records."""
    with app.store.read() as work:
        kept = set(work.session.execute(select(InboundRow.key)).scalars())
    for entry in line.get("log", limit=100_000)["entries"]:
        if entry["kind"] == "callback" and entry["status"] == 200 and _key(entry) not in kept:
            yield f"callback {entry['words']}"


def _key(entry: dict[str, Any]) -> str:
    plain = str(entry["plain"])
    return wecom.read(plain).key if entry["platform"] == "wecom" else wechat.read(plain).inbound.key


def _doubled_effects(app: App) -> Iterator[str]:
    """What there may be one of: receipts a notice, rungs a notice and audience, notices a kind and visit."""
    once = (
        (Receipt, (Receipt.notice_id,)),
        (Reminder, (Reminder.notice_id, Reminder.rung, Reminder.audience)),
        (Notice, (Notice.visit_id, Notice.kind)),
    )
    with app.store.read() as work:
        for table, columns in once:
            twice = select(*columns).group_by(*columns).having(func.count() > 1)
            yield from (f"{table.__tablename__} {tuple(row)}" for row in work.session.execute(twice))


def _waits(app: App) -> Iterator[float]:
    """Seconds from when a message might leave to when the platform had taken it."""
    taken = func.min(Attempt.at)
    query = (
        select(OutboxRow.not_before, taken)
        .join(Attempt, Attempt.outbox_id == OutboxRow.id)
        .where(OutboxRow.state == "sent")
        .group_by(OutboxRow.id, OutboxRow.not_before)
    )
    with app.store.read() as work:
        for row in work.session.execute(query):
            yield max(0.0, (row[1] - row[0]).total_seconds())

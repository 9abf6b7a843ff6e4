"""Queries about what is due: reminders and duties. No ladder is decided here."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.once import insert_once
from models.tables.schedule import Duty, Reminder

RUNG = ("notice_id", "rung", "audience")
"""What names a rung: it is planned once, for ever."""


class Schedule:
    """Reminders and duties, inside one transaction."""

    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now

    def plan(self, reminder: Reminder) -> None:
        """Plan one rung. Planning a rung that is there already changes nothing."""
        values = {name: getattr(reminder, name) for name in (*RUNG, "on", "due_at")}
        insert_once(self._session, Reminder, RUNG, values)

    def take_due(self, most: int = 50) -> Sequence[Reminder]:
        """Planned rungs whose time has come, locked; a second clock skips them."""
        return (
            self._session.execute(
                select(Reminder)
                .where(Reminder.state == "planned", Reminder.due_at <= self._now)
                .order_by(Reminder.due_at, Reminder.id)
                .limit(most)
                .with_for_update(skip_locked=True)
            )
            .scalars()
            .all()
        )

    def coming(self) -> Iterator[Reminder]:
        """Planned rungs whose time has not come, the next one first, read as far as they are looked at."""
        found = (
            select(Reminder)
            .where(Reminder.state == "planned", Reminder.due_at > self._now)
            .order_by(Reminder.due_at, Reminder.id)
            .execution_options(yield_per=20)
        )
        with closing(self._session.execute(found)) as rows:
            yield from rows.scalars()

    def of_notice(self, notice: int) -> Sequence[Reminder]:
        """Every rung ever planned for a notice."""
        return (
            self._session.execute(
                select(Reminder).where(Reminder.notice_id == notice).order_by(Reminder.due_at)
            )
            .scalars()
            .all()
        )

    def cancel(self, notice: int, why: str, rungs: Sequence[str] = ()) -> None:
        """Take back what is still planned for a notice (only these rungs, if some are named)."""
        change = update(Reminder).where(Reminder.notice_id == notice, Reminder.state == "planned")
        if rungs:
            change = change.where(Reminder.rung.in_(rungs))
        self._session.execute(change.values(state="cancelled", why=why))

    # --- duties

    def give(self, duty: Duty) -> bool:
        """Give somebody something to do; False if he has it already. Done once, it may be given again."""
        there = self._session.execute(
            select(Duty).where(Duty.kind == duty.kind, Duty.subject == duty.subject, Duty.owner == duty.owner)
        ).scalar_one_or_none()
        if there is not None and there.state == "open":
            return False
        if there is not None:
            self._session.delete(there)
            self._session.flush()
        try:
            with self._session.begin_nested():
                self._session.add(duty)
        except IntegrityError:
            return False  # somebody else gave it this very moment
        return True

    def owners(self, kind: str, subject: str) -> Sequence[Duty]:
        """Whoever still has this to do."""
        return (
            self._session.execute(
                select(Duty)
                .where(Duty.kind == kind, Duty.subject == subject, Duty.state == "open")
                .order_by(Duty.id)
            )
            .scalars()
            .all()
        )

    def done(self, kind: str, subject: str) -> None:
        """The thing is done, whoever of its owners did it."""
        self._session.execute(
            update(Duty)
            .where(Duty.kind == kind, Duty.subject == subject, Duty.state == "open")
            .values(state="done", done_at=self._now)
        )

    def held(self, kind: str, since: datetime) -> Sequence[Duty]:
        """Open duties of one kind given before an instant."""
        return (
            self._session.execute(
                select(Duty).where(Duty.kind == kind, Duty.state == "open", Duty.at < since).order_by(Duty.id)
            )
            .scalars()
            .all()
        )

    def duties(self, owner: str) -> Sequence[Duty]:
        """What one person still has to do, next due first."""
        return (
            self._session.execute(
                select(Duty)
                .where(Duty.owner == owner, Duty.state == "open")
                .order_by(Duty.due_on.is_(None), Duty.due_on, Duty.id)
            )
            .scalars()
            .all()
        )

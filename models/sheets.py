"""The book of sheets: who sits where, what was answered, what was shown. Answers are only ever added.

Every turn comes by here: its statements stand in models/sheet_statements.py, built once.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from models import sheet_statements as say
from models.tables.base import dialect_of, run
from models.tables.talk import Seat, SheetRow, Speaker


class Sheets:
    """Sheets, seats, answers and showings, inside one transaction. What it gives are plain rows."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._showings: dict[int, Row[Any]] = {}
        self._text_only: dict[tuple[str, str], bool] = {}

    # --- sheets

    def open(self, script: str, subject: str, facts: dict[str, Any], by: str, now: datetime) -> Row[Any]:
        """A new sheet. Its id is random, so that card tasks made from it are unique for ever."""
        sheet = secrets.token_hex(6)
        run(
            self._session,
            say.OPEN,
            id=sheet,
            script=script,
            subject=subject,
            facts=facts,
            facts_at=now,
            opened_by=by,
            opened_at=now,
            state="open",
        )
        return run(self._session, say.SHEET, sheet=sheet).one()

    def get(self, sheet: str) -> Row[Any] | None:
        """A sheet by id, unlocked."""
        return run(self._session, say.SHEET, sheet=sheet).first()

    def lock(self, sheet: str) -> Row[Any] | None:
        """A sheet by id, locked until the end of the transaction."""
        return run(self._session, say.LOCKED_SHEET, sheet=sheet).first()

    def opened(self, script: str, subject: str) -> list[SheetRow]:
        """The open sheets of one script on one subject, oldest first."""
        rows = self._session.execute(
            select(SheetRow)
            .where(SheetRow.script == script, SheetRow.subject == subject, SheetRow.state == "open")
            .order_by(SheetRow.opened_at)
        ).scalars()
        return list(rows)

    def close(self, sheet: str, state: str, now: datetime) -> None:
        """state: done | cancelled. Its answers stay."""
        self._session.execute(update(SheetRow).where(SheetRow.id == sheet).values(state=state, closed_at=now))

    def reopen(self, sheet: str) -> None:
        """What was made of it came back: go on with the same answers."""
        self._session.execute(
            update(SheetRow).where(SheetRow.id == sheet).values(state="open", closed_at=None)
        )

    def refresh(self, sheet: str, facts: dict[str, Any], now: datetime) -> None:
        """Facts read again; questions that are about a changed one open by themselves."""
        self._session.execute(update(SheetRow).where(SheetRow.id == sheet).values(facts=facts, facts_at=now))

    # --- people at sheets

    def lock_speaker(self, channel: str, person: str, now: datetime) -> None:
        """Make this person's turns one after the other."""
        heard = say.heard(dialect_of(self._session))
        locked = run(self._session, heard, channel=channel, person=person, heard_at=now)
        self._text_only[channel, person] = bool(locked.scalar_one())

    def text_only(self, channel: str, person: str) -> bool:
        """Does this person want plain text instead of cards?"""
        known = self._text_only.get((channel, person))
        if known is None:
            own = Speaker.channel == channel, Speaker.person == person
            known = bool(self._session.execute(select(Speaker.text_only).where(*own)).scalar())
            self._text_only[channel, person] = known
        return known

    def set_text_only(self, channel: str, person: str, wanted: bool) -> None:
        """Plain text from now on, or cards again."""
        own = Speaker.channel == channel, Speaker.person == person
        self._session.execute(update(Speaker).where(*own).values(text_only=wanted))
        self._text_only[channel, person] = wanted

    def at(self, channel: str, person: str) -> str:
        """The id of the open sheet this person last touched and did not put aside, or ''."""
        return run(self._session, say.AT, channel=channel, person=person).scalar() or ""

    def seats(self, channel: str, person: str) -> list[tuple[SheetRow, bool]]:
        """The open sheets of one person with whether they are put aside, last touched first."""
        rows = self._session.execute(
            select(SheetRow, Seat.paused)
            .join(Seat, SheetRow.id == Seat.sheet_id)
            .where(Seat.channel == channel, Seat.person == person, SheetRow.state == "open")
            .order_by(Seat.touched.desc())
        ).all()
        return [(row[0], row[1]) for row in rows]

    def holders(self, sheet: str) -> list[str]:
        """Who is at the sheet and has not put it aside, last touched first."""
        rows = select(Seat.person).where(Seat.sheet_id == sheet, Seat.paused.is_(False))
        return list(self._session.execute(rows.order_by(Seat.touched.desc())).scalars())

    def people(self, sheet: str) -> list[tuple[str, str]]:
        """Everybody who has a seat at the sheet."""
        rows = self._session.execute(select(Seat.channel, Seat.person).where(Seat.sheet_id == sheet)).all()
        return [(row.channel, row.person) for row in rows]

    def sit(self, sheet: str, channel: str, person: str, *, paused: bool = False) -> Row[Any]:
        """The person's seat, taken now if he had none, and touched last of all his."""
        last = run(self._session, say.LAST_SEAT, channel=channel, person=person).first()
        if last is not None and last.sheet_id == sheet and last.touched and last.paused == paused:
            return last
        touched = last.touched + 1 if last else 1
        if not self._change(sheet, channel, person, touched=touched, paused=paused):
            self._seat(sheet, channel, person, touched=touched, paused=paused)
        return run(self._session, say.LAST_SEAT, channel=channel, person=person).one()

    def assign(self, sheet: str, channel: str, person: str) -> None:
        """Give somebody a seat without taking him away from the sheet he is at."""
        if (channel, person) not in self.people(sheet):
            self._seat(sheet, channel, person, touched=0, paused=False)

    def focus(self, sheet: str, channel: str, person: str, key: str) -> None:
        """Remember the answered question this person went back to; '' for none."""
        self._change(sheet, channel, person, focus=key)

    def pause(self, sheet: str, channel: str, person: str) -> None:
        """Put the sheet aside for this person only."""
        self._change(sheet, channel, person, paused=True)

    def _seat(self, sheet: str, channel: str, person: str, **values: Any) -> None:
        run(
            self._session,
            say.SEAT,
            sheet_id=sheet,
            channel=channel,
            person=person,
            focus="",
            showing=0,
            **values,
        )

    def _change(self, sheet: str, channel: str, person: str, **values: Any) -> int:
        """Change somebody's seat; 0 if he has none."""
        where = {"at_sheet": sheet, "at_channel": channel, "at_person": person}
        return run(self._session, say.changed_seat(*values), **where, **values).rowcount

    # --- answers and results

    def answers(self, sheet: str) -> Sequence[Row[Any]]:
        """Every answer ever given, oldest first: key, value, about, by, at, withdrawn."""
        return run(self._session, say.ANSWERS, sheet=sheet).all()

    def results(self, sheet: str) -> Sequence[Row[Any]]:
        """What searches found and effects gave: key, about, value."""
        return run(self._session, say.RESULTS, sheet=sheet).all()

    def keep(self, sheet: str, key: str, value: Any, about: str, by: str, now: datetime) -> None:
        """Add an answer; an earlier one of the same key is replaced, not changed."""
        self._add(sheet, key, value=value, about=about, by=by, at=now, withdrawn=False)

    def withdraw(self, sheet: str, key: str, by: str, now: datetime) -> None:
        """Take an answer back; the row that held it stays."""
        self._add(sheet, key, value=None, about="", by=by, at=now, withdrawn=True)

    def _add(self, sheet: str, key: str, **values: Any) -> None:
        """One statement finds what the answer replaces and adds it."""
        run(self._session, say.ANSWER, sheet_id=sheet, key=key, of_sheet=sheet, of_key=key, **values)

    def result(self, sheet: str, key: str, about: str, value: Any, now: datetime) -> None:
        """Keep what a search found or an effect gave."""
        run(self._session, say.RESULT, sheet_id=sheet, key=key, about=about, value=value, at=now)

    # --- showings

    def show(
        self,
        sheet: str,
        channel: str,
        person: str,
        key: str,
        task: str,
        now: datetime,
        offer: Sequence[str] = (),
    ) -> Row[Any]:
        """Note that a question is being shown; `task` '' makes a new card's task from the showing."""
        token = secrets.token_hex(5)
        row = run(
            self._session,
            say.SHOW,
            token=token,
            sheet_id=sheet,
            channel=channel,
            person=person,
            key=key,
            task=task or f"{sheet}-{token}",
            offer=list(offer),
            at=now,
        ).one()
        self._change(sheet, channel, person, showing=row.id)
        return row

    def shown(self, token: str) -> Row[Any] | None:
        """The showing a button's key names."""
        row = run(self._session, say.SHOWN, token=token).first()
        if row is not None:
            self._showings[row.id] = row
        return row

    def showing(self, number: int) -> Row[Any] | None:
        """A showing by the number a seat keeps. Showings never change: one read in this turn is good."""
        if not number:
            return None
        return self._showings.get(number) or run(self._session, say.SHOWING, number=number).first()

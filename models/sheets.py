"""The book of sheets: who sits where, what was answered, what was shown. Answers are only ever added."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session, aliased

from models.tables.base import insert_into
from models.tables.talk import Answer, Result, Seat, SheetRow, Showing, Speaker


class Sheets:
    """Sheets, seats, answers and showings, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seats: dict[tuple[str, str, str], Seat] = {}

    # --- sheets

    def open(self, script: str, subject: str, facts: dict[str, Any], by: str, now: datetime) -> SheetRow:
        """A new sheet. Its id is random, so that card tasks made from it are unique for ever."""
        row = SheetRow(
            id=secrets.token_hex(6),
            script=script,
            subject=subject,
            facts=facts,
            facts_at=now,
            opened_by=by,
            opened_at=now,
            state="open",
        )
        self._session.add(row)
        self._session.flush()
        return row

    def get(self, sheet: str) -> SheetRow | None:
        """A sheet by id, unlocked."""
        return self._session.get(SheetRow, sheet)

    def lock(self, sheet: str) -> SheetRow | None:
        """A sheet by id, locked until the end of the transaction."""
        return self._session.execute(
            select(SheetRow).where(SheetRow.id == sheet).with_for_update()
        ).scalar_one_or_none()

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
        row = insert_into(self._session, Speaker).values(channel=channel, person=person, heard_at=now)
        self._session.execute(
            row.on_conflict_do_update(index_elements=["channel", "person"], set_={"heard_at": now})
        )

    def at(self, channel: str, person: str) -> str:
        """The id of the open sheet this person last touched and did not put aside, or ''."""
        found = self._session.execute(
            select(Seat.sheet_id)
            .join(SheetRow, SheetRow.id == Seat.sheet_id)
            .where(
                Seat.channel == channel,
                Seat.person == person,
                SheetRow.state == "open",
                Seat.paused.is_(False),
            )
            .order_by(Seat.touched.desc())
            .limit(1)
        ).scalar()
        return found or ""

    def seats(self, channel: str, person: str) -> list[tuple[SheetRow, bool]]:
        """The open sheets of one person with whether they are put aside, last touched first."""
        rows = self._session.execute(
            select(SheetRow, Seat.paused)
            .join(Seat, SheetRow.id == Seat.sheet_id)
            .where(Seat.channel == channel, Seat.person == person, SheetRow.state == "open")
            .order_by(Seat.touched.desc())
        ).all()
        return [(row[0], row[1]) for row in rows]

    def people(self, sheet: str) -> list[tuple[str, str]]:
        """Everybody who has a seat at the sheet."""
        rows = self._session.execute(select(Seat.channel, Seat.person).where(Seat.sheet_id == sheet)).all()
        return [(row.channel, row.person) for row in rows]

    def sit(self, sheet: str, channel: str, person: str, *, paused: bool = False) -> Seat:
        """The person's seat, taken now if he had none, and touched last of all his."""
        last = self._session.execute(
            select(Seat)
            .where(Seat.channel == channel, Seat.person == person)
            .order_by(Seat.touched.desc())
            .limit(1)
        ).scalar()
        if last is not None and last.sheet_id == sheet and last.touched:
            last.paused = paused
            return self._kept(last)
        seat = self._session.get(Seat, (sheet, channel, person))
        if seat is None:
            seat = Seat(sheet_id=sheet, channel=channel, person=person, focus="", showing=0)
            self._session.add(seat)
        seat.touched = last.touched + 1 if last else 1
        seat.paused = paused
        self._session.flush()
        return self._kept(seat)

    def assign(self, sheet: str, channel: str, person: str) -> None:
        """Give somebody a seat without taking him away from the sheet he is at."""
        if self._session.get(Seat, (sheet, channel, person)) is None:
            seat = Seat(sheet_id=sheet, channel=channel, person=person, focus="", showing=0, touched=0)
            self._session.add(seat)
            self._session.flush()

    def focus(self, sheet: str, channel: str, person: str, key: str) -> None:
        """Remember the answered question this person went back to; '' for none."""
        self._seat(sheet, channel, person).focus = key

    def pause(self, sheet: str, channel: str, person: str) -> None:
        """Put the sheet aside for this person only."""
        self._seat(sheet, channel, person).paused = True

    def _seat(self, sheet: str, channel: str, person: str) -> Seat:
        return self._kept(self._session.get_one(Seat, (sheet, channel, person)))

    def _kept(self, seat: Seat) -> Seat:
        """The session forgets a row nobody holds: held here, a seat is read once a turn."""
        self._seats[seat.sheet_id, seat.channel, seat.person] = seat
        return seat

    # --- answers and results

    def answers(self, sheet: str) -> Sequence[Row[Any]]:
        """Every answer ever given, oldest first: key, value, about, by, at, withdrawn."""
        return self._session.execute(
            select(Answer.key, Answer.value, Answer.about, Answer.by, Answer.at, Answer.withdrawn)
            .where(Answer.sheet_id == sheet)
            .order_by(Answer.id)
        ).all()

    def results(self, sheet: str) -> Sequence[Row[Any]]:
        """What searches found and effects gave: key, about, value."""
        return self._session.execute(
            select(Result.key, Result.about, Result.value).where(Result.sheet_id == sheet)
        ).all()

    def keep(self, sheet: str, key: str, value: Any, about: str, by: str, now: datetime) -> None:
        """Add an answer; an earlier one of the same key is replaced, not changed."""
        self._add(Answer(sheet_id=sheet, key=key, value=value, about=about, by=by, at=now))

    def withdraw(self, sheet: str, key: str, by: str, now: datetime) -> None:
        """Take an answer back; the row that held it stays."""
        self._add(Answer(sheet_id=sheet, key=key, value=None, by=by, at=now, withdrawn=True))

    def _add(self, answer: Answer) -> None:
        """One statement finds what the answer replaces and adds it."""
        latest = aliased(Answer)
        replaced = select(func.max(latest.id)).where(
            latest.sheet_id == answer.sheet_id, latest.key == answer.key
        )
        answer.replaces = replaced.scalar_subquery()
        self._session.add(answer)
        self._session.flush()

    def result(self, sheet: str, key: str, about: str, value: Any, now: datetime) -> None:
        """Keep what a search found or an effect gave."""
        self._session.add(Result(sheet_id=sheet, key=key, about=about, value=value, at=now))
        self._session.flush()

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
    ) -> Showing:
        """Note that a question is being shown; `task` '' makes a new card's task from the showing."""
        row = Showing(
            offer=list(offer),
            token=secrets.token_hex(5),
            sheet_id=sheet,
            channel=channel,
            person=person,
            key=key,
            task=task,
            at=now,
        )
        row.task = task or f"{sheet}-{row.token}"
        self._session.add(row)
        self._session.flush()
        self._seat(sheet, channel, person).showing = row.id
        return row

    def shown(self, token: str) -> Showing | None:
        """The showing a button's key names."""
        return self._session.execute(select(Showing).where(Showing.token == token)).scalar_one_or_none()

    def showing(self, number: int) -> Showing | None:
        """A showing by the number a seat keeps."""
        return self._session.get(Showing, number) if number else None

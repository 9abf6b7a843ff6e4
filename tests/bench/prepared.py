"""Callbacks made before the clock runs: one officer's open question copied for many, each with its answer.

Every officer answers once, so every request is a turn of its own kind: a replay of the same half
inspection, an answer kept, the next question shown.
"""

import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from config.settings import WecomSettings
from models.tables.base import Base
from models.tables.people import Staff
from models.tables.talk import Answer, Result, Seat, SheetRow, Showing
from sandbox.wire import wecom_deeds
from sandbox.wire.crypto import Cipher
from sandbox.wire.deed import Deed
from sandbox.wire.envelope import wecom_post
from sandbox.wire.xml import Node, render
from tests.bench.bureau import Bureau
from tests.bench.callers import Request


@dataclass(frozen=True, slots=True)
class Waiting:
    """One officer at an open question: his userid, the token and the task of what he was last shown."""

    userid: str
    token: str
    task: str


def crowd(bureau: Bureau, like: str, names: Sequence[str]) -> list[Waiting]:
    """Give each name the rows of `like`: staff, his open sheet, seat, answers, results, last showing."""
    with bureau.app.store.write() as work:
        sheet = work.sheets.at("wecom", like)
        return _Copier(work.session, like, sheet).make(names)


class _Copier:
    def __init__(self, session: Session, like: str, sheet: str) -> None:
        self._session = session
        self._staff = rows_of(session, Staff, Staff.userid == like)
        self._sheet = rows_of(session, SheetRow, SheetRow.id == sheet)
        self._seat = rows_of(session, Seat, Seat.sheet_id == sheet, Seat.person == like)
        self._answers = rows_of(session, Answer, Answer.sheet_id == sheet)
        self._results = rows_of(session, Result, Result.sheet_id == sheet)
        last = Showing.id == self._seat[0]["showing"]
        self._showing = rows_of(session, Showing, last)

    def make(self, names: Sequence[str]) -> list[Waiting]:
        ids = {name: secrets.token_hex(6) for name in names}
        made = [Waiting(name, f"t{ids[name]}", f"{ids[name]}-card") for name in names]
        self._add(Staff, self._staff, [{"userid": one.userid} for one in made])
        self._add(SheetRow, self._sheet, [{"id": ids[one.userid], "opened_by": one.userid} for one in made])
        self._add(Answer, self._answers, [{"sheet_id": ids[o.userid], "by": o.userid} for o in made])
        self._add(Result, self._results, [{"sheet_id": ids[one.userid]} for one in made])
        shown = [
            {"token": o.token, "sheet_id": ids[o.userid], "person": o.userid, "task": o.task} for o in made
        ]
        self._add(Showing, self._showing, shown)
        mine = Showing.token.in_([one.token for one in made])
        found = self._session.execute(select(Showing.token, Showing.id).where(mine)).all()
        numbers = {row.token: row.id for row in found}
        seats = [{"sheet_id": ids[o.userid], "person": o.userid, "showing": numbers[o.token]} for o in made]
        self._add(Seat, self._seat, seats)
        return made

    def _add(self, table: type[Base], rows: list[dict[str, Any]], changes: list[dict[str, Any]]) -> None:
        copies = [{**row, **change} for change in changes for row in rows]
        self._session.execute(insert(table), copies)


def rows_of(session: Session, table: type[Base], *where: Any) -> list[dict[str, Any]]:
    """Rows as dicts, without keys the database gives itself."""
    columns = table.__table__
    assert isinstance(columns, Table)
    own = {column.name for column in columns.primary_key if column.autoincrement is True}
    if "id" in columns.c and columns.c.id.type.python_type is int:
        own.add("id")
    found = session.execute(select(columns).where(*where)).mappings()
    return [{name: row[name] for name in row if name not in own} for row in found]


def submitted(corp: WecomSettings, waiting: Iterable[Waiting], none: str) -> list[Request]:
    """A tap on the submit button of the open card, with only its last option (`none`) ticked."""
    return [
        _request(corp, one.userid, n, wecom_deeds.card_click(_click(one), {one.token: (none,)}, 0))
        for n, one in enumerate(waiting)
    ]


def _click(one: Waiting) -> dict[str, str]:
    return {
        "key": f"{one.token}:ok", "task": one.task, "card_type": "vote_interaction", "code": f"c{one.token}",
        "words": "",
    }  # fmt: skip


def typed(corp: WecomSettings, waiting: Iterable[Waiting], text: str) -> list[Request]:
    """A typed answer to the open question."""
    return [_request(corp, one.userid, n, wecom_deeds.text(text)) for n, one in enumerate(waiting)]


def _request(corp: WecomSettings, userid: str, number: int, deed: Deed) -> Request:
    nodes = [
        Node("ToUserName", corp.corp_id),
        Node("FromUserName", userid),
        Node("CreateTime", int(time.time())),
        Node("MsgType", "event" if deed.is_event else deed.what),
        *deed.nodes,
        Node("AgentID", corp.agent_id),
    ]
    if not deed.is_event:
        nodes.append(Node("MsgId", time.time_ns() + number))
    cipher = Cipher(corp.token, corp.aes_key, corp.corp_id)
    sealed = cipher.seal(render(nodes))
    posted = wecom_post(cipher, sealed, str(int(time.time())), str(corp.agent_id), "AgentID")
    return Request("/wecom/callback", dict(posted.query), posted.body.encode())

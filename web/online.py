"""/staff/online: findings of online platforms from a workbook, and the newest ones with their verdicts."""

import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from handlers.desk import Desk
from handlers.identity import Person, staff_person
from handlers.import_alerts import COLUMNS, import_alerts
from handlers.register_file import FileFaultError
from models.tables.records import OnlineProblem
from rules.local_time import local_time
from rules.online import hours_between
from rules.roles import Action, any_may
from web.house import House

HERE = "/staff/online"


def blueprint(house: House) -> Blueprint:
    """The page."""
    pages = Blueprint("online", __name__)

    @pages.get(HERE)
    def show() -> Any:
        """The list and the form."""
        who = _who(house)
        return house.identity.ask("wecom", HERE) if who is None else _page(house, who, "", [])

    @pages.post(HERE)
    def take() -> Any:
        """Import a workbook, all rows or none."""
        who = _who(house)
        if who is None:
            return house.identity.ask("wecom", HERE)
        file = request.files.get("file")
        if file is None or not file.filename:
            return _page(house, who, "", ["请选一个 .xlsx 文件。"])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "alerts.xlsx"
            file.save(path)
            try:
                with house.writing(who) as desk:
                    _allowed(desk)
                    new, known = import_alerts(path, desk)
            except FileFaultError as error:
                return _page(house, who, "", [one.replace("alerts.xlsx", "文件") for one in error.faults])
        say = f"导入了 {new} 条，待核。" + (f"另有 {known} 条以前登记过。" if known else "")
        return _page(house, who, f"{say}在企业微信里说“线上预警”，选“待核的”来核。", [])

    return pages


def _who(house: House) -> Person | None:
    userid = house.identity.of(HERE)
    return staff_person(userid) if userid else None


def _allowed(desk: Desk) -> None:
    if not any_may(desk.by.roles, Action.VISIT_WRITE):
        abort(403)


def _page(house: House, who: Person, say: str, faults: list[str]) -> Response:
    with house.reading(who) as desk:
        _allowed(desk)
        found = desk.work.online.latest(desk.by.district)
        rows = [_row(one, desk) for one in found if one.enterprise_id not in desk.by.recused]
        left_out = "你回避的企业没有列出。" if len(rows) < len(found) else ""
        issuer = desk.house.bureau.issuer.name
        platforms = "、".join(desk.house.bureau.online.platforms)
    columns = "、".join(one.heading for one in COLUMNS)
    page = render_template(
        "online.html",
        issuer=issuer,
        rows=rows,
        left_out=left_out,
        say=say,
        faults=faults,
        columns=columns,
        platforms=platforms,
    )
    return Response(page, 422 if faults else 200)


def _row(one: OnlineProblem, desk: Desk) -> dict[str, str]:
    hours = f"{hours_between(one.detected_at, one.warned_at):g} 小时" if one.warned_at else "—"
    return {
        "firm": desk.work.people.enterprise(one.enterprise_id).name,
        "cause": one.cause,
        "state": one.state,
        "line": f"{one.platform} · {local_time(one.detected_at):%m-%d %H:%M} 发现 · 到预警 {hours}",
        "reply": one.reply,
    }

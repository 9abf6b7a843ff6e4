"""/staff/register: the register of numbers as a page and as a workbook. GET changes nothing."""

import io
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request, send_file

from handlers.desk import Desk
from handlers.identity import staff_person
from handlers.notice_names import NAMES
from handlers.register import LINES_A_PAGE, PAGE, left_out, lines, may_read, within_reach
from models.register import RegisterRows, Wanted
from notices.register import COLUMNS, register_workbook
from rules.notice_states import NoticeState
from rules.reading import plain
from web.house import House, message

NOT_YOURS = "登记簿由执法人员、队负责人、法制和档案员查看。需要的话请找内勤或管理员。"


def blueprint(house: House) -> Blueprint:
    """The page and its file."""
    pages = Blueprint("register", __name__)

    @pages.get(f"/{PAGE}")
    def show() -> Any:
        """One page of the register."""
        userid = house.identity.of(f"/{PAGE}")
        if not userid:
            return house.identity.ask("wecom", f"/{PAGE}")
        with house.reading(staff_person(userid)) as desk:
            if not may_read(desk):
                return message(house, "看不了", NOT_YOURS, 403)
            return _page(desk)

    @pages.get(f"/{PAGE}.xlsx")
    def workbook() -> Any:
        """All lines of the same choice, as a file."""
        userid = house.identity.of(f"/{PAGE}")
        if not userid:
            return house.identity.ask("wecom", f"/{PAGE}")
        with house.reading(staff_person(userid)) as desk:
            if not may_read(desk):
                return message(house, "看不了", NOT_YOURS, 403)
            wanted = within_reach(_wanted(request.args), desk)
            title = f"{desk.house.bureau.issuer.name} 提示单登记簿"
            content = register_workbook(lines(wanted, desk), title, desk.today, left_out(wanted, desk))
            name = f"提示单登记簿 {desk.today.isoformat()}.xlsx"
        return send_file(io.BytesIO(content), as_attachment=True, download_name=name)

    return pages


def _wanted(asked: Mapping[str, str]) -> Wanted:
    """What the address asks for; what is not understood is left out."""
    year, state, kind = asked.get("year", ""), asked.get("state", ""), asked.get("kind", "")
    return Wanted(
        district=plain(asked.get("district", ""), 20),
        kind=kind if kind in NAMES else "",
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0,
        state=state if state in set(NoticeState) else "",
        text=asked.get("q", ""),
    )


def _page(desk: Desk) -> Response:
    wanted = within_reach(_wanted(request.args), desk)
    rows = RegisterRows(desk.work.session)
    count = rows.count(wanted)
    last = max(1, -(-count // LINES_A_PAGE))
    asked = request.args.get("page", "1")
    number = min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    chosen = {name: request.args[name] for name in ("year", "kind", "state", "q") if request.args.get(name)}
    return Response(
        render_template(
            "register.html",
            issuer=desk.house.bureau.issuer.name,
            scope=wanted.district or "全部辖区",
            columns=[name for name, _ in COLUMNS],
            lines=lines(wanted, desk, number),
            count=count,
            left_out=left_out(wanted, desk),
            page=number,
            last=last,
            chosen=chosen,
            years=rows.years(),
            kinds=NAMES,
            states=[(one.value, one.label) for one in NoticeState],
            here=f"/{PAGE}",
        )
    )

"""/staff/reminders: mailings (批量温馨提示) of one's district, how far they are, and their files to print."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template

from handlers.desk import Desk
from handlers.identity import staff_person
from handlers.mailing_words import STATES, counted
from handlers.register import may_read
from models.mailings import Mailings
from models.tables.mailing import Mailing, MailingFile
from rules.local_time import local_time
from rules.roles import everywhere, reaches
from web.house import House, message

PAGE = "staff/reminders"
NOT_YOURS = "批量温馨提示由本辖区的队领导和执法人员查看。"
KEPT_FROM = "这一份里有你回避的企业，请别的同事来打印。"
LEFT_OUT = "你回避的企业没有列出，含它的打印件也不列"
MOST_NAMED = 200


def blueprint(house: House) -> Blueprint:
    """The page and the files."""
    pages = Blueprint("reminders", __name__)

    @pages.get(f"/{PAGE}")
    def show() -> Any:
        """Every mailing within reach."""
        userid = house.identity.of(f"/{PAGE}")
        if not userid:
            return house.identity.ask("wecom", f"/{PAGE}")
        with house.reading(staff_person(userid)) as desk:
            if not may_read(desk):
                return message(house, "看不了", NOT_YOURS, 403)
            district = "" if everywhere(desk.by.roles) else desk.by.district
            found = Mailings(desk.work.session).all(district)
            kept = _kept_from(desk)
            listed = [_listed(one, kept, desk) for one in found]
            issuer = desk.house.bureau.issuer.name
        return Response(render_template("reminders.html", issuer=issuer, mailings=listed, here=f"/{PAGE}"))

    @pages.get(f"/{PAGE}/<int(max=2147483647):file>.pdf")
    def pdf(file: int) -> Any:
        """One file to print."""
        userid = house.identity.of(f"/{PAGE}")
        if not userid:
            return house.identity.ask("wecom", f"/{PAGE}")
        with house.reading(staff_person(userid)) as desk:
            row = desk.work.session.get(MailingFile, file)
            mailing = Mailings(desk.work.session).get(row.mailing_id) if row is not None else None
            if row is None or mailing is None or not may_read(desk):
                abort(404)
            if not reaches(desk.by.roles, desk.by.district, mailing.district):
                abort(404)
            if file in _kept_from(desk).get(mailing.id, ()):
                return message(house, "看不了", KEPT_FROM, 403)
        return house.file(row.sha256, row.name)

    return pages


def _kept_from(desk: Desk) -> Mapping[int, Sequence[int]]:
    """The files in which a firm is that this person stays away from, by mailing."""
    return Mailings(desk.work.session).of_firms(desk.by.recused) if desk.by.recused else {}


def _listed(mailing: Mailing, kept: Mapping[int, Sequence[int]], desk: Desk) -> dict[str, Any]:
    book, away = Mailings(desk.work.session), desk.by.recused
    figures = book.figures(mailing.id)
    return {
        "title": f"{mailing.district} · {local_time(mailing.at):%Y-%m-%d %H:%M}",
        "by": desk.books.name_of(mailing.by),
        "state": STATES[mailing.state],
        "tone": "ok" if mailing.state == "done" else "",
        "done": figures.done,
        "total": mailing.total,
        "counted": counted(figures),
        "files": [
            {"id": f.id, "name": f.name, "line": f"{f.firms} 家，{f.pages} 页，{f.size / 1e6:.1f} MB"}
            for f in book.files(mailing.id)
            if f.id not in kept.get(mailing.id, ())
        ],
        "skipped": book.skipped(mailing.id, MOST_NAMED, away),
        "undelivered": [
            desk.work.people.enterprise(one).name for one in book.undelivered(mailing.id) if one not in away
        ],
        "left_out": LEFT_OUT if mailing.id in kept else "",
    }

"""/staff/<token>: what stands behind a card for staff. Read-only; the decision is made on the card."""

from typing import Any

from flask import Blueprint, Response, abort, render_template

from handlers.desk import Desk
from handlers.identity import Person, staff_person
from handlers.visit_view import open_visit, previews_of, view
from models.tables.cases import Evidence, Visit
from web.house import House


def blueprint(house: House) -> Blueprint:
    """The pages."""
    pages = Blueprint("staff", __name__)

    @pages.get("/staff/<token>")
    def show(token: str) -> Any:
        """One visit, everything known of it."""
        who = _who(house, token)
        if who is None:
            return house.identity.ask("wecom", f"/staff/{token}")
        with house.reading(who) as desk:
            shown = view(_visit(token, who, desk), f"/staff/{token}", desk)
        return Response(render_template("visit.html", view=shown, issuer=shown.issuer))

    @pages.get("/staff/<token>/photo/<int(max=2147483647):photo>.jpg")
    def photo(token: str, photo: int) -> Any:
        """A photo of the visit or of the enterprise's feedback."""
        who = _known(house, token)
        with house.reading(who) as desk:
            visit = _visit(token, who, desk)
            row = desk.work.session.get(Evidence, photo)
            if row is None or not _of(visit, row, desk):
                abort(404)
        return house.photo(row)

    @pages.get("/staff/<token>/paper/<int(max=2147483647):paper>.pdf")
    def pdf(token: str, paper: int) -> Any:
        """A letter of the visit, 存根 included, or a 样张 while it waits to be released."""
        who = _known(house, token)
        with house.reading(who) as desk:
            visit = _visit(token, who, desk)
            papers = [*desk.work.notices.papers(visit=visit.id), *previews_of(visit, desk)]
            names = {p.id: p.name for p in papers}
        if paper not in names:
            abort(404)
        return house.pdf(paper, names[paper])

    return pages


def _who(house: House, token: str) -> Person | None:
    house.minted("staff", token)
    userid = house.identity.of(f"/staff/{token}")
    return staff_person(userid) if userid else None


def _known(house: House, token: str) -> Person:
    who = _who(house, token)
    if who is None:
        abort(403)
    return who


def _visit(token: str, who: Person, desk: Desk) -> Visit:
    visit = open_visit(token, who.id, desk)
    if visit is None:
        abort(404)
    return visit


def _of(visit: Visit, row: Evidence, desk: Desk) -> bool:
    if row.visit_id == visit.id:
        return True
    sent = {
        s.id
        for h in desk.work.notices.hazards_of_visit(visit.id)
        for s in desk.work.notices.submissions(h.id)
    }
    return row.submission_id in sent

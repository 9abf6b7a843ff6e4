"""/staff/<token>/sign: the letters and a pen on the officer's phone. GET changes nothing."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request

from handlers.desk import Desk, RefusedError
from handlers.identity import Person, staff_person
from handlers.sign_in_person import Signer, may_take, sign_in_person, unsigned_of
from handlers.sign_receipt import Signature
from handlers.visit_view import open_visit
from models.tables.cases import Visit
from web.house import House
from web.strokes import read_strokes

EMPTY = Signer("", "", "")


def blueprint(house: House) -> Blueprint:
    """The page."""
    pages = Blueprint("in_person", __name__)

    @pages.get("/staff/<token>/sign")
    def show(token: str) -> Any:
        """The form."""
        who = _who(house, token)
        return _login(house, token) if who is None else _page(house, token, who, EMPTY, "")

    @pages.post("/staff/<token>/sign")
    def sign(token: str) -> Any:
        """签收, once."""
        who = _who(house, token)
        if who is None:
            return _login(house, token)
        form = request.form
        signer = Signer(form.get("name", ""), form.get("post", ""), form.get("phone", ""))
        signature = Signature(
            strokes=read_strokes(form.get("strokes", "")),
            address=request.remote_addr or "",
            device=request.headers.get("User-Agent", ""),
        )
        with house.reading(who) as desk:
            visit = _visit(token, who, desk)
            house_papers = [
                p.id
                for n in desk.work.notices.of_visit(visit.id)
                for p in desk.work.notices.papers(notice=n.id)
            ]
        house.draw(house_papers)
        try:
            with house.writing(who) as desk:
                sign_in_person(_visit(token, who, desk), signer, signature, desk)
        except RefusedError as refused:
            return _page(house, token, who, signer, refused.say)
        return redirect(f"/staff/{token}", 303)

    @pages.get("/staff/<token>/page/<int(max=2147483647):paper>-<int:number>.png")
    def image(token: str, paper: int, number: int) -> Any:
        """One page of a letter."""
        who = _who(house, token)
        if who is None:
            abort(403)
        with house.reading(who) as desk:
            visit = _visit(token, who, desk)
            ids = {row.id for n in unsigned_of(visit, desk) for row in desk.work.notices.papers(notice=n.id)}
        return house.image(paper, number) if paper in ids else abort(404)

    return pages


def _who(house: House, token: str) -> Person | None:
    house.minted("staff", token)
    userid = house.identity.of(f"/staff/{token}")
    return staff_person(userid) if userid else None


def _login(house: House, token: str) -> Any:
    """The identity is kept for the visit's page; from there he comes back here by its button."""
    return house.identity.ask("wecom", f"/staff/{token}")


def _visit(token: str, who: Person, desk: Desk) -> Visit:
    visit = open_visit(token, who.id, desk)
    return visit if visit is not None and may_take(desk) else abort(404)


def _page(house: House, token: str, who: Person, signer: Signer, wrong: str) -> Response:
    with house.reading(who) as desk:
        visit = _visit(token, who, desk)
        papers = [
            row.id
            for n in unsigned_of(visit, desk)
            for row in desk.work.notices.papers(notice=n.id)
            if row.copy == "送达"
        ]
    house.draw(papers)
    with house.reading(who) as desk:
        visit = _visit(token, who, desk)
        letters = [
            (row.name, [f"/staff/{token}/page/{row.id}-{n}.png" for n in range(1, (row.pages or 1) + 1)])
            for notice in unsigned_of(visit, desk)
            for row in desk.work.notices.papers(notice=notice.id)
            if row.copy == "送达"
        ]
        issuer, firm = desk.house.bureau.issuer.name, visit.header["name"]
    page = render_template(
        "in_person.html",
        issuer=issuer,
        firm=firm,
        letters=letters,
        signer=signer,
        wrong=wrong,
        here=f"/staff/{token}",
    )
    return Response(page, 422 if wrong else 200)

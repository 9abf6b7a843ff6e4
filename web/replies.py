"""/n/<token>/…: 没有签收, 有异议, 申请延期, 请别人签收, 盖章回执. POST only, but for a delegate's code.

What is wrong is said beside its form, and what was typed stays.
"""

import base64
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request

from handlers.certificate import certificate, versions
from handlers.desk import Desk, RefusedError
from handlers.extensions import ask_extension
from handlers.identity import Person
from handlers.inquiries import ask
from handlers.name_delegate import delegate_of, name_delegate
from handlers.notice_access import Opened
from handlers.notice_names import warning_of
from handlers.papers import NotReadyError
from handlers.photos import UnfitPhotoError
from handlers.refuse_receipt import refuse_receipt
from web.address import Fault, known, login, mine_of, page, who_opens
from web.house import House, message
from web.photos import evidence, posted, stored, unfit_count

Act = Callable[[Opened, dict[str, str], Desk], object]


def blueprint(house: House) -> Blueprint:
    """What a contact says back."""
    pages = Blueprint("replies", __name__)

    for name, act in ACTS.items():
        pages.post(f"/n/<token>/{name}", endpoint=name)(_posted(house, name, act))

    @pages.post("/n/<token>/delegate")
    def delegate(token: str) -> Any:
        """Name somebody who signs instead; he is bound by a code like anybody else."""
        made: list[str] = []

        def act(mine: Opened, typed: dict[str, str], desk: Desk) -> None:
            made.append(name_delegate(mine, typed.get("name", ""), desk).id)

        answer = _posted(house, "delegate", act)(token)
        return redirect(f"/n/{token}/delegate/{made[0]}", 303) if made else answer

    @pages.get("/n/<token>/delegate/<invitation>")
    def code(token: str, invitation: str) -> Any:
        """The code the named person scans."""
        who = who_opens(house, token)
        if who is None:
            return login(house, token)
        with house.reading(who) as desk:
            row = delegate_of(mine_of(token, who, desk), invitation, desk)
            if row is None:
                abort(404)
            guest = row.guest
        try:
            picture = base64.b64encode(house.papers.content(f"invite:{invitation}")).decode()
        except NotReadyError:
            return message(house, "二维码没有做成", "微信那边现在没有回应，请过一会儿刷新这个页面。", 503)
        issuer = house.table.house.bureau.issuer.name
        return render_template("code.html", issuer=issuer, guest=guest, picture=picture, back=f"/n/{token}")

    @pages.post("/n/<token>/seal")
    def seal(token: str) -> Any:
        """A photo of the stamped slip, beside the electronic receipt or before it."""
        who = who_opens(house, token)
        if who is None:
            return login(house, token)
        wrong = _keep_slip(house, token, who)
        return page(house, token, who, Fault("seal", wrong)) if wrong else redirect(f"/n/{token}#seal", 303)

    return pages


def _posted(house: House, name: str, act: Act) -> Callable[[str], Any]:
    """A view: who it is, do it in one transaction, or show the page with what was wrong."""

    def view(token: str) -> Any:
        who = who_opens(house, token)
        if who is None:
            return login(house, token)
        typed = {key: value for key, value in request.form.items() if key != "csrf_token"}
        try:
            with house.writing(who) as desk:
                act(mine_of(token, who, desk), typed, desk)
        except RefusedError as refused:
            return page(house, token, who, Fault(name, refused.say, typed))
        return redirect(f"/n/{token}#said", 303)

    return view


def _refuse(mine: Opened, typed: dict[str, str], desk: Desk) -> None:
    refuse_receipt(mine, typed.get("reason", ""), typed.get("text", ""), desk)


def _object(mine: Opened, typed: dict[str, str], desk: Desk) -> None:
    ask("objection", mine.visit, mine.contact, typed.get("text", ""), desk)


def _extend(mine: Opened, typed: dict[str, str], desk: Desk) -> None:
    warning = warning_of(mine.notices)
    if warning is None:
        raise RefusedError("这份提示单没有整改期限，不用延期。")
    notice = desk.work.notices.get(warning.id, lock=True)
    ask_extension(notice, mine.contact, typed.get("days", ""), typed.get("text", ""), desk)


ACTS: dict[str, Act] = {"refuse": _refuse, "object": _object, "extend": _extend}


def _keep_slip(house: House, token: str, who: Person) -> str:
    """Keep the photos; '' if they were kept, else what is wrong with them."""
    known(house, token)
    files = posted()
    if wrong := unfit_count(files, "盖了公章的签收回执"):
        return wrong
    with house.reading(who) as desk:
        mine_of(token, who, desk)
    try:
        photos = [stored(house, one) for one in files]
    except UnfitPhotoError as unfit:
        return unfit.say
    with house.writing(who) as desk:
        mine = mine_of(token, who, desk)
        before = {row.sha256 for row in desk.work.evidence.slips(mine.visit.id)}
        for one in photos:
            if one.original not in before:
                row = evidence(desk, who, one, sort="slip")
                row.visit_id = mine.visit.id
                desk.work.audit.note(who.id, "slip", f"visit:{mine.visit.id}", evidence=row.id)
        for notice in mine.notices:
            if versions(notice, desk):
                certificate(notice, desk)
    return ""

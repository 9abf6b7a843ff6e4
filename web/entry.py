"""/e/<token>: what stands behind the code an enterprise has on paper: a button, and a fresh code by POST.

Opening it makes nothing; the code it shows binds nobody without one of ours. /self-check: the form's
questions for the enterprise itself, answered on the phone and nowhere else.
"""

import base64
from typing import Any

from flask import Blueprint, abort, render_template

from handlers.entry import Entry, entry_of, fresh_code
from handlers.identity import contact_person
from handlers.papers import NotReadyError
from handlers.self_check import self_check_page
from web.house import House, message

NOBODY = contact_person("")
NOT_YET = "检查人员还没有到过这家企业。请检查人员来时再扫，或直接联系我们。"


def blueprint(house: House) -> Blueprint:
    """The two pages."""
    pages = Blueprint("entry", __name__)

    @pages.get("/e/<token>")
    def show(token: str) -> Any:
        """The button."""
        entry = _entry(house, token)
        issuer = house.table.house.bureau.issuer.name
        return render_template("entry.html", issuer=issuer, firm=entry.firm, here=f"/e/{token}")

    @pages.post("/e/<token>")
    def code(token: str) -> Any:
        """A code that is good now."""
        entry = _entry(house, token)
        with house.writing(NOBODY) as desk:
            invitation = fresh_code(entry, desk)
        if not invitation:
            return message(house, "还不能绑定", NOT_YET, 409)
        try:
            picture = base64.b64encode(house.papers.content(f"invite:{invitation}")).decode()
        except NotReadyError:
            return message(house, "二维码没有做成", "微信那边现在没有回应，请过一会儿再试。", 503)
        issuer = house.table.house.bureau.issuer.name
        return render_template("code.html", issuer=issuer, firm=entry.firm, guest="", picture=picture)

    @pages.get("/self-check")
    def check() -> Any:
        """自查."""
        with house.reading(NOBODY) as desk:
            page = self_check_page(desk)
        return render_template("self_check.html", issuer=page.issuer, page=page)

    return pages


def _entry(house: House, token: str) -> Entry:
    house.minted("e", token)
    with house.reading(NOBODY) as desk:
        found = entry_of(token, desk)
    return found or abort(404)

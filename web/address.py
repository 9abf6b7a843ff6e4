"""A notice address: who may see what is behind it, and the page itself. Guessed addresses tell nothing."""

from dataclasses import dataclass, field
from typing import Any

from flask import Response, abort, render_template

from handlers.copies import SHOWN
from handlers.desk import Desk
from handlers.identity import Person, contact_person
from handlers.notice_access import Opened, open_notice
from handlers.notice_view import view
from web.house import House, message

NOBODY = "没有找到这张提示单。请从公众号“我的提示单”里打开；如果您换了微信，请联系检查人员。"


@dataclass(frozen=True, slots=True)
class Fault:
    """What was wrong with a form of the page (`form` names it), with what was typed into it."""

    form: str = ""
    say: str = ""
    typed: dict[str, str] = field(default_factory=dict)


def who_opens(house: House, token: str) -> Person | None:
    house.minted("n", token)
    openid = house.identity.of(f"/n/{token}")
    return contact_person(openid) if openid else None


def known(house: House, token: str) -> Person:
    who = who_opens(house, token)
    if who is None:
        abort(403)
    return who


def login(house: House, token: str) -> Any:
    return house.identity.ask("wechat", f"/n/{token}")


def mine_of(token: str, who: Person, desk: Desk) -> Opened:
    """What is behind the address for this person; 404 tells nothing, 410 tells him why it is over."""
    found = open_notice(token, who.id, desk)
    if found is None:
        abort(404)
    if isinstance(found, str):
        abort(410, found)
    return found


NO_FAULT = Fault()


def page(house: House, token: str, who: Person, fault: Fault = NO_FAULT) -> Response:
    """The page; with a fault, the same page with the fault beside its form and the typed text kept."""
    with house.reading(who) as desk:
        found = open_notice(token, who.id, desk)
        if found is None:
            return message(house, "打不开", NOBODY, 404)
        if isinstance(found, str):
            abort(410, found)
        papers = [
            p.id for n in found.notices for p in desk.work.notices.papers(notice=n.id) if p.copy in SHOWN
        ]
    house.draw(papers)
    with house.reading(who) as desk:
        shown = view(mine_of(token, who, desk), desk)
    shown_page = render_template("notice.html", view=shown, issuer=shown.issuer, fault=fault)
    return Response(shown_page, 422 if fault.say else 200)

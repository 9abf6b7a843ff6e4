"""/b/<token>: who are you, and do you agree to be served electronically. Binds nobody by itself."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from handlers.bind_contact import Introduction, OnFile, introduce, on_file
from handlers.desk import Desk
from handlers.identity import Person, contact_person
from models.tables.people import Contact, Invitation
from rules.standing import Standing
from web.house import House, message


def blueprint(house: House) -> Blueprint:
    """The page."""
    pages = Blueprint("bind", __name__)

    @pages.get("/b/<token>")
    def show(token: str) -> Any:
        """The form."""
        who = _who(house, token)
        if who is None:
            return house.identity.ask("wechat", f"/b/{token}")
        return _form(house, token, who, Introduction("", "", "", False), [])

    @pages.post("/b/<token>")
    def submit(token: str) -> Any:
        """Take the form."""
        who = _who(house, token)
        if who is None:
            abort(403)
        with house.writing(who) as desk:
            invitation = _invitation(token, who, desk)
            if invitation is None:
                return _gone(house)
            said = _said(on_file(invitation, desk))
            contact, faults = introduce(invitation, who, said, desk)
        if contact is None:
            return _form(house, token, who, said, faults)
        return _thanks(house, contact)

    return pages


def _said(known: OnFile | None) -> Introduction:
    """What was sent: typed, or 是我本人 for whom the register names (the button says the consent)."""
    form, device = request.form, request.headers.get("User-Agent", "")
    address = request.remote_addr or ""
    if known is not None and form.get("himself") == "yes":
        return Introduction(
            known.name, known.post, known.phone, True,
            standing=known.standing, address=address, device=device,
        )  # fmt: skip
    return Introduction(
        name=form.get("name", ""),
        post=form.get("post", ""),
        phone=form.get("phone", ""),
        consent=form.get("consent") == "yes",
        code=form.get("code", "").strip(),
        standing=form.get("standing", ""),
        address=address,
        device=device,
    )


def _who(house: House, token: str) -> Person | None:
    house.minted("b", token)
    openid = house.identity.of(f"/b/{token}")
    return contact_person(openid) if openid else None


def _invitation(token: str, who: Person, desk: Desk) -> Invitation | None:
    """The invitation behind an address, for the follower it was made for, while it lasts."""
    link = desk.work.notices.link_by_token(token)
    if link is None or link.purpose != "bind" or link.person != who.id or link.dead:
        return None
    invitation = desk.work.people.invitation(link.subject)
    return invitation if invitation is not None and invitation.until >= desk.now else None


def _form(house: House, token: str, who: Person, typed: Introduction, faults: list[str]) -> Response:
    with house.reading(who) as desk:
        invitation = _invitation(token, who, desk)
        if invitation is None:
            return _gone(house)
        firm = desk.work.people.enterprise(invitation.enterprise_id).name
        known = None if faults else on_file(invitation, desk)
        issuer, consent = desk.house.bureau.issuer.name, desk.house.bureau.pages.consent_text
        if not typed.name and invitation.guest:
            typed = replace(typed, name=invitation.guest)
    page = render_template(
        "bind.html",
        issuer=issuer,
        firm=firm,
        typed=typed,
        known=known,
        faults=faults,
        consent=consent,
        standings=[(one.value, one.label) for one in Standing],
    )
    return Response(page, 422 if faults else 200)


def _gone(house: House) -> Response:
    return message(house, "链接已失效", "请检查人员再出示一次二维码，重新扫一下。", 410)


def _thanks(house: House, contact: Contact) -> Response:
    if contact.state == "active":
        return message(house, "绑定好了", "提示单会发到您的微信，请回到公众号查看。")
    return message(house, "已提交", "请检查人员在手机上点“是他”，确认后提示单就会发到您的微信。")

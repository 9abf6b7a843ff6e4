"""/n/<token>/…: what a contact does on the notice page: opened, seen, signed, sent a fix. POST only."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, request

from handlers.desk import Desk, RefusedError
from handlers.identity import Person
from handlers.notice_access import opened_now, page_seen
from handlers.photos import UnfitPhotoError
from handlers.sign_receipt import Signature, sign_receipt
from handlers.submit_fix import take_fix
from models.tables.cases import Hazard
from models.tables.people import Contact
from rules.reading import Refusal, read_text
from rules.standing import SIGNS
from web.address import Fault, known, login, mine_of, page, who_opens
from web.house import House
from web.photos import Stored, evidence, posted, stored, unfit_count
from web.strokes import read_strokes

NOT_YOURS = "您没有代表企业签收的授权。请法定代表人或授权联系人签收，或请检查人员当面送达。"


def blueprint(house: House) -> Blueprint:
    """What is posted from the page."""
    pages = Blueprint("answers", __name__)

    @pages.post("/n/<token>/opened")
    def opened(token: str) -> Any:
        """The page's own script says that a person really has it open."""
        who = known(house, token)
        with house.writing(who) as desk:
            opened_now(mine_of(token, who, desk), desk)
        return Response(status=204)

    @pages.post("/n/<token>/seen/<int(max=2147483647):paper>-<int(max=99):number>")
    def seen(token: str, paper: int, number: int) -> Any:
        """The page's own script says that one page of a letter was on the screen."""
        who = known(house, token)
        with house.writing(who) as desk:
            page_seen(mine_of(token, who, desk), paper, number, desk)
        return Response(status=204)

    @pages.post("/n/<token>/sign")
    def sign(token: str) -> Any:
        """签收, once; again shows the same page. A page left open for too long asks who it is first."""
        who = who_opens(house, token)
        if who is None:
            return login(house, token)
        signature = _signature()
        with house.reading(who) as desk:
            mine = mine_of(token, who, desk)
            papers = [p.id for n in mine.notices for p in desk.work.notices.papers(notice=n.id)]
        if mine.contact.standing not in SIGNS or not mine.contact.consent:
            return page(house, token, who, Fault("sign", NOT_YOURS))
        house.draw(papers)
        with house.writing(who) as desk:
            mine = mine_of(token, who, desk)
            opened_now(mine, desk)
            sign_receipt(mine.visit.id, mine.contact, signature, desk)
        return redirect(f"/n/{token}", 303)

    @pages.post("/n/<token>/fix/<int(max=2147483647):hazard>")
    def fix(token: str, hazard: int) -> Any:
        """整改反馈 for one hazard: photos and a sentence."""
        who = who_opens(house, token)
        if who is None:
            return login(house, token)
        typed = request.form.get("text", "")
        wrong = _take(house, token, who, hazard, typed)
        if wrong:
            return page(house, token, who, Fault(f"fix{hazard}", wrong, {"text": typed}))
        return redirect(f"/n/{token}#h{hazard}", 303)

    return pages


def _signature() -> Signature:
    return Signature(
        strokes=read_strokes(request.form.get("strokes", "")),
        address=request.remote_addr or "",
        device=request.headers.get("User-Agent", ""),
    )


def _take(house: House, token: str, who: Person, hazard_id: int, typed: str) -> str:
    """Keep what was sent; '' if it was kept, else what is wrong with it."""
    text = read_text(typed, least=2, most=300, what="说明")
    if isinstance(text, Refusal):
        return text.say
    files = posted()
    if wrong := unfit_count(files, "整改后的照片"):
        return wrong
    with house.reading(who) as desk:
        _mine(token, who, hazard_id, desk)
    try:
        photos = [stored(house, one) for one in files]
        with house.writing(who) as desk:
            contact, hazard = _mine(token, who, hazard_id, desk)
            if not _sent_already(hazard, text.value, photos, desk):
                rows = [evidence(desk, who, one) for one in photos]
                take_fix(contact, hazard, text.value, rows, desk)
    except (UnfitPhotoError, RefusedError) as refused:
        return refused.say
    return ""


def _mine(token: str, who: Person, hazard_id: int, desk: Desk) -> tuple[Contact, Hazard]:
    """The person's own hazard. Asked before any file is kept, and again where it is changed."""
    mine = mine_of(token, who, desk)
    hazard = desk.work.session.get(Hazard, hazard_id)
    if hazard is None or hazard.notice_id not in {n.id for n in mine.notices}:
        abort(404)
    return mine.contact, hazard


def _sent_already(hazard: Hazard, text: str, photos: list[Stored], desk: Desk) -> bool:
    """The same once more is a second tap on a slow network."""
    for sent in desk.work.notices.submissions(hazard.id):
        if sent.state == "waiting" and sent.text == text:
            before = [photo.sha256 for photo in desk.work.notices.photos(submission=sent.id)]
            return before == [photo.original for photo in photos]
    return False

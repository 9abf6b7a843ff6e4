"""/n/<token>: the notice page, its letters as images and PDF, its photos. GET changes nothing."""

from typing import Any

from flask import Blueprint, abort

from handlers.copies import CERTIFICATE, SHOWN
from handlers.desk import Desk
from handlers.notice_access import Opened
from models.tables.cases import Evidence
from web.address import known, login, mine_of, page, who_opens
from web.house import House


def blueprint(house: House) -> Blueprint:
    """What is read."""
    pages = Blueprint("notice", __name__)

    @pages.get("/n/<token>")
    def show(token: str) -> Any:
        """The page."""
        who = who_opens(house, token)
        return login(house, token) if who is None else page(house, token, who)

    @pages.get("/n/<token>/paper/<int(max=2147483647):paper>-<int:number>.png")
    def image(token: str, paper: int, number: int) -> Any:
        """One page of a letter."""
        _paper_name(house, token, paper)
        return house.image(paper, number)

    @pages.get("/n/<token>/paper/<int(max=2147483647):paper>.pdf")
    def pdf(token: str, paper: int) -> Any:
        """A letter."""
        return house.pdf(paper, _paper_name(house, token, paper))

    @pages.get("/n/<token>/paper/<int(max=2147483647):paper>.ofd")
    def ofd(token: str, paper: int) -> Any:
        """The same letter as OFD, where the seal service gave one."""
        name = _paper_name(house, token, paper)
        with house.reading(known(house, token)) as desk:
            sha = desk.work.notices.paper(paper).ofd_sha
        return house.file(sha, f"{name}.ofd") if sha else abort(404)

    @pages.get("/n/<token>/photo/<int(max=2147483647):photo>.jpg")
    def photo(token: str, photo: int) -> Any:
        """A photo the enterprise sent itself."""
        who = known(house, token)
        with house.reading(who) as desk:
            row = desk.work.session.get(Evidence, photo)
            if row is None or row.submission_id is None or not _of(mine_of(token, who, desk), row, desk):
                abort(404)
        return house.photo(row)

    @pages.get("/n/<token>/seal/<int(max=2147483647):slip>.jpg")
    def seal(token: str, slip: int) -> Any:
        """A photo of a stamped slip the enterprise sent itself."""
        who = known(house, token)
        with house.reading(who) as desk:
            slips = desk.work.evidence.slips(mine_of(token, who, desk).visit.id)
            row = next((one for one in slips if one.id == slip), None)
        return house.photo(row)

    return pages


def _of(mine: Opened, row: Evidence, desk: Desk) -> bool:
    """Was this photo sent about a hazard of this very notice?"""
    sent = {
        s.id
        for n in mine.notices
        for h in desk.work.notices.hazards(n.id)
        for s in desk.work.notices.submissions(h.id)
    }
    return row.submission_id in sent


def _paper_name(house: House, token: str, paper: int) -> str:
    """The name of a letter of this address, or 404."""
    who = known(house, token)
    with house.reading(who) as desk:
        for notice in mine_of(token, who, desk).notices:
            for row in desk.work.notices.papers(notice=notice.id):
                if row.id == paper and row.copy in (*SHOWN, CERTIFICATE):
                    return str(row.name)
    return abort(404)

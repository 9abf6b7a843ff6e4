"""/staff/archive/<token>: a firm's file that is too large for a message, given once. GET changes nothing."""

import io
from typing import Any

from flask import Blueprint, Response, abort, render_template, send_file

from handlers.archive_file import Parcel, open_parcel, take_parcel
from handlers.desk import Desk, RefusedError
from handlers.identity import staff_person
from web.house import House, message

PURPOSE = "staff/archive"


def blueprint(house: House) -> Blueprint:
    """The page and the download."""
    pages = Blueprint("archive", __name__)

    @pages.get(f"/{PURPOSE}/<token>")
    def show(token: str) -> Any:
        """What is in it, and the button."""
        userid = _who(house, token)
        if not userid:
            return house.identity.ask("wecom", f"/{PURPOSE}/{token}")
        with house.reading(staff_person(userid)) as desk:
            parcel = _parcel(token, userid, desk)
            issuer = desk.house.bureau.issuer.name
        return Response(render_template("archive.html", issuer=issuer, parcel=parcel))

    @pages.post(f"/{PURPOSE}/<token>")
    def take(token: str) -> Any:
        """The file, once."""
        userid = _who(house, token)
        if not userid:
            return house.identity.ask("wecom", f"/{PURPOSE}/{token}")
        with house.reading(staff_person(userid)) as desk:
            wanted = _parcel(token, userid, desk)
        try:
            content = house.files.get(wanted.sha256)
            with house.writing(staff_person(userid)) as desk:
                parcel = take_parcel(_parcel(token, userid, desk), desk)
        except FileNotFoundError:
            return message(house, "文件不在了", "请再说一次“档案 企业名”，会再整理一份。", 410)
        except RefusedError as refused:
            return message(house, "已经下载过了", refused.say, 410)
        return send_file(io.BytesIO(content), as_attachment=True, download_name=f"{parcel.name}.zip")

    return pages


def _who(house: House, token: str) -> str:
    house.minted(PURPOSE, token)
    return house.identity.of(f"/{PURPOSE}/{token}")


def _parcel(token: str, userid: str, desk: Desk) -> Parcel:
    return open_parcel(token, userid, desk) or abort(404)

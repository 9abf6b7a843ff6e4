"""/v/<code>: is this letter real, and is this file the very one? Open to everybody; nothing is kept.

An uploaded file is looked at in a process of its own and forgotten. The page tells nothing that does not
stand on the paper itself.
"""

import hashlib
from typing import Any

from flask import Blueprint, Response, render_template, request

from handlers.desk import Desk
from handlers.identity import staff_person
from handlers.verify import Verified, by_code
from handlers.verify_file import Judged, judge
from rules.reading import plain
from web.file_cell import MOST_BYTES, BusyError
from web.house import House

UNKNOWN = "没有查到这个编码。请核对纸上的二维码，或上传电子文件核验。"
NOTHING = "还没有选文件。请选一个 PDF 再核验。"
BUSY = "现在核验的人多，请过一分钟再试。文件没有留下。"


def blueprint(house: House) -> Blueprint:
    """The page and the upload."""
    pages = Blueprint("verify", __name__)

    @pages.get("/v/<code>")
    def show(code: str) -> Any:
        """What is known of the letter with this code."""
        with house.reading(_anybody()) as desk:
            found = by_code(plain(code, 64), desk)
            return _page(desk, found, say="" if found else UNKNOWN, status=200 if found else 404)

    @pages.get("/v/")
    def empty() -> Any:
        """The upload alone."""
        with house.reading(_anybody()) as desk:
            return _page(desk, None)

    @pages.post("/v/")
    def upload() -> Any:
        """Is this file one of ours, and what was done to it?"""
        file = request.files.get("file")
        content = file.read(MOST_BYTES + 1) if file else b""
        if file:
            file.close()
        if not content or len(content) > MOST_BYTES:
            say = "文件太大了（最多 20 MB），不会是我局制发的文书。" if content else NOTHING
            with house.reading(_anybody()) as desk:
                return _page(desk, None, say=say, status=422)
        sha = hashlib.sha256(content).hexdigest()
        try:
            examined = house.examine(content)
        except BusyError:
            with house.reading(_anybody()) as desk:
                return _page(desk, None, say=BUSY, status=503)
        with house.reading(_anybody()) as desk:
            return _page(desk, None, judged=judge(sha, examined, desk), sha=sha)

    return pages


def _anybody() -> Any:
    return staff_person("")


def _page(
    desk: Desk,
    found: Verified | None,
    *,
    judged: Judged | None = None,
    say: str = "",
    sha: str = "",
    status: int = 200,
) -> Response:
    issuer = desk.house.bureau.issuer.name
    shown = render_template("verify.html", issuer=issuer, found=found, judged=judged, say=say, sha=sha)
    return Response(shown, status)

"""/v/<code>: is this letter real, and is this file the very one? Open to everybody; nothing is kept.

An uploaded file is hashed and forgotten. The page tells nothing that does not stand on the paper itself.
"""

import hashlib
from typing import Any

from flask import Blueprint, Response, render_template, request

from handlers.desk import Desk
from handlers.identity import staff_person
from handlers.verify import Verified, by_code, by_file
from web.house import House

MOST_BYTES = 20 * 1024 * 1024
UNKNOWN = "没有查到这个编码。请核对纸上的二维码，或上传电子文件核验。"
CHANGED = (
    "这个文件与留存的不一致：哪怕只改动一个字节也会这样。可能被改过、重新打印或另存过，"
    "也可能不是我局制发的。请以扫码结果和纸质原件为准。"
)


def blueprint(house: House) -> Blueprint:
    """The page and the upload."""
    pages = Blueprint("verify", __name__)

    @pages.get("/v/<code>")
    def show(code: str) -> Any:
        """What is known of the letter with this code."""
        with house.reading(_anybody()) as desk:
            found = by_code(code[:64], desk)
            return _page(desk, found, say="" if found else UNKNOWN, status=200 if found else 404)

    @pages.get("/v/")
    def empty() -> Any:
        """The upload alone."""
        with house.reading(_anybody()) as desk:
            return _page(desk, None)

    @pages.post("/v/")
    def upload() -> Any:
        """Is this file byte for byte one of ours?"""
        file = request.files.get("file")
        content = file.read(MOST_BYTES + 1) if file else b""
        if file:
            file.close()
        with house.reading(_anybody()) as desk:
            if not content:
                return _page(desk, None, say="还没有选文件。请选一个 PDF 再核验。", status=422)
            if len(content) > MOST_BYTES:
                return _page(desk, None, say="文件太大了（最多 20 MB），不会是我局制发的文书。", status=422)
            sha = hashlib.sha256(content).hexdigest()
            found, what = by_file(sha, desk)
            if not what:
                return _page(desk, None, say=CHANGED, sha=sha, status=200)
            return _page(desk, found, what=what, sha=sha)

    return pages


def _anybody() -> Any:
    return staff_person("")


def _page(
    desk: Desk, found: Verified | None, *, say: str = "", what: str = "", sha: str = "", status: int = 200
) -> Response:
    issuer = desk.house.bureau.issuer.name
    shown = render_template("verify.html", issuer=issuer, found=found, say=say, what=what, sha=sha)
    return Response(shown, status)

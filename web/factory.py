"""Puts the web side together: callbacks, pages, health, and the headers every answer carries."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from handlers.papers import NotReadyError
from web import (
    answers,
    archive,
    bind,
    entry,
    identity,
    in_person,
    notice,
    online,
    register,
    reminders,
    replies,
    staff,
    verify,
)
from web.house import House, message

MOST_BYTES = 64 * 1024 * 1024
"""Nine photos of a phone. Callbacks have their own, far smaller cap."""

SAYS = {
    400: "这一步没有认出来，请返回重新打开页面再试。",
    403: "请从公众号或企业微信里重新打开这个页面。",
    404: "没有找到。请从公众号“我的提示单”或企业微信的卡片里打开。",
    405: "请从公众号或企业微信里重新打开这个页面。",
    413: "文件太大了，请少选几张，或换小一点的照片。",
    429: "打开得太频繁了，请过一分钟再试，或从公众号“我的提示单”里打开。",
    503: "现在有点忙，请稍等几秒再点一次。没有任何内容丢失。",
}
"""What a person reads when a page cannot be shown."""

NOT_OURS = "这一步没有保存。请从公众号或企业微信里重新打开这个页面再试。"
NOT_READY = "文书正在盖章或加时间戳，对方的服务现在没有回应。文书和编号都在，请过几分钟再打开这个页面。"
FAULT = "这一步没有保存，是我们这边出了问题。请稍后再试一次。"


def make_flask(
    house: House, callbacks: Sequence[Blueprint], checks: Blueprint, secret: str, before: Callable[[], None]
) -> Flask:
    """The Flask application. `before` is called before every request, and may abort it."""
    app = Flask("web", root_path=str(Path(__file__).parent))
    app.config.update(
        SECRET_KEY=secret,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=house.identity.public_url.startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_env.globals["sheet"] = Markup(SHEET)
    app.before_request(before)
    guard = CSRFProtect(app)
    for one in callbacks:
        guard.exempt(one)
        app.register_blueprint(one)
    for_staff = (archive, online, in_person, register, reminders, staff)
    for pages in (notice, answers, replies, bind, entry, verify, *for_staff):
        app.register_blueprint(pages.blueprint(house))
    app.register_blueprint(identity.blueprint(house.identity))
    app.register_blueprint(checks)
    _errors(app, house)
    app.after_request(_headers)
    return app


def _errors(app: Flask, house: House) -> None:
    @app.errorhandler(CSRFError)
    def unasked(error: CSRFError) -> Response:
        """A form that is not ours, or one whose session is over: refused, not misunderstood."""
        return message(house, "没有保存", NOT_OURS, 403)

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        status = error.code or 500
        if request.path.endswith("/callback"):
            return Response(status=status)
        if status == 410:
            return message(house, "链接已失效", str(error.description), status)
        return message(house, "打不开", SAYS.get(status, SAYS[400]), status)

    @app.errorhandler(NotReadyError)
    def not_ready(why: NotReadyError) -> Response:
        """A seal or a timestamp is still to come; a worker or the next look asks for it again."""
        app.logger.warning("page waits: %s: %s", request.endpoint, why)
        return message(house, "文书还没有做好", NOT_READY, 503)

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        app.logger.error("page failed: %s", request.endpoint, exc_info=error)
        return message(house, "没有保存", FAULT, 503)


SHEET = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
"""The look of every page, in the page itself: a first visit paints without asking for anything more."""

_HASH = b64encode(sha256(SHEET.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'sha256-{_HASH}'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def _headers(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers.setdefault("Cache-Control", "no-store")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer

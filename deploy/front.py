"""The web side of a process: both callbacks, the pages, who opens them, health, and the terminal commands."""

from typing import TYPE_CHECKING

from flask import Blueprint, Flask, abort, request
from prometheus_client import Counter
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.deeds import Person
from bot.wechat.callback import wechat_blueprint
from bot.wechat.envelope import WechatEnvelope
from bot.wecom.callback import wecom_blueprint
from bot.wecom.envelope import WecomEnvelope
from config.settings import is_loopback
from deploy import cli
from deploy.accounts import wechat_account, wechat_mode, wecom_account
from web import agenda, health
from web.factory import make_flask
from web.house import House
from web.identity import Identity, Login

if TYPE_CHECKING:
    from app import App


def flask_of(app: "App", secret: str) -> Flask:
    """The Flask application; `secret` signs its sessions."""

    def before() -> None:
        """The sandbox's clock; and a sandboxed bot answers nobody but this machine."""
        app.clock.refresh()
        if app.settings.sandbox and not is_loopback(request.remote_addr or ""):
            abort(403)

    pages = House(app.store, app.table, app.papers, app.files, _identity(app))
    flask = make_flask(pages, _callbacks(app), health.blueprint(app.store, app.registry), secret, before)
    if app.settings.sandbox:
        flask.register_blueprint(agenda.blueprint(app.store, app.desk))
    cli.register(flask, app)
    if app.settings.behind_proxy:
        flask.wsgi_app = ProxyFix(flask.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    return flask


def _identity(app: "App") -> Identity:
    """Who opens a page."""
    wechat, wecom = app.wechat, app.wecom
    return Identity(
        logins={
            "wechat": Login(wechat.authorize_url, lambda code: _id(wechat.whoami(code))),
            "wecom": Login(wecom.authorize_url, lambda code: _id(wecom.whoami(code))),
        },
        session_seconds=app.bureau.pages.session_minutes * 60,
        clock=lambda: app.clock.wall().timestamp(),
        public_url=app.settings.public_url,
    )


def _id(found: Person | object) -> str:
    return found.id if isinstance(found, Person) else ""


def _callbacks(app: "App") -> list[Blueprint]:
    wecom, wechat = wecom_account(app.settings), wechat_account(app.settings)
    skew = Counter("chayici_callback_skew", "Stamps over 300 s away", registry=app.registry)
    refused = Counter("chayici_callback_refused", "Callbacks refused", registry=app.registry)
    return [
        wecom_blueprint(
            wecom,
            WecomEnvelope(wecom, lambda seconds: skew.inc()),
            app.turn.take,
            app.clock.wall,
            on_refused=lambda *why: refused.inc(),
        ),
        wechat_blueprint(
            WechatEnvelope(wechat, wechat_mode(app.settings), lambda seconds: skew.inc()),
            app.turn.take,
            app.clock.wall,
            on_refused=lambda *why: refused.inc(),
        ),
    ]

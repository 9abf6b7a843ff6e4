"""Pages opened on phones: who opens them, and the platforms' web login that asks exactly that."""

from html import escape
from urllib.parse import quote, urlsplit

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from sandbox.platform.authorize import Login, LoginError, hand_out, platform_of
from sandbox.rig import Rig
from sandbox.settings import Person
from sandbox.world.journal import Note

COOKIE = "sandbox_person"
LOCAL = frozenset({"127.0.0.1", "localhost"})
FRAME = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body{{font:16px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;margin:0;padding:32px 20px;
color:#1a1a1a;background:#f7f7f7}}h1{{font-size:19px;margin:0 0 16px}}p{{color:#555}}
a{{display:block;padding:13px 16px;margin:10px 0;background:#fff;border-radius:10px;color:#1a1a1a;
text-decoration:none}}a small{{color:#8a8a8a;margin-left:8px}}</style><h1>{title}</h1>{content}</html>"""


def login_blueprint(rig: Rig) -> Blueprint:
    """Routes for opening pages as somebody."""
    blueprint = Blueprint("login", __name__)

    @blueprint.get("/sandbox/as/<person>")
    def open_as(person: str) -> AnyResponse:
        """Set who is opening, then go to the page (on this machine only)."""
        rig.hand(person)
        target = request.args.get("to", "")
        if target and urlsplit(target).hostname not in LOCAL:
            return _page("这个地址不在本机", f"<p>{escape(target)}</p><p>沙盒只打开本机的页面。</p>", 400)
        response = (
            redirect(target) if target else _page("好了", f"<p>现在以 {escape(person)} 的身份打开页面。</p>")
        )
        response.set_cookie(COOKIE, quote(person), httponly=True, samesite="Lax")
        return response

    def authorize() -> AnyResponse:
        login = Login(
            request.args.get("appid", ""),
            request.args.get("redirect_uri", ""),
            request.args.get("scope", ""),
            request.args.get("state", ""),
            request.args.get("response_type", ""),
            request.args.get("agentid", ""),
        )
        return _authorize(rig, login)

    for path in ("/open/connect/oauth2/authorize", "/connect/oauth2/authorize"):
        blueprint.add_url_rule(path, path, authorize)
    return blueprint


def _authorize(rig: Rig, login: Login) -> AnyResponse:
    try:
        platform = platform_of(rig.world, login)
        person = _person(rig)
        if person is None:
            everybody = [phone.person for phone in rig.world.phones.on(platform)]
            return _page("谁在打开这个页面？", "".join(_choice(each) for each in everybody))
        return redirect(hand_out(rig.world, login, person))
    except LoginError as error:
        rig.world.remark(Note("refused", error.rule, f"网页登录：{error}"))
        return _page(str(error), f"<p>规则 {error.rule}</p>", 403)


def _person(rig: Rig) -> Person | None:
    name = request.args.get(COOKIE) or request.headers.get("X-Sandbox-Person") or request.cookies.get(COOKIE)
    phone = rig.world.phones.get(name) if name else None
    return phone.person if phone else None


def _choice(person: Person) -> str:
    target = request.full_path.rstrip("?") + f"&{COOKIE}={quote(person.id)}"
    return f'<a href="{escape(target)}">{escape(person.name)}<small>{escape(person.post)}</small></a>'


def _page(title: str, content: str, status: int = 200) -> Response:
    return Response(FRAME.format(title=escape(title), content=content), status, mimetype="text/html")

"""A little bot to try the sandbox with: `python -m sandbox.example_bot` fits the built-in example.

It shows one of everything (cards, vote, selectors, files, a page with web login) and is not meant as a model
for a real bot: it keeps everything in memory and does its work inside the callback.
"""

import argparse
import io
import itertools
import threading
import time
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests
import segno
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from sandbox.example_page import FORM, PAGE
from sandbox.phones.samples import sample
from sandbox.settings import Settings
from sandbox.toml_file import load
from sandbox.wire.crypto import Cipher
from sandbox.wire.xml import Node, parse, render, text

PATIENCE = 100
HELP = "发“卡片”“投票”“选择”“文件”“图片”“链接”“二维码”或“markdown”试试。别的话我照着回。"


class ExampleBot:
    """The bot. `own` is its own address, `sandbox` the sandbox's."""

    def __init__(self, settings: Settings, own: str, sandbox: str) -> None:
        assert settings.corp is not None
        assert settings.oa is not None
        self._corp, self._oa, self._own, self._sandbox = settings.corp, settings.oa, own, sandbox
        self._wecom = Cipher(self._corp.token, self._corp.aes_key, self._corp.corp_id)
        self._wechat = Cipher(self._oa.token, self._oa.aes_key, self._oa.app_id)
        self._tasks = itertools.count(1)

    def app(self) -> Flask:
        """The web application."""
        app = Flask("example")
        app.add_url_rule("/wecom/callback", "wecom", self._callback(self._wecom), methods=["GET", "POST"])
        app.add_url_rule("/wechat/callback", "wechat", self._callback(self._wechat), methods=["GET", "POST"])
        app.add_url_rule("/form", "form", self._form, methods=["GET", "POST"])
        return app

    def make_menus(self) -> None:
        """Create both menus, as soon as the sandbox is up."""
        for _ in range(PATIENCE):
            try:
                requests.get(f"{self._sandbox}/sandbox/clock", timeout=2)
                break
            except requests.ConnectionError:
                time.sleep(0.3)
        self._call("/qyapi", "menu/create", {"button": self._menu()}, agentid=self._corp.agent_id)
        self._call("/api", "menu/create", {"button": [{"type": "click", "name": "我的", "key": "mine"}]})

    def _menu(self) -> list[dict[str, Any]]:
        clicks = [{"type": "click", "name": name, "key": name} for name in ("卡片", "投票", "选择")]
        return [
            {"name": "试试", "sub_button": clicks},
            {"type": "scancode_waitmsg", "name": "扫码", "key": "scan"},
            {"type": "view", "name": "网页", "url": f"{self._own}/form"},
        ]

    def _callback(self, cipher: Cipher) -> Any:
        def receive() -> Response:
            args = request.args
            if request.method == "GET":
                encrypted = "msg_signature" in args
                return Response(cipher.open(args["echostr"]) if encrypted else args["echostr"])
            encrypted_text = text(parse(request.get_data()), "Encrypt")
            if not cipher.signed(args["msg_signature"], args["timestamp"], args["nonce"], encrypted_text):
                return Response(status=403)
            root = parse(cipher.open(encrypted_text))
            heard = {child.tag: child.text or "" for child in root}
            answer = self._answer(heard)
            return Response(self._sealed(cipher, heard, answer) if answer else "")

        receive.__name__ = f"receive_{cipher.receive_id}"
        return receive

    def _sealed(self, cipher: Cipher, heard: dict[str, str], nodes: list[Node]) -> str:
        head = [
            Node("ToUserName", heard["FromUserName"]),
            Node("FromUserName", heard["ToUserName"]),
            Node("CreateTime", int(heard["CreateTime"])),
        ]
        encrypted = cipher.seal(render(head + nodes))
        stamp = request.args["timestamp"]
        signature = cipher.signature(stamp, "5", encrypted)
        return render(
            [
                Node("Encrypt", encrypted),
                Node("MsgSignature", signature),
                Node("TimeStamp", int(stamp)),
                Node("Nonce", "5"),
            ]
        )

    def _answer(self, heard: dict[str, str]) -> list[Node]:
        kind, event = heard["MsgType"], heard.get("Event", "").lower()
        said = heard.get("Content", "").strip() or (heard.get("EventKey", "") if event == "click" else "")
        if event == "template_card_event":
            return _swap(heard)
        if event in {"subscribe", "enter_agent"}:
            return _say(f"您好，这里是例子机器人。{HELP}")
        if event == "scancode_waitmsg":
            return _say("扫到了。")
        if kind == "event" and event != "click":
            return []
        sends = {"卡片": self._card, "投票": self._vote, "选择": self._selectors, "文件": self._file}
        sends |= {"图片": self._picture, "二维码": self._code, "markdown": self._markdown}
        wecom = heard["ToUserName"] == self._corp.corp_id
        if wecom and said in sends:
            sends[said](heard["FromUserName"])
            return []
        if said == "链接":
            return _say(f'请<a href="{self._own}/form">点此登记</a>，一分钟就好。')
        if kind == "text":
            return _say(f"您说的是：{said}")
        return _say("收到。")

    def _card(self, user: str) -> None:
        rows = [{"keyname": "编号", "value": "A-0007"}, {"keyname": "位置", "value": "三号车间"}]
        buttons = [
            {"text": "都对，继续", "style": 1, "key": "ok"},
            {"text": "有改动", "style": 2, "key": "no"},
        ]
        card = {
            "source": {"desc": "登记"},
            "main_title": {"title": "请核对这一条", "desc": "张三 · 今天上报"},
        }
        self._send_card(
            user, "button_interaction", card | {"horizontal_content_list": rows, "button_list": buttons}
        )

    def _vote(self, user: str) -> None:
        words = ["没有标志牌", "台账缺页", "设备停着", "本组没有问题"]
        options = [{"id": str(at), "text": each, "is_checked": at == 3} for at, each in enumerate(words)]
        card = {"main_title": {"title": "一、现场情况", "desc": "只勾有问题的"}}
        box = {"question_key": "q", "mode": 1, "option_list": options}
        button = {"text": "提交本组", "key": "done"}
        self._send_card(user, "vote_interaction", card | {"checkbox": box, "submit_button": button})

    def _selectors(self, user: str) -> None:
        days = [{"id": str(each), "text": f"{each} 日"} for each in (5, 10, 15)]
        lists = [{"question_key": "d", "title": "期限", "selected_id": "10", "option_list": days}]
        card = {"main_title": {"title": "选一个期限"}, "select_list": lists}
        self._send_card(
            user, "multiple_interaction", card | {"submit_button": {"text": "确定", "key": "days"}}
        )

    def _send_card(self, user: str, kind: str, card: dict[str, Any]) -> None:
        named = {"card_type": kind, "task_id": f"example-{next(self._tasks)}", **card}
        self._send(user, "template_card", named)

    def _file(self, user: str) -> None:
        self._send_media(user, "file", "说明.txt", "这是一份文件。\n".encode())

    def _picture(self, user: str) -> None:
        self._send_media(user, "image", "outlet.jpg", sample("outlet.jpg"))

    def _code(self, user: str) -> None:
        picture = io.BytesIO()
        segno.make(f"{self._own}/form", micro=False).save(picture, kind="png", scale=6)
        self._send_media(user, "image", "code.png", picture.getvalue())

    def _markdown(self, user: str) -> None:
        words = '## 今天的事\n**三件**要办，<font color="warning">一件快到期</font>'
        words += f"\n> [去登记]({self._own}/form)"
        self._send(user, "markdown", {"content": words})

    def _send_media(self, user: str, kind: str, name: str, content: bytes) -> None:
        token, url = self._token("/qyapi"), f"{self._sandbox}/qyapi/cgi-bin/media/upload"
        query = {"access_token": token, "type": kind}
        answer = requests.post(url, params=query, files={"media": (name, content)}, timeout=5).json()
        self._send(user, kind, {"media_id": answer["media_id"]})

    def _send(self, user: str, kind: str, part: dict[str, Any]) -> None:
        body = {"touser": user, "msgtype": kind, "agentid": self._corp.agent_id, kind: part}
        self._call("/qyapi", "message/send", body)

    def _call(self, base: str, api: str, body: dict[str, Any], **query: Any) -> Any:
        query["access_token"] = self._token(base)
        return requests.post(
            f"{self._sandbox}{base}/cgi-bin/{api}", params=query, json=body, timeout=5
        ).json()

    def _token(self, base: str) -> str:
        if base == "/qyapi":
            query = {"corpid": self._corp.corp_id, "corpsecret": self._corp.secret}
            return str(self._get(f"{base}/cgi-bin/gettoken", query)["access_token"])
        query = {"grant_type": "client_credential", "appid": self._oa.app_id, "secret": self._oa.secret}
        return str(self._get(f"{base}/cgi-bin/token", query)["access_token"])

    def _get(self, path: str, query: dict[str, str]) -> Any:
        return requests.get(f"{self._sandbox}{path}", params=query, timeout=5).json()

    def _form(self) -> AnyResponse:
        """A page behind web login: who opens it, and a form."""
        if request.method == "POST":
            name = escape(request.form["name"] or "（没有填）")
            return Response(PAGE.format(title="登记好了", content=f"<p>{name}，谢谢。</p>"))
        if "code" not in request.args:
            wechat = "wxwork" not in request.headers.get("User-Agent", "")
            appid = self._oa.app_id if wechat else self._corp.corp_id
            query = f"appid={appid}&redirect_uri={quote(request.base_url, safe='')}&response_type=code"
            return redirect(
                f"{self._sandbox}/open/connect/oauth2/authorize?{query}&scope=snsapi_base&state=s"
            )
        return Response(PAGE.format(title="请登记", content=FORM))


def _say(words: str) -> list[Node]:
    return [Node("MsgType", "text"), Node("Content", words)]


def _swap(heard: dict[str, str]) -> list[Node]:
    """A button turns grey; a submitted form becomes a notice of what was chosen."""
    if heard["CardType"] == "button_interaction":
        return [Node("MsgType", "update_button"), Node("Button", (Node("ReplaceName", "已选"),))]
    title = Node("MainTitle", (Node("Title", "记下了"), Node("Desc", "可以接着说“卡片”")))
    action = Node("CardAction", (Node("Type", 1), Node("Url", "http://127.0.0.1:8000/form")))
    card = (Node("CardType", "text_notice"), title, action)
    return [Node("MsgType", "update_template_card"), Node("TemplateCard", card)]


def main() -> None:
    """Run the bot beside a running sandbox."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.example_bot", description=__doc__)
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "example.toml")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--sandbox", default="http://127.0.0.1:8801")
    options = parser.parse_args()
    bot = ExampleBot(load(options.config), f"http://127.0.0.1:{options.port}", options.sandbox)
    threading.Thread(target=bot.make_menus, daemon=True).start()
    bot.app().run("127.0.0.1", options.port, threaded=True)


if __name__ == "__main__":
    main()

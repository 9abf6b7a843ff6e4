"""Small bots for these tests. They speak through wechatpy, so nothing of the sandbox checks itself."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import xmltodict
from flask import Flask, Response, request
from wechatpy.crypto import WeChatCrypto as AccountCrypto
from wechatpy.work.crypto import WeChatCrypto as CorpCrypto
from werkzeug.serving import make_server

from sandbox.settings import Account, Corp

Answer = Callable[[dict[str, Any]], "str | Response"]


def reply(message: dict[str, Any], kind: str, content: str) -> str:
    """The plaintext of a passive reply to this message."""
    return (
        f"<xml><ToUserName><![CDATA[{message['FromUserName']}]]></ToUserName>"
        f"<FromUserName><![CDATA[{message['ToUserName']}]]></FromUserName>"
        f"<CreateTime>{message['CreateTime']}</CreateTime>"
        f"<MsgType><![CDATA[{kind}]]></MsgType>{content}</xml>"
    )


def text_reply(message: dict[str, Any], content: str) -> str:
    """A passive text."""
    return reply(message, "text", f"<Content><![CDATA[{content}]]></Content>")


def silent(message: dict[str, Any]) -> str:
    """Answer nothing."""
    return ""


@dataclass
class Bot:
    """A bot on a free port. `answer` gets the parsed message and returns a reply's plaintext or ''.

    While it is not `up` its address is not verified.
    """

    answer: Answer = silent
    heard: list[dict[str, Any]] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    corp: Corp | None = None
    oa: Account | None = None
    up: bool = True

    def __post_init__(self) -> None:
        app = Flask("bot")
        app.add_url_rule("/wecom", "wecom", self._wecom, methods=["GET", "POST"])
        app.add_url_rule("/wechat", "wechat", self._wechat, methods=["GET", "POST"])
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    @property
    def base(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def kinds(self) -> list[str]:
        """What was heard, as event names and message types."""
        return [each.get("Event") or each["MsgType"] for each in self.heard]

    def _wecom(self) -> Response | str:
        assert self.corp is not None
        crypto = CorpCrypto(self.corp.token, self.corp.aes_key, self.corp.corp_id)
        args = request.args
        signed = (args["msg_signature"], args["timestamp"], args["nonce"])
        if request.method == "GET" and not self.up:
            return Response(status=503)
        if request.method == "GET":
            return str(crypto.check_signature(*signed, args["echostr"]))
        plain = crypto.decrypt_message(request.get_data(), *signed)
        answer = self._hear(plain)
        return crypto.encrypt_message(answer, "nonce123") if isinstance(answer, str) and answer else answer

    def _wechat(self) -> Response | str:
        assert self.oa is not None
        args = request.args
        if request.method == "GET":
            return args["echostr"] if self.up else Response(status=503)
        if self.oa.mode == "plain":
            return self._hear(request.get_data(as_text=True))
        crypto = AccountCrypto(self.oa.token, self.oa.aes_key, self.oa.app_id)
        signed = (args["msg_signature"], args["timestamp"], args["nonce"])
        answer = self._hear(crypto.decrypt_message(request.get_data(), *signed))
        return crypto.encrypt_message(answer, "nonce123") if isinstance(answer, str) and answer else answer

    def _hear(self, plain: str | bytes) -> str | Response:
        message = dict(xmltodict.parse(plain)["xml"])
        self.heard.append(message)
        self.queries.append(request.args.to_dict())
        self.bodies.append(request.get_data(as_text=True))
        return self.answer(message)

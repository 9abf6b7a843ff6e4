"""The two baselines, as their own documentation has them: WeRobot's echo; Flask with wechatpy and one commit.

`gunicorn tests.bench.echoes:werobot` and `…:committing`. Both speak the encrypted mode. The second keeps
every message in SQLite, durably (synchronous FULL, one commit), before it answers.
"""

import os
import sqlite3
import threading
import warnings
from typing import Any

from flask import Flask, Response, request
from wechatpy.work import parse_message
from wechatpy.work.crypto import WeChatCrypto
from wechatpy.work.replies import create_reply

TOKEN = os.environ.get("ECHO_TOKEN", "benchtoken")
KEY = os.environ.get("ECHO_AES_KEY", "a" * 43)
OWNER = os.environ.get("ECHO_OWNER", "wwbench")


def _werobot() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from werobot import WeRoBot
        from werobot.contrib.flask import make_view
    robot = WeRoBot(token=TOKEN, enable_session=False, app_id=OWNER, encoding_aes_key=KEY)
    robot.text(lambda message: message.content)
    app = Flask("werobot")
    app.add_url_rule("/echo", endpoint="echo", view_func=make_view(robot), methods=["GET", "POST"])
    return app


class _Kept:
    """One connection a thread."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._own = threading.local()

    def keep(self, msgid: int, sender: str, text: str) -> None:
        if not hasattr(self._own, "line"):
            line = sqlite3.connect(self._path, timeout=5, isolation_level=None)
            line.execute("PRAGMA journal_mode=WAL")
            line.execute("PRAGMA synchronous=FULL")
            line.execute("CREATE TABLE IF NOT EXISTS heard (msgid INTEGER PRIMARY KEY, sender, text)")
            self._own.line = line
        self._own.line.execute("INSERT OR IGNORE INTO heard VALUES (?, ?, ?)", (msgid, sender, text))


def _committing() -> Flask:
    app = Flask("committing")
    crypto = WeChatCrypto(TOKEN, KEY, OWNER)
    kept = _Kept(os.environ.get("ECHO_DATABASE", ":memory:"))

    @app.post("/echo")
    def echo() -> Response:
        args = request.args
        plain = crypto.decrypt_message(
            request.get_data(), args["msg_signature"], args["timestamp"], args["nonce"]
        )
        message = parse_message(plain)
        kept.keep(int(message.id), message.source, message.content)
        reply = create_reply(message.content, message).render()
        return Response(crypto.encrypt_message(reply, args["nonce"]), mimetype="application/xml")

    return app


werobot = _werobot()
committing = _committing()

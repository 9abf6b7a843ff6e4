"""A small site with a form, for tests of pages opened on phones."""

import threading
from urllib.parse import quote

from flask import Flask, Response, redirect, request
from werkzeug.serving import make_server
from werkzeug.wrappers import Response as AnyResponse

FORM = """<!doctype html><html><head><title>登记</title></head><body><h1>请登记</h1>
<form method="post" enctype="multipart/form-data">
<label>姓名<input name="name"></label>
<label for="n">一句话</label><textarea id="n" name="note"></textarea>
<label>职务<select name="post"><option value="clerk">办事员</option>
<option value="head">负责人</option></select></label>
<label><input type="checkbox" name="agree" value="yes"> 同意电子送达</label>
<label>照片<input type="file" name="photo" multiple></label>
<input type="hidden" name="strokes" value=""><button>提交</button></form></body></html>"""
DONE = "<html><title>好了</title><body><h1>登记好了</h1><a href='/file'>下载</a></body></html>"


class PageBot:
    """The site, on a free port. `form` and `files` hold what was sent last."""

    def __init__(self) -> None:
        self.form: dict[str, str] = {}
        self.files: list[str] = []
        self.headers: dict[str, str] = {}
        app = Flask("pages")
        app.add_url_rule("/form", "form", self._form, methods=["GET", "POST"])
        app.add_url_rule("/file", "file", self._file)
        app.add_url_rule("/away", "away", lambda: redirect("http://203.0.113.9/"))
        app.add_url_rule("/who", "who", self._who)
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    @property
    def base(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def _form(self) -> Response:
        if request.method == "GET":
            response = Response(FORM)
            response.headers["X-Frame-Options"] = "DENY"
            response.headers["Content-Security-Policy"] = "default-src 'self'; frame-ancestors 'none'"
            response.set_cookie("session", "secret", secure=True, httponly=True)
            return response
        self.form = request.form.to_dict()
        self.files = [each.filename or "" for each in request.files.getlist("photo") if each.filename]
        self.headers = dict(request.headers)
        return Response(DONE)

    def _file(self) -> Response:
        response = Response(b"%PDF-1.4", mimetype="application/pdf")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('回执.pdf')}"
        return response

    def _who(self) -> AnyResponse:
        return Response(f"<html><body>{request.args.get('code', '')}</body></html>")

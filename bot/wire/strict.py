"""Makes wechatpy's clients strict: mixed in before a `WeChatClient`, it replaces how requests are made.

What is kept of wechatpy are its endpoints (media, menu, oauth, user, qrcode …). What is replaced, because
it was measured to go wrong: the endless token retry, the fetch without a timeout, the HTML page taken for
a success, the hard-coded hosts. It never raises anything but CallError for what a platform does.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, Protocol

from bot.outcome import GiveUp, Misconfigured, Outcome, Retry, Unknown
from bot.wire.access import Access, CallError, Fetched
from bot.wire.line import MEDIA_DEADLINE, Answer, AnswerTooLargeError, Call, File, Line, LineError

Json = dict[str, Any]


class Codes(Protocol):
    """The errcode table of one platform."""

    stale: frozenset[int]

    def __call__(self, errcode: int) -> Outcome:
        """What an errcode other than 0 means."""
        ...


class StrictCalls:
    """The mixin. The class that uses it sets line, codes and access before anything is called."""

    line: Line
    codes: Codes
    access: Access
    expects: Mapping[str, str] = MappingProxyType({})
    """By path: the field of a success that has no errcode by nature."""

    def _request(self, method: str, url_or_endpoint: str, **options: Any) -> Any:
        """What every endpoint of wechatpy calls in the end."""
        done = options.pop("result_processor", None)
        path = _path(url_or_endpoint, options.pop("api_base_url", ""))
        result = self.ask(_call(method, path, options))
        return done(result) if done else result

    @property
    def access_token(self) -> str:
        return self.access.token()

    def ask(self, call: Call) -> Json:
        """The JSON answer of a call that needs the access token; refreshes that token once."""
        return judged(self._with_token(call), self.codes, self.expects.get(call.path, "errcode"))

    def fetch(self, call: Call) -> Answer:
        """The raw answer of a call that needs the access token; refreshes that token once."""
        return self._with_token(call)

    def _with_token(self, call: Call) -> Answer:
        token = self.access.token()
        answer = self.exchange(_signed(call, token))
        if refusal(answer) not in self.codes.stale:
            return answer
        answer = self.exchange(_signed(call, self.access.renew(token)))
        if (errcode := refusal(answer)) in self.codes.stale:
            raise CallError(Misconfigured("刚换的访问令牌也不被接受，请检查应用的密钥", errcode))
        return answer

    def exchange(self, call: Call) -> Answer:
        """One exchange as it is, without a token."""
        try:
            return self.line.exchange(call)
        except AnswerTooLargeError as error:
            size = f"超过 {call.cap // 1024 // 1024} MB"
            raise CallError(GiveUp(size) if call.method == "GET" else Unknown(size)) from error
        except LineError as error:
            if error.sent:
                raise CallError(Unknown(f"没有等到完整的回答（{error.why}）")) from None
            raise CallError(Retry(5.0, f"连不上平台（{error.why}）")) from None


def _signed(call: Call, token: str) -> Call:
    return Call(
        call.method, call.path, {"access_token": token, **call.params}, call.body, call.files, call.deadline,
        call.cap,
    )  # fmt: skip


def _path(endpoint: str, api_base: str) -> str:
    """Some of wechatpy's endpoints carry a host of their own: only the path of it is used."""
    if endpoint.startswith(("http://", "https://")):
        raise ValueError("whole URLs are not called")
    prefix = "/cgi-bin/"
    if api_base:
        prefix = "/" + api_base.split("://", 1)[-1].partition("/")[2]
    return prefix + endpoint.lstrip("/")


def _call(method: str, path: str, options: Mapping[str, Any]) -> Call:
    known = {"params", "data", "files", "timeout"}
    if unknown := set(options) - known:
        raise TypeError(f"not understood: {sorted(unknown)}")
    data = options.get("data")
    body = data if isinstance(data, bytes) or data is None else encoded(data)
    files: Mapping[str, File] = options.get("files") or {}
    verb: Literal["GET", "POST"] = "POST" if method.lower() == "post" else "GET"
    params = {name: str(value) for name, value in (options.get("params") or {}).items()}
    if files:
        return Call(verb, path, params, files=files, deadline=MEDIA_DEADLINE)
    return Call(verb, path, params, body)


def encoded(data: Mapping[str, Any]) -> bytes:
    """The bytes of a JSON body: UTF-8, no blanks, keys in the order given; always the same."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def json_object(body: bytes) -> Json | None:
    """The JSON object these bytes are, None if they are not exactly one."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _errcode(found: Json) -> int | None:
    code = found.get("errcode")
    if isinstance(code, str) and code.lstrip("-").isdecimal() and len(code) < 12:
        return int(code)
    return code if isinstance(code, int) and not isinstance(code, bool) else None


def refusal(answer: Answer) -> int:
    """The errcode of an answer; 0 if it has none."""
    if answer.status != 200 or not answer.body.lstrip().startswith(b"{"):
        return 0
    return _errcode(json_object(answer.body) or {}) or 0


def judged(answer: Answer, codes: Codes, expect: str = "errcode") -> Json:
    """The JSON of an answer that says it succeeded: errcode 0, or none but the field `expect`.

    Raises CallError: with the table's outcome for another errcode, with Unknown for everything that is
    not an answer of the platform (an error page, a part of a JSON text, an empty body, a redirect).
    """
    if answer.status != 200:
        raise CallError(Unknown(f"平台回答了 HTTP {answer.status}"))
    found = json_object(answer.body)
    if found is None:
        raise CallError(Unknown("平台的回答不是完整的 JSON"))
    errcode = _errcode(found)
    if errcode:
        raise CallError(codes(errcode))
    if (errcode is None and "errcode" in found) or expect not in found:
        raise CallError(Unknown(f"平台的回答里没有 {expect}"))
    return found


def listed(code: int, table: Mapping[int, Outcome]) -> Outcome:
    """The table's outcome with its errcode; for a code nobody listed, a slow retry that counts."""
    match table.get(code):
        case Retry(after, why, _, counts):
            return Retry(after, why, code, counts)
        case GiveUp(why, _, gone):
            return GiveUp(why, code, gone)
        case Misconfigured(why, _):
            return Misconfigured(why, code)
        case _:
            return Retry(60.0, f"平台返回了没有见过的错误码 {code}", code)


def fetched(found: Json) -> Fetched:
    """The token in an answer that has one. Raises CallError if it is not a token with a life."""
    token, seconds = found.get("access_token"), found.get("expires_in", 7200)
    if not isinstance(token, str) or not token or not isinstance(seconds, int) or seconds <= 0:
        raise CallError(Unknown("平台没有给出访问令牌"))
    return Fetched(token, float(seconds))

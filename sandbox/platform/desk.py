"""The counter where every API call arrives: faults, token, address, quota, body, then the endpoint itself.

Whatever happens is written into the journal with its verdict. A handler runs under the world's lock, so two
equal calls at once cannot both be the first. The order of checks is not sourced.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.platform.answer import ApiError, Binary, refusal
from sandbox.platform.endpoint import Call, Endpoint, Json, Tell
from sandbox.platform.frequency import TOKEN_APIS, check_frequency
from sandbox.platform.wechat.table import ENDPOINTS as WECHAT
from sandbox.platform.wecom.table import ENDPOINTS as WECOM
from sandbox.platform.wecom.table import FORBIDDEN
from sandbox.platform.wire_faults import Disturbance, disturb
from sandbox.settings import PlatformName
from sandbox.world.faults import CALL_FAULTS
from sandbox.world.journal import Note, clipped, masked
from sandbox.world.world import World

TABLES: dict[PlatformName, dict[str, Endpoint]] = {"wecom": WECOM, "wechat": WECHAT}


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, read whole."""

    platform: PlatformName
    api: str
    method: str
    query: Mapping[str, str]
    raw: bytes
    upload: tuple[str, bytes] | None = None
    ip: str = "127.0.0.1"


@dataclass(slots=True)
class Reply:
    """What goes back: JSON or a file, and what a fault does to it on the way."""

    content: Json | Binary
    status: int = 200
    disturbance: Disturbance = field(default_factory=Disturbance)


class Desk:
    """Serves both platforms of one world."""

    def __init__(self, world: World, tell: Tell) -> None:
        self._world = world
        self._tell = tell

    @property
    def serves_ranges(self) -> bool:
        """Whether a part of a file may be asked for."""
        return self._world.settings.switches.enforces("M6")

    def serve(self, request: Request) -> Reply:
        """Carry one request out; never raises for what a bot did."""
        began = time.perf_counter()
        call = Call(
            self._world,
            self._tell,
            request.platform,
            request.api,
            request.query,
            upload=request.upload,
            ip=request.ip,
        )
        hits = self._world.faults.hit(CALL_FAULTS, platform=request.platform, api=request.api)
        disturbance = disturb(hits, call)
        with self._world.flights.one(f"{request.platform}/{request.api}") as under_way:
            if disturbance.wait:
                time.sleep(disturbance.wait)
            most = self._world.settings.switches.api_concurrency
            if most and under_way > most and disturbance.refusal is None:
                disturbance.refusal = ApiError(45033, "api concurrent out of limit", "L7")
            reply = self._reply(call, request, disturbance)
        self._log(call, request, reply, (time.perf_counter() - began) * 1000)
        return reply

    def _reply(self, call: Call, request: Request, disturbance: Disturbance) -> Reply:
        error = disturbance.refusal
        content: Json | Binary = {}
        status = 200
        if error is None and disturbance.runs:
            try:
                content = self._run(call, request)
            except ApiError as refused:
                error = refused
        if error is not None:
            now = self._world.clock.business()
            content = refusal(request.platform, error, now, request.ip)
            call.notes.append(Note("refused", error.rule, f"{error.errcode} {error.text}"))
            status = 404 if error.rule == "B3" else 200
        return Reply(content, status, disturbance)

    def _run(self, call: Call, request: Request) -> Json | Binary:
        endpoint = self._endpoint(request)
        method = "POST" if request.method == "POST" else "GET"
        if endpoint.method not in {"ANY", method}:
            code = 40058 if request.platform == "wecom" else 43002 if endpoint.method == "POST" else 43001
            raise ApiError(code, f"require {endpoint.method} method", "B2")
        if not endpoint.bare:
            self._check_token(call)
        self._check_standing(call)
        if endpoint.takes == "json":
            call.body = _json(request)
        with self._world.pulse:
            return endpoint.run(call)

    def _endpoint(self, request: Request) -> Endpoint:
        endpoint = TABLES[request.platform].get(request.api)
        if endpoint is None and request.platform == "wecom" and request.api.startswith(FORBIDDEN):
            raise ApiError(48002, "api forbidden", "T4")
        if endpoint is None:
            code = self._world.settings.switches.unknown_api
            raise ApiError(code, f"no such api: {request.api}", "B3")
        return endpoint

    def _check_token(self, call: Call) -> None:
        token = call.query.get("access_token", "")
        if not token:
            raise ApiError(41001, "access_token missing", "T1")
        racks = ("wecom",) if call.platform == "wecom" else ("wechat", "stable")
        states = {self._world.tokens[name].state(token) for name in racks}
        if "good" in states:
            return
        if "expired" in states:
            code = self._world.settings.switches.expired_token
            raise ApiError(code, "access_token expired" if code == 42001 else "invalid access_token", "T1")
        if call.platform == "wecom":
            raise ApiError(40014, "invalid access_token", "T1")
        raise ApiError(40001, "invalid credential, access_token is invalid or not latest", "T1")

    def _check_standing(self, call: Call) -> None:
        """Trusted address, permission, calls per minute. Tokens at WeCom are given to any address."""
        account = call.corp if call.platform == "wecom" else call.oa
        bare = call.api in TOKEN_APIS
        if account.trusted_ips and call.ip not in account.trusted_ips and not bare:
            raise ApiError(60020, "not allow to access from your ip", "T3")
        if call.api in account.denied_apis:
            code, text = (48002, "api forbidden") if call.platform == "wecom" else (48001, "api unauthorized")
            raise ApiError(code, text, "T4")
        check_frequency(call)

    def _log(self, call: Call, request: Request, reply: Reply, took: float) -> None:
        content = reply.content
        shown = (
            content if isinstance(content, dict) else {"file": content.name, "bytes": len(content.content)}
        )
        errcode = shown.get("errcode", 0)
        self._world.tally.count("api_calls")
        if errcode:
            self._world.tally.count("rejected_requests")
        self._world.count_notes(call.notes)
        self._world.journal.add(
            "call",
            platform=request.platform,
            api=request.api,
            method=request.method,
            query=masked(dict(request.query)),
            request=_shown_request(call, request),
            status=reply.disturbance.status or reply.status,
            response=_without_secrets(shown),
            errcode=errcode,
            took_ms=round(took, 2),
            notes=[note.as_json() for note in call.notes],
            faults=reply.disturbance.names,
            people=list(dict.fromkeys(call.people)),
            messages=call.messages,
        )


def _json(request: Request) -> Json:
    """The body as an object, whatever Content-Type it carries. Raises ApiError."""
    code = 40058 if request.platform == "wecom" else 47001
    try:
        body = json.loads(request.raw or b"null")
    except (ValueError, UnicodeDecodeError) as error:
        text = "Invalid input invalid Request Parameter" if code == 40058 else "data format error"
        raise ApiError(code, text, "B1", wrong_json=True) from error
    if body is None and request.platform == "wechat":
        raise ApiError(44002, "empty post data", "B1")
    if not isinstance(body, dict):
        raise ApiError(code, "Invalid input invalid Request Parameter", "B1", wrong_json=True)
    return body


def _shown_request(call: Call, request: Request) -> Any:
    if call.upload is not None:
        return {"file": call.upload[0], "bytes": len(call.upload[1])}
    if call.body:
        return _without_secrets(call.body)
    return clipped(request.raw.decode("utf-8", "replace"))


def _without_secrets(value: Json) -> Json:
    return {
        key: each[:6] + "…" if key in {"access_token", "secret", "refresh_token"} and each else each
        for key, each in value.items()
    }

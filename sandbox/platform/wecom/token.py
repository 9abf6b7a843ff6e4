"""gettoken: one live token per app, the same for every caller while it is good (page 91039).

Rotation on every call is a switch, for the promise of "the same token" left the page. Never logs a token.
"""

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json, ok
from sandbox.platform.frequency import count_failed_token


def get_token(call: Call) -> Json:
    """GET gettoken?corpid&corpsecret."""
    corpid, secret = call.query.get("corpid", ""), call.query.get("corpsecret", "")
    trouble = _trouble(call, corpid, secret)
    if trouble:
        count_failed_token(call)
        raise ApiError(*trouble, "T5")
    rack, switches = call.world.tokens["wecom"], call.world.settings.switches
    held = call.world.held_token
    if switches.rotate_tokens or rack.state(held) != "good" or not rack.remaining(held):
        held = rack.issue(switches.token_seconds, call.corp.agent_id)
        call.world.held_token = held
    return ok(access_token=held, expires_in=int(rack.remaining(held)) or 1)


def _trouble(call: Call, corpid: str, secret: str) -> tuple[int, str] | None:
    if not corpid:
        return 41002, "corpid missing"
    if not secret:
        return 41004, "corpsecret missing"
    if corpid != call.corp.corp_id:
        return 40013, "invalid corpid"
    return (40001, "invalid credential") if secret != call.corp.secret else None

"""gettoken: one live token per app, the same for every caller while it is good (page 91039).

Rotation on every call is a switch, for the promise of "the same token" left the page. Never logs a token.
"""

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json, ok


def get_token(call: Call) -> Json:
    """GET gettoken?corpid&corpsecret."""
    corpid, secret = call.query.get("corpid", ""), call.query.get("corpsecret", "")
    if not corpid:
        raise ApiError(41002, "corpid missing", "T5")
    if not secret:
        raise ApiError(41004, "corpsecret missing", "T5")
    if corpid != call.corp.corp_id:
        raise ApiError(40013, "invalid corpid", "T5")
    if secret != call.corp.secret:
        raise ApiError(40001, "invalid credential", "T5")
    rack, switches = call.world.tokens["wecom"], call.world.settings.switches
    held = call.world.held_token
    if switches.rotate_tokens or rack.state(held) != "good":
        held = rack.issue(switches.token_seconds, call.corp.agent_id)
        call.world.held_token = held
    return ok(access_token=held, expires_in=int(rack.remaining(held)) or 1)

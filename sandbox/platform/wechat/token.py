"""token and stable_token: two namespaces that do not disturb each other (rule T6).

A second call of `token` ends the first one's token after a short overlap. Never logs a token.
"""

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json

FORCE_PAUSE_SECONDS = 30
FORCED_PER_DAY = 20
RENEW_SECONDS = 300


def get_token(call: Call) -> Json:
    """GET token?grant_type=client_credential&appid&secret; no errcode on success."""
    if call.query.get("grant_type") != "client_credential":
        raise ApiError(40002, "invalid grant_type", "T5")
    _check(call, call.query.get("appid", ""), call.query.get("secret", ""))
    world, switches = call.world, call.world.settings.switches
    rack = world.tokens["wechat"]
    if world.held_oa_token:
        rack.shorten(world.held_oa_token, switches.token_overlap_seconds)
    world.held_oa_token = rack.issue(switches.token_seconds)
    return {"access_token": world.held_oa_token, "expires_in": switches.token_seconds}


def get_stable_token(call: Call) -> Json:
    """POST stable_token {grant_type, appid, secret, force_refresh?}."""
    shape = call.shape
    if shape.text("grant_type") != "client_credential":
        raise ApiError(40002, "invalid grant_type", "T5")
    _check(call, shape.text("appid"), shape.text("secret"))
    world, seconds = call.world, call.world.settings.switches.token_seconds
    rack, held = world.tokens["stable"], world.held_stable_token
    force = bool(shape.value.get("force_refresh"))
    if force:
        _check_pause(call)
        rack.shorten(held, 0)
    if force or rack.state(held) != "good" or rack.remaining(held) < RENEW_SECONDS:
        # In the last five minutes old and new token are both good: the old one keeps its own end.
        held = world.held_stable_token = rack.issue(seconds)
    return {"access_token": held, "expires_in": int(rack.remaining(held)) or 1}


def _check_pause(call: Call) -> None:
    """Forced refreshes: 30 seconds apart, 20 a day; the codes for it are not sourced."""
    if not call.enforces("T8"):
        return
    now = call.world.clock.real()
    if now - call.world.forced_at < FORCE_PAUSE_SECONDS:
        raise ApiError(45009, "reach max api minute frequency limit", "T8")
    if not call.world.quota.today("wechat/stable_token/forced", FORCED_PER_DAY):
        raise ApiError(45009, "reach max api daily quota limit", "T8")
    call.world.forced_at = now


def _check(call: Call, app_id: str, secret: str) -> None:
    if app_id != call.oa.app_id:
        raise ApiError(40013, "invalid appid", "T5")
    if secret != call.oa.secret:
        raise ApiError(40125, "invalid appsecret", "T5")
    if call.oa.trusted_ips and call.ip not in call.oa.trusted_ips:
        text = f"invalid ip {call.ip} ipv6 ::ffff:{call.ip}, not in whitelist"
        raise ApiError(40164, text, "T3")

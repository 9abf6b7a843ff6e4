"""Users of the service account: user/info, user/get, and web login under /sns.

The token of web login is another one than the API's. Nicknames are no longer told.
"""

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json

LOGIN_SECONDS = 7200
REFRESH_SECONDS = 30 * 24 * 3600


def user_info(call: Call) -> Json:
    """GET user/info?openid."""
    phone = call.world.phones.of_account("wechat", call.query.get("openid", ""))
    if phone is None:
        raise ApiError(40003, "invalid openid", "O3")
    openid = phone.person.account
    if not phone.follows:
        return {"subscribe": 0, "openid": openid}
    return {
        "subscribe": 1,
        "openid": openid,
        "language": "zh_CN",
        "subscribe_time": int(call.world.clock.business()),
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": "ADD_SCENE_QR_CODE",
        "qr_scene": 0,
        "qr_scene_str": phone.scene,
    }


def followers(call: Call) -> Json:
    """GET user/get."""
    openids = [each.person.account for each in call.world.phones.on("wechat") if each.follows]
    return {"total": len(openids), "count": len(openids), "data": {"openid": openids}, "next_openid": ""}


def access_token(call: Call) -> Json:
    """GET sns/oauth2/access_token?appid&secret&code&grant_type=authorization_code."""
    if call.query.get("appid") != call.oa.app_id:
        raise ApiError(40013, "invalid appid", "T5")
    if call.query.get("secret") != call.oa.secret:
        raise ApiError(40125, "invalid appsecret", "T5")
    code = call.query.get("code", "")
    state = call.world.codes.use(code)
    if state == "used":
        raise ApiError(40163, "code been used", "W2")
    if state != "good":
        raise ApiError(40029, "invalid code", "W2")
    holds = call.world.codes.holds(code)
    return _login(call, holds)


def refresh_token(call: Call) -> Json:
    """GET sns/oauth2/refresh_token?refresh_token."""
    ticket = call.query.get("refresh_token", "")
    if call.world.codes.state(ticket) != "good":
        raise ApiError(42002, "refresh_token expired", "W2")
    return _login(call, call.world.codes.holds(ticket))


def _login(call: Call, holds: Json) -> Json:
    return {
        "access_token": call.world.codes.issue(LOGIN_SECONDS, holds),
        "expires_in": LOGIN_SECONDS,
        "refresh_token": call.world.codes.issue(REFRESH_SECONDS, holds),
        "openid": holds["account"],
        "scope": holds["scope"],
    }


def user_of_login(call: Call) -> Json:
    """GET sns/userinfo?access_token&openid; needs the scope snsapi_userinfo."""
    holds = _logged_in(call)
    if holds["scope"] != "snsapi_userinfo":
        raise ApiError(48001, "api unauthorized", "W2")
    phone = call.world.phones.of_account("wechat", holds["account"])
    return {
        "openid": holds["account"],
        "nickname": phone.person.name if phone else "",
        "sex": 0,
        "province": "",
        "city": "",
        "country": "",
        "headimgurl": "",
        "privilege": [],
    }


def check_login(call: Call) -> Json:
    """GET sns/auth?access_token&openid."""
    _logged_in(call)
    return {"errcode": 0, "errmsg": "ok"}


def _logged_in(call: Call) -> Json:
    ticket = call.query.get("access_token", "")
    state = call.world.codes.state(ticket)
    if state == "expired":
        raise ApiError(42001, "access_token expired", "W2")
    holds: Json | None = call.world.codes.holds(ticket) if state == "good" else None
    if holds is None or holds["account"] != call.query.get("openid"):
        raise ApiError(40001, "invalid credential, access_token is invalid or not latest", "W2")
    return holds

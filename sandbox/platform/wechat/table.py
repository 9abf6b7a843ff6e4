"""The service account's endpoints by path; those under `sns/` are web login and carry their own tokens."""

from sandbox.platform import media, menu
from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Endpoint, Json, ok
from sandbox.platform.wechat import custom, people, qrcode, template, token

CLEARS_PER_MONTH = 10


def addresses(call: Call) -> Json:
    """GET getcallbackip and get_api_domain_ip."""
    return {"ip_list": ["127.0.0.1"]}


def clear_quota(call: Call) -> Json:
    """POST clear_quota {appid}: the day counts begin again, ten times a month (rule L5)."""
    if call.shape.text("appid") != call.oa.app_id:
        raise ApiError(40013, "invalid appid", "T5")
    if not call.world.quota.this_month("wechat/clear_quota/month", CLEARS_PER_MONTH):
        raise ApiError(48006, "forbid to clear quota because of reaching the limit", "L5")
    call.world.quota.clear_days("wechat/")
    return ok()


ENDPOINTS = {
    "token": Endpoint(token.get_token, "GET", "nothing", bare=True),
    "stable_token": Endpoint(token.get_stable_token, bare=True),
    "message/template/send": Endpoint(template.send),
    "template/get_all_private_template": Endpoint(template.listed, "GET", "nothing"),
    "message/subscribe/bizsend": Endpoint(template.subscribe_send),
    "message/custom/send": Endpoint(custom.send),
    "message/custom/typing": Endpoint(custom.typing),
    "media/upload": Endpoint(media.upload, "POST", "file"),
    "media/uploadimg": Endpoint(media.upload_image, "POST", "file"),
    "media/get": Endpoint(media.get, "GET", "nothing"),
    "menu/create": Endpoint(menu.create),
    "menu/get": Endpoint(menu.get, "GET", "nothing"),
    "menu/delete": Endpoint(menu.delete, "GET", "nothing"),
    "qrcode/create": Endpoint(qrcode.create),
    "user/info": Endpoint(people.user_info, "GET", "nothing"),
    "user/get": Endpoint(people.followers, "GET", "nothing"),
    "getcallbackip": Endpoint(addresses, "GET", "nothing"),
    "get_api_domain_ip": Endpoint(addresses, "GET", "nothing"),
    "clear_quota": Endpoint(clear_quota),
    "sns/oauth2/access_token": Endpoint(people.access_token, "GET", "nothing", bare=True),
    "sns/oauth2/refresh_token": Endpoint(people.refresh_token, "GET", "nothing", bare=True),
    "sns/userinfo": Endpoint(people.user_of_login, "GET", "nothing", bare=True),
    "sns/auth": Endpoint(people.check_login, "GET", "nothing", bare=True),
}

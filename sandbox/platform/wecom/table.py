"""WeCom's endpoints by path. Whole families are known but not permitted to a plain app (48002)."""

from sandbox.platform import media, menu
from sandbox.platform.endpoint import Endpoint
from sandbox.platform.wecom import appchat, linked, message, people, token

FORBIDDEN = ("externalcontact/", "corpgroup/", "kf/", "checkin/", "oa/")

ENDPOINTS = {
    "gettoken": Endpoint(token.get_token, "GET", "nothing", bare=True),
    "message/send": Endpoint(message.send),
    "message/update_template_card": Endpoint(message.update_card),
    "message/recall": Endpoint(message.recall),
    "linkedcorp/message/send": Endpoint(linked.send),
    "appchat/create": Endpoint(appchat.create),
    "appchat/update": Endpoint(appchat.update),
    "appchat/get": Endpoint(appchat.get, "GET", "nothing"),
    "appchat/send": Endpoint(appchat.send),
    "media/upload": Endpoint(media.upload, "POST", "file"),
    "media/uploadimg": Endpoint(media.upload_image, "POST", "file"),
    "media/get": Endpoint(media.get, "GET", "nothing"),
    "menu/create": Endpoint(menu.create),
    "menu/get": Endpoint(menu.get, "GET", "nothing"),
    "menu/delete": Endpoint(menu.delete, "GET", "nothing"),
    "user/get": Endpoint(people.user_get, "GET", "nothing"),
    "user/simplelist": Endpoint(people.department_members, "GET", "nothing"),
    "user/list": Endpoint(people.department_members, "GET", "nothing"),
    "user/getuserinfo": Endpoint(people.get_user_info_old, "GET", "nothing"),
    "auth/getuserinfo": Endpoint(people.get_user_info, "GET", "nothing"),
    "auth/getuserdetail": Endpoint(people.get_user_detail),
    "getcallbackip": Endpoint(people.addresses, "GET", "nothing"),
    "get_api_domain_ip": Endpoint(people.addresses, "GET", "nothing"),
}

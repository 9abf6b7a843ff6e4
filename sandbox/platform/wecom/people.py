"""Who is who: user/get, web login for members, lists of addresses (pages 91022, 91023).

Web login codes are made by `platform/authorize.py`; here they are redeemed, once.
"""

from typing import Any

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json, ok
from sandbox.platform.shape import Missing
from sandbox.settings import Person

TICKET_SECONDS = 1800


def user_get(call: Call) -> Json:
    """GET user/get?userid. Apps of today see no mobile, mail, avatar."""
    phone = call.world.phones.of_account("wecom", call.query.get("userid", ""))
    if phone is None:
        raise ApiError(60111, "userid not found", "S4")
    if not phone.follows:
        raise ApiError(60011, "no privilege to access/modify contact/party/agent", "S4")
    return ok(**_member(phone.person))


def _member(person: Person) -> dict[str, Any]:
    party = int(person.department) if person.department.isdigit() else 1
    return {
        "userid": person.account,
        "name": person.name,
        "department": [party],
        "order": [0],
        "position": person.post,
        "status": 1,
        "isleader": 0,
        "is_leader_in_dept": [0],
        "direct_leader": [],
        "telephone": "",
        "alias": "",
        "main_department": party,
        "extattr": {"attrs": []},
    }


def department_members(call: Call) -> Json:
    """GET user/simplelist and user/list: the members of one department in the visible range."""
    wanted = call.query.get("department_id", "1")
    people = [
        phone.person
        for phone in call.world.phones.on("wecom")
        if phone.follows and (wanted == "1" or phone.person.department == wanted)
    ]
    return ok(userlist=[_member(person) for person in people])


def get_user_info(call: Call) -> Json:
    """GET auth/getuserinfo?code: `userid` for a member, `openid` for somebody else."""
    person = redeem_login(call)
    if person["platform"] != "wecom":
        return ok(openid=person["account"])
    answer = ok(userid=person["account"])
    if person["scope"] == "snsapi_privateinfo":
        answer["user_ticket"] = call.world.codes.issue(TICKET_SECONDS, person)
    return answer


def get_user_info_old(call: Call) -> Json:
    """GET user/getuserinfo?code, the older API with its capital letters."""
    person = redeem_login(call)
    if person["platform"] != "wecom":
        return ok(OpenId=person["account"], DeviceId="")
    return ok(UserId=person["account"], DeviceId="")


def get_user_detail(call: Call) -> Json:
    """POST auth/getuserdetail {user_ticket}."""
    ticket = call.shape.text("user_ticket", Missing(84015, "invalid user_ticket", "W2"))
    state = call.world.codes.state(ticket)
    if state == "expired":
        raise ApiError(84014, "user_ticket expired", "W2")
    if state != "good":
        raise ApiError(84015, "invalid user_ticket", "W2")
    return ok(userid=call.world.codes.holds(ticket)["account"], gender="0", avatar="", mobile="", email="")


def redeem_login(call: Call) -> dict[str, Any]:
    """Use a web login code up. Raises ApiError 40029 for a bad, used or old one."""
    code = call.query.get("code", "")
    if call.world.codes.use(code) != "good":
        raise ApiError(40029, "invalid code", "W2")
    holds: dict[str, Any] = call.world.codes.holds(code)
    return holds


def addresses(call: Call) -> Json:
    """GET getcallbackip and get_api_domain_ip."""
    return ok(ip_list=["127.0.0.1"])

"""linkedcorp/message/send: arrays in, arrays out, no cards and no msgid (page 90250). Own members only."""

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json, ok
from sandbox.platform.shape import Missing
from sandbox.platform.wecom.content import read_content
from sandbox.platform.wecom.delivery import Outgoing, deliver
from sandbox.platform.wecom.message import check_agent
from sandbox.platform.wecom.receivers import ROOT_PARTY, check_sizes, resolve


def send(call: Call) -> Json:
    """POST linkedcorp/message/send. A pipe-joined string of users is refused with 40058."""
    shape = call.shape
    kind = shape.text("msgtype", Missing(40008, "invalid message type", "S1"))
    check_agent(call)
    users, parties, tags = (
        [str(each) for each in shape.sequence(name)] for name in ("touser", "toparty", "totag")
    )
    if shape.number("toall"):
        users, parties, tags = [], [ROOT_PARTY], []
    if not (users or parties or tags):
        raise ApiError(82001, "user & party & tag all empty", "S3")
    check_sizes(users, parties, tags)
    own = [user.removeprefix(f"{call.corp.corp_id}/") for user in users]
    found = resolve(call, own, parties, tags)
    lists = {
        "invaliduser": list(found.bad_users),
        "invalidparty": list(found.bad_parties),
        "invalidtag": list(found.bad_tags),
    }
    if not found.phones:
        raise ApiError(81013, "user & party & tag all invalid", "S4", extra=lists)
    if kind == "template_card":
        raise ApiError(40008, "invalid message type", "S1")
    deliver(call, Outgoing(read_content(call, kind), ""), found.phones)
    return ok(**lists)

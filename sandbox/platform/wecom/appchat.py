"""Group chats made by the app: appchat/create, update, get, send (rule G1). Nobody answers from a group.

A group's messages appear on every member's phone, marked with the group.
"""

import re
import secrets
from dataclasses import dataclass

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json, ok
from sandbox.platform.shape import Missing, Shape
from sandbox.platform.wecom.content import read_content
from sandbox.world.journal import Note

CHAT_ID = re.compile(r"[0-9A-Za-z]{1,32}")
KINDS = frozenset({"text", "image", "voice", "video", "file", "textcard", "news", "mpnews", "markdown"})


@dataclass(slots=True)
class Chat:
    """One group; `members` are people's ids."""

    id: str
    name: str
    owner: str
    members: list[str]


def create(call: Call) -> Json:
    """POST appchat/create."""
    shape = call.shape
    chat_id = shape.text("chatid") or secrets.token_hex(10)
    if not CHAT_ID.fullmatch(chat_id):
        raise ApiError(86001, "invalid chatid", "G1")
    if chat_id in call.world.chats:
        raise ApiError(86215, "chatid exists", "G1")
    accounts = [str(each) for each in shape.sequence("userlist")]
    members = _members(call, accounts)
    if not 2 <= len(members) <= 2000:
        raise ApiError(86006, "invalid chat member count", "G1")
    owner = shape.text("owner") or accounts[0]
    if owner.lower() not in {each.lower() for each in accounts}:
        raise ApiError(86207, "owner not in userlist", "G1")
    call.world.chats[chat_id] = Chat(chat_id, _name(shape), owner, members)
    return ok(chatid=chat_id)


def update(call: Call) -> Json:
    """POST appchat/update: name, owner, add_user_list, del_user_list."""
    shape = call.shape
    chat = _chat(call, shape.text("chatid"))
    joining = _members(call, [str(each) for each in shape.sequence("add_user_list")])
    leaving = _members(call, [str(each) for each in shape.sequence("del_user_list")])
    members = [each for each in dict.fromkeys([*chat.members, *joining]) if each not in leaving]
    if len(members) < 2:
        raise ApiError(86006, "invalid chat member count", "G1")
    chat.members = members
    if shape.has("name"):
        chat.name = _name(shape)
    return ok()


def get(call: Call) -> Json:
    """GET appchat/get?chatid."""
    chat = _chat(call, call.query.get("chatid", ""))
    accounts = [phone.person.account for each in chat.members if (phone := call.world.phones.get(each))]
    return ok(chat_info={"chatid": chat.id, "name": chat.name, "owner": chat.owner, "userlist": accounts})


def send(call: Call) -> Json:
    """POST appchat/send: the same contents as message/send, except cards."""
    shape = call.shape
    chat = _chat(call, shape.text("chatid", Missing(40058, "missing chatid", "G1")))
    kind = shape.text("msgtype")
    if kind not in KINDS:
        raise ApiError(40008, "invalid message type", "S1")
    content = read_content(call, kind)
    for person in chat.members:
        call.people.append(person)
        if not call.world.limits.group_member_may_receive(person):
            call.notes.append(Note("dropped", "L6", f"{person} 每分钟收到的群消息超过 200 条，没有送达"))
            continue
        shown = call.world.feed.add(
            person, "bot", content.kind, dict(content.body), via="appchat", chat=chat.name or chat.id
        )
        call.messages.append(shown.id)
    return ok()


def _chat(call: Call, chat_id: str) -> Chat:
    chat = call.world.chats.get(chat_id)
    if not isinstance(chat, Chat):
        raise ApiError(86003, "chatid not exist", "G1")
    return chat


def _members(call: Call, accounts: list[str]) -> list[str]:
    members = []
    for account in dict.fromkeys(accounts):
        phone = call.world.phones.of_account("wecom", account)
        if phone is None:
            raise ApiError(86216, "invalid chat member", "G1")
        members.append(phone.person.id)
    return members


def _name(shape: Shape) -> str:
    name = shape.text("name")
    if len(name) > 50:
        raise ApiError(86004, "invalid chat name", "G1")
    return name

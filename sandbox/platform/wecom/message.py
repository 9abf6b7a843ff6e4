"""message/send, message/update_template_card, message/recall (pages 90236, 94888, 94867).

The order of checks is not sourced. Delivery to phones is `delivery.py`.
"""

import json

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json, ok
from sandbox.platform.shape import Missing
from sandbox.platform.wecom.cards import INTERACTIVE, check_card
from sandbox.platform.wecom.content import Content, file_known, read_content
from sandbox.platform.wecom.delivery import Outgoing, deliver
from sandbox.platform.wecom.receivers import Receivers, check_sizes, read_receivers, resolve
from sandbox.world.cards import CodeError, SentCard
from sandbox.world.journal import Note
from sandbox.world.swaps import grey_button, replace_card

UNSAFE = frozenset({"voice", "textcard", "markdown", "template_card"})
RECALL_SECONDS = 24 * 3600
LONGEST_INTERVAL = 14_400


def send(call: Call) -> Json:
    """POST message/send."""
    kind = call.shape.text("msgtype", Missing(40008, "invalid message type", "S1"))
    check_agent(call)
    receivers = read_receivers(call)
    content = read_content(call, kind)
    _check_safe(call, kind)
    _check_task(call, content)
    sends = call.world.sends
    seconds = _duplicate_seconds(call)
    body = json.dumps(call.body, sort_keys=True, ensure_ascii=False)
    if seconds and (earlier := sends.earlier(body, seconds)):
        call.notes.append(Note("dropped", "S12", "与间隔内的请求相同，不再送达"))
        msgid = earlier if call.world.settings.switches.duplicate_returns_msgid else sends.new_msgid()
        return ok(**receivers.named(), msgid=msgid)
    if not call.world.limits.day_has_room(len(receivers.phones), call.corp.account_cap * 200):
        raise ApiError(45009, "reach max api daily quota limit", "L2")
    return _answer(call, content, receivers, body)


def _answer(call: Call, content: Content, receivers: Receivers, body: str) -> Json:
    msgid = call.world.sends.new_msgid()
    call.world.sends.remember(body, msgid)
    sent = deliver(call, Outgoing(content, msgid), receivers.phones)
    answer = ok(**receivers.named(), msgid=msgid)
    if content.card and content.card.calls_back:
        answer["response_code"] = call.world.cards.new_code(sent)
    return answer


def update_card(call: Call) -> Json:
    """POST message/update_template_card. The answer's invaliduser is an array here."""
    shape = call.shape
    check_agent(call)
    users = [str(each) for each in shape.sequence("userids")]
    parties = [str(each) for each in shape.sequence("partyids")]
    tags = [str(each) for each in shape.sequence("tagids")]
    check_sizes(users, parties, tags)
    code = shape.text("response_code", Missing(40058, "missing response_code", "U1"))
    sent = _peek(call, code)
    button = shape.child("button")
    if button is None and not shape.has("template_card"):
        raise ApiError(40058, "missing button or template_card", "U3")
    if button is not None and sent.card_type not in INTERACTIVE:
        raise ApiError(42017, "button key not found", "U3")
    targets = _targets(call, sent, (users, parties, tags))
    if not targets.messages:
        call.notes.append(Note("dropped", "U6", "没有点名任何收到卡片的人，谁的卡片也不变"))
    if button is not None:
        name = button.text("replace_name", Missing(42020, "missing button name", "U3"))
        call.world.cards.redeem(code)
        for message in targets.messages:
            grey_button(call.world, message, name)
    else:
        _replace(call, sent, targets.messages, code)
    call.messages.extend(targets.messages)
    return ok(invaliduser=targets.strangers)


class _Targets:
    """Which copies an update reaches, and who was named without having one."""

    def __init__(self, messages: list[int], strangers: list[str]) -> None:
        self.messages = messages
        self.strangers = strangers


def _targets(call: Call, sent: SentCard, named: tuple[list[str], list[str], list[str]]) -> _Targets:
    users, parties, tags = named
    nobody = not any(named)
    if call.shape.number("atall") or (nobody and not call.enforces("U6")):
        return _Targets(list(sent.copies.values()), [])
    found = resolve(call, users, parties, tags)
    strangers = [user.lower() for user in users if user.lower() in found.bad_users]
    messages: list[int] = []
    for phone in found.phones:
        call.people.append(phone.person.id)
        if phone.person.id in sent.copies:
            messages.append(sent.copies[phone.person.id])
        else:
            strangers.append(phone.person.account.lower())
    return _Targets(messages, strangers)


def _replace(call: Call, sent: SentCard, messages: list[int], code: str) -> None:
    value = call.body["template_card"]
    off = call.world.settings.switches.off
    checked = check_card(value, lambda number: file_known(call, number), updating=True, off=off)
    call.notes.extend(checked.notes)
    keeps = call.enforces("U5")
    if keeps and "task_id" in checked.card and checked.card["task_id"] != sent.task:
        call.notes.append(Note("advice", "U5", f"更新里的 task_id 不起作用，仍是 {sent.task}"))
    call.world.cards.redeem(code)
    for message in messages:
        replace_card(call.world, message, checked.card, keeps_task=keeps)


def _peek(call: Call, code: str) -> SentCard:
    """The card behind a code; the codes of reuse and expiry are not sourced and can be switched."""
    switches = call.world.settings.switches
    try:
        return call.world.cards.peek(code)[0]
    except CodeError as error:
        if error.trouble == "used":
            raise ApiError(switches.used_code, "response_code has been used", "U1") from error
        if error.trouble == "expired":
            raise ApiError(switches.expired_code, "response_code expired", "U1") from error
        raise ApiError(40058, "invalid response_code", "U1") from error


def recall(call: Call) -> Json:
    """POST message/recall; repeating it answers ok again (not sourced)."""
    msgid = call.shape.text("msgid", Missing(40058, "missing msgid", "U4"))
    outgoing = call.world.sends.of(msgid)
    if outgoing is None:
        raise ApiError(40058, "invalid msgid", "U4")
    if call.world.clock.business() - outgoing.at > RECALL_SECONDS:
        raise ApiError(42052, "message recall time out", "U4")
    for message in outgoing.messages:
        call.world.feed.change(message, recalled=True)
    call.messages.extend(outgoing.messages)
    return ok()


def check_agent(call: Call) -> None:
    """agentid must be there, an integer, and the token's own app. Raises ApiError."""
    value = call.body.get("agentid")
    if value in (None, ""):
        raise ApiError(41011, "missing agentid", "S2")
    if isinstance(value, str) and value.isdigit() and not call.world.settings.strict:
        call.notes.append(Note("advice", "S2", "agentid 应是整数，不是字符串"))
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ApiError(40056, "invalid agentid", "S2")
    if value != call.corp.agent_id:
        raise ApiError(301002, "not allow operate another agent with this accesstoken.", "T2")


def _check_safe(call: Call, kind: str) -> None:
    safe = call.shape.number("safe") if call.enforces("S11") else 0
    if safe and kind == "news":
        raise ApiError(40074, "safe message not supported for news", "S11")
    if safe and kind in UNSAFE:
        call.notes.append(Note("advice", "S11", f"{kind} 不支持 safe"))
    elif safe == 2 and kind != "mpnews":
        call.notes.append(Note("advice", "S11", "safe 为 2 只用于 mpnews"))


def _check_task(call: Call, content: Content) -> None:
    task = str(content.card.card.get("task_id", "")) if content.card else ""
    if task and call.world.cards.knows_task(task):
        raise ApiError(call.world.settings.switches.repeated_task, "task_id already exists", "K2")


def _duplicate_seconds(call: Call) -> int:
    if not call.shape.number("enable_duplicate_check"):
        return 0
    wanted = call.shape.number("duplicate_check_interval", 1800) or 1800
    if wanted > LONGEST_INTERVAL:
        call.notes.append(
            Note("advice", "S12", f"duplicate_check_interval {wanted}，按 {LONGEST_INTERVAL} 算")
        )
    return min(wanted, LONGEST_INTERVAL)

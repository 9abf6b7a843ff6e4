"""message/template/send and message/subscribe/bizsend: fields by type, followers, consents.

The result of a template message follows as a callback, TEMPLATESENDJOBFINISH. It waits for nobody.
"""

from sandbox.platform.answer import ApiError
from sandbox.platform.endpoint import Call, Json, ok
from sandbox.platform.shape import Shape
from sandbox.platform.wechat.values import fits
from sandbox.settings import Template
from sandbox.wire.wechat_deeds import template_finished
from sandbox.world.journal import Note
from sandbox.world.phones import Phone

DEDUPE_SECONDS = 600
FAILURES = {"template_blocked": "failed:user block", "template_failed": "failed: system failed"}
GONE_KEYS = frozenset({"first", "remark"})


def send(call: Call) -> Json:
    """POST message/template/send → msgid."""
    shape = call.shape
    phone = find_user(call, shape)
    template = _template(call, shape, notice=False)
    rows = _rows(call, template, shape)
    if not call.world.reaches(phone):
        raise ApiError(43004, "require subscribe", "O3")
    client_id = shape.text("client_msg_id")
    key = f"{phone.person.id}/{client_id}"
    if client_id and (earlier := call.world.sends.earlier(key, DEDUPE_SECONDS)):
        call.notes.append(Note("dropped", "O6", "同一 client_msg_id，不再送达"))
        return ok(msgid=int(earlier))
    msgid = call.world.next_template_id()
    if client_id:
        call.world.sends.remember(key, str(msgid))
    _deliver(call, phone, template, rows, msgid)
    return ok(msgid=msgid)


def _deliver(call: Call, phone: Phone, template: Template, rows: list[Json], msgid: int) -> None:
    person = phone.person
    call.people.append(person.id)
    hits = call.world.faults.hit(FAILURES, platform="wechat", person=person.id)
    failures = [FAILURES[each.kind] for each in hits]
    if not failures:
        body = {
            "template": template.id,
            "title": template.title,
            "rows": rows,
            "url": call.shape.text("url"),
            "miniprogram": bool(call.body.get("miniprogram")),
        }
        shown = call.world.feed.add(person.id, "bot", "template", body, via="template")
        call.messages.append(shown.id)
    call.tell(person, template_finished(msgid, failures[0] if failures else "success"))


def subscribe_send(call: Call) -> Json:
    """POST message/subscribe/bizsend: one send per consent, also to people who do not follow."""
    shape = call.shape
    phone = find_user(call, shape)
    template = _template(call, shape, notice=True)
    rows = _rows(call, template, shape)
    if phone.consents.get(template.id, 0) < 1:
        raise ApiError(43101, "user refuse to accept the msg", "O7")
    phone.consents[template.id] -= 1
    call.people.append(phone.person.id)
    body = {"template": template.id, "title": template.title, "rows": rows, "url": shape.text("page")}
    shown = call.world.feed.add(phone.person.id, "bot", "template", body, via="notice")
    call.messages.append(shown.id)
    return ok()


def listed(call: Call) -> Json:
    """GET template/get_all_private_template: the templates in use, with their fields as placeholders."""
    found = [
        {
            "template_id": each.id,
            "title": each.title,
            "primary_industry": "",
            "deputy_industry": "",
            "content": "\n".join(f"{field.label}:{{{{{field.key}.DATA}}}}" for field in each.fields),
            "example": "",
        }
        for each in call.oa.templates
        if not each.notice
    ]
    return {"template_list": found}


def find_user(call: Call, shape: Shape) -> Phone:
    """The phone of `touser`. Raises ApiError 40003."""
    phone = call.world.phones.of_account("wechat", shape.text("touser"))
    if phone is None:
        raise ApiError(40003, "invalid openid", "O3")
    return phone


def _template(call: Call, shape: Shape, *, notice: bool) -> Template:
    number = shape.text("template_id")
    for template in call.oa.templates:
        if template.id == number and template.notice == notice:
            return template
    raise ApiError(40037, "invalid template_id", "O1")


def _rows(call: Call, template: Template, shape: Shape) -> list[Json]:
    data = shape.child("data") or Shape({}, "data", errcode=47001)
    given = dict(data.value)
    for key in GONE_KEYS & set(given):
        given.pop(key)
        call.notes.append(Note("advice", "O9", f"{key} 已不显示"))
    known = {field.key for field in template.fields}
    for key in given:
        if key not in known:
            raise _wrong(key)
    rows = []
    for field in template.fields:
        entry = given.get(field.key)
        value = entry.get("value") if isinstance(entry, dict) else None
        text = str(value) if isinstance(value, int | float) else value
        if not isinstance(text, str) or not fits(field, text):
            raise _wrong(field.key)
        if isinstance(entry, dict) and entry.get("color"):
            call.notes.append(Note("advice", "O9", f"{field.key} 的 color 不起作用"))
        rows.append({"key": field.key, "label": field.label, "value": text})
    return rows


def _wrong(key: str) -> ApiError:
    return ApiError(47003, f"argument invalid! data.{key}.value invalid", "O2")

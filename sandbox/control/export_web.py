"""A session to take away: as a transcript for reading, or as a scenario for playing again."""

import re
from datetime import datetime
from typing import Any

from flask import Blueprint, Response

from sandbox.rig import Rig
from sandbox.world.feed import Message

TAG = re.compile(r"<[^>]+>")


def export_blueprint(rig: Rig) -> Blueprint:
    """Routes for exports."""
    blueprint = Blueprint("export", __name__, url_prefix="/sandbox")

    @blueprint.get("/export.md")
    def transcript() -> Response:
        return Response(transcript_of(rig), mimetype="text/markdown")

    @blueprint.get("/export.yaml")
    def scenario() -> Response:
        people = [phone.person.id for phone in rig.world.phones.all()]
        return Response(rig.script.as_yaml("录下来的一段", people), mimetype="text/yaml")

    return blueprint


def transcript_of(rig: Rig) -> str:
    """Everything said on all phones, by person, as Markdown."""
    lines = ["# 对话记录", ""]
    for phone in rig.world.phones.all():
        mine = sorted(rig.world.feed.newest_first(phone.person.id), key=lambda each: each.id)
        if not mine:
            continue
        lines += [f"## {phone.person.name}{'（' + phone.person.post + '）' if phone.person.post else ''}", ""]
        day = ""
        for message in mine:
            shown = message.as_json()
            at = datetime.fromisoformat(shown["at"])
            if at.date().isoformat() != day:
                day = at.date().isoformat()
                lines += [f"### {day}", ""]
            lines += [f"**{_who(rig, message)}** {at:%H:%M}", "", *_quoted(message), ""]
    counters = rig.world.tally.as_json()
    lines += ["## 合计", "", f"- 操作 {counters['interactions']['total']} 次"]
    lines += [f"- 机器人消息 {counters['bot_messages']['total']} 条，原地换卡 {counters['swaps']} 次", ""]
    return "\n".join(lines)


def _who(rig: Rig, message: Message) -> str:
    if message.sender == "system":
        return "系统"
    if message.sender == "bot":
        settings = rig.settings
        phone = rig.world.phones.get(message.person)
        wecom = phone is not None and phone.person.platform == "wecom"
        if wecom:
            return settings.corp.app_name if settings.corp else "机器人"
        return settings.oa.name if settings.oa else "服务号"
    phone = rig.world.phones.get(message.person)
    return phone.person.name if phone else message.person


def _quoted(message: Message) -> list[str]:
    if message.recalled:
        return ["> （已撤回）"]
    return [f"> {line}" for line in _words(message).splitlines() if line.strip()]


def _words(message: Message) -> str:
    body = message.body
    if message.kind == "card":
        return _card(body["card"], body["state"])
    if message.kind == "template":
        rows = "\n".join(f"{row['label']}：{row['value']}" for row in body["rows"])
        return f"【{body['title']}】\n{rows}"
    if message.kind in {"image", "file", "voice", "video"}:
        names = {"image": "图片", "file": "文件", "voice": "语音", "video": "视频"}
        return f"［{names[message.kind]}］{body.get('name', '')}{body.get('heard', '')}"
    if message.kind == "news":
        return "\n".join(each["title"] for each in body["articles"])
    named = ("title", "description", "text", "head", "label")
    return TAG.sub("", "\n".join(str(body[name]) for name in named if body.get(name)))


def _card(card: dict[str, Any], state: dict[str, Any]) -> str:
    title = card.get("main_title", {})
    lines = [f"【{title.get('title', '')}】{title.get('desc', '')}", card.get("sub_title_text", "")]
    lines += [f"{row['keyname']}：{row.get('value', '')}" for row in card.get("horizontal_content_list", [])]
    selected = {each for options in state.get("selected", {}).values() for each in options}
    for part in (card.get("checkbox"), card.get("button_selection"), *card.get("select_list", [])):
        for option in (part or {}).get("option_list", []):
            mark = "☑" if option["id"] in selected else "☐"
            lines.append(f"{mark} {option['text']}")
    if state.get("replace_text"):
        lines.append(f"〔{state['replace_text']}〕（灰）")
    else:
        lines.append("".join(f"〔{button['text']}〕" for button in card.get("button_list", [])))
        if submit := card.get("submit_button"):
            lines.append(f"〔{submit.get('text') or '提交'}〕")
    return "\n".join(lines)

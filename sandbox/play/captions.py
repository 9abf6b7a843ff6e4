"""A step as one says it, for the subtitles: who does what, by name. It knows no person."""

from collections.abc import Mapping
from typing import Any

from sandbox.play.scenario import Step

VERBS = {
    "says": "说",
    "taps": "点",
    "submits": "点",
    "photos": "发照片",
    "speaks": "说（语音）",
    "place": "发位置",
    "menu": "点菜单",
    "scans": "扫码",
    "follows": "关注",
    "unfollows": "取消关注",
    "enters": "进入应用",
    "opens": "打开",
    "presses": "在网页上点",
    "fills": "填写",
    "sees": "看到",
    "lacks": "没有看到",
    "clock": "时间",
    "span": "开始计数",
    "end_span": "计数到此",
    "title": "",
}

FIRST = {"unticks": "去掉", "ticks": "勾", "picks": "选"}
"""What is done to a card before it is submitted."""
CLOCK = {"next 9:00": "到下一个 9:00", "next reminder": "到下次提醒"}


def caption(step: Step, names: Mapping[str, str]) -> str:
    """The subtitle of one step; files speak with ids, people have names."""
    first = [f"{word} {_told(step.more[key], names)}，" for key, word in FIRST.items() if key in step.more]
    does = f"{names.get(step.who, step.who)}{''.join(first)}{VERBS.get(step.verb, step.verb)}"
    return f"{does} {_told(step.value, names)}".strip()


def _told(value: Any, names: Mapping[str, str]) -> str:
    """What a step says, takes or fills in, as people list things."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(_told(one, names) for one in value)
    if isinstance(value, Mapping):
        if set(value) == {"from"}:
            return f"{names.get(str(value['from']), str(value['from']))} 手机上的码"
        return "，".join(f"{key}：{_told(one, names)}" for key, one in value.items())
    return CLOCK.get(str(value), str(value))

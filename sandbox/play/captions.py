"""A step as one says it, for the subtitles: who does what, by name. It knows no person."""

from collections.abc import Mapping

from sandbox.play.scenario import Step

VERBS = {
    "says": "说",
    "taps": "点",
    "submits": "提交",
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


def caption(step: Step, names: Mapping[str, str]) -> str:
    """The subtitle of one step; files speak with ids, people have names."""
    words = step.words.removeprefix(step.who).strip().removeprefix(step.verb).strip()
    said = f"{names.get(step.who, step.who)}{VERBS.get(step.verb, step.verb)}"
    return f"{said} {'' if step.value is True else words}".strip()

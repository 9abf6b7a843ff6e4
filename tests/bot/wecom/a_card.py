"""Cards for tests."""

from typing import Any

from bot.words import Button, Buttons, Card, Option, Row, Selector, Selectors, Ticks

BUTTONS = Buttons((Button("k7:yes", "都对，继续", 1), Button("k7:no", "有改动")))
SUBMIT = Button("k7:ok", "提交本组", 1)
TICKS = Ticks("k7", (Option("1", "没有排污许可证"), Option("none", "本组没有问题", True)), SUBMIT)
INTENT = Selector("k8.intent", "是否故意", (Option("_", "请选择"), Option("no", "不是故意")), "_")
HARM = Selector("k8.harm", "是否已造成污染", (Option("_", "请选择"), Option("no", "没有")), "_")
SELECTORS = Selectors((INTENT, HARM), Button("k8:ok", "确定", 1))


def a_card(**but: Any) -> Card:
    """A button card, changed in what is given."""
    fields: dict[str, Any] = {"task": "sheet-12_3", "title": "企业信息", "form": BUTTONS, **but}
    return Card(**fields)


ROWS = (Row("法人", "陈龑"), Row("电话", "138****8000"), Row("详情", "打开", "https://bot.example.test/s/1"))

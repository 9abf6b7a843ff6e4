"""What typed text means: orders anywhere, answers to a question, and honest puzzlement."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing import Heard, Puzzled, Went, hear, order
from bot.script import Choice, Choose, Form, Pick, Picker, TickOff, Write

HEADER = Choose((Choice("yes", "都对，继续"), Choice("change", "有改动")))
SECTION = TickOff(
    (
        Choice("a", "7 生产设施与许可证不一致", also=("7",)),
        Choice("b", "8 治污设施有隐患", also=("8",)),
        Choice("_none", "本组没有问题"),
    ),
    none="_none",
)
STATE = Pick(
    (
        Picker("production", "生产状况", (Choice("run", "生产"), Choice("stop", "停产")), "run"),
        Picker("tier", "管理类型", (Choice("", "请选择"), Choice("key", "重点管理"))),
    )
)


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        (HEADER, "都对，继续", "yes"),
        (HEADER, "都对", "yes"),
        (HEADER, "1", "yes"),
        (HEADER, "２", "change"),
        (HEADER, " 是。", "yes"),
        (HEADER, "√", "yes"),
        (SECTION, "7 8 有问题", ["a", "b"]),
        (SECTION, "8、7", ["a", "b"]),
        (SECTION, "７", ["a"]),
        (SECTION, "本组正常", ["_none"]),
        (SECTION, "没有", ["_none"]),
        (STATE, "停产 重点管理", {"production": "stop", "tier": "key"}),
        (STATE, "重点管理", {"production": "run", "tier": "key"}),
        (Write(), "排口没有标志牌😀", "排口没有标志牌😀"),
        (Write(choices=(Choice("none", "没有代码"),)), "没有代码", "没有代码"),
    ],
)
def test_what_was_typed_is_understood(form: Form, text: str, value: Any) -> None:
    assert hear(form, text) == Heard(value)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (HEADER, "嗯嗯好的"),
        (HEADER, "3"),
        (HEADER, "0"),
        (HEADER, ""),
        (SECTION, "9"),
        (SECTION, "好几项都有"),
        (STATE, "停产"),
        (STATE, "大概在生产吧"),
    ],
)
def test_what_is_not_understood_is_said_so_with_a_way_on(form: Form, text: str) -> None:
    heard = hear(form, text)

    assert isinstance(heard, Puzzled)
    assert len(heard.say) > 8


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("上一步", ("back", "")),
        ("改 17", ("edit", "17")),
        ("改17", ("edit", "17")),
        ("修改第１７项", ("edit", "17")),
        ("改 天数", ("edit", "天数")),
        ("改 主要生产、污染防治设施情况", ("edit", "主要生产、污染防治设施情况")),
        ("依据", ("law", "")),
        ("先存着", ("pause", "")),
        ("继续", ("resume", "")),
        ("取消", ("cancel", "")),
        ("？", ("help", "")),
    ],
)
def test_standing_orders_hold_anywhere(text: str, given: tuple[str, str]) -> None:
    assert order(text) == given


@pytest.mark.parametrize("text", ["改用了新的活性炭，旧的已清运", "电镀", "17", "取消了原来的排口"])
def test_ordinary_sentences_are_no_orders(text: str) -> None:
    assert order(text) is None


def test_a_choice_may_lead_elsewhere_instead_of_answering() -> None:
    form = Choose((Choice("ok", "无误"), Choice("words", "改结论", goto="conclusion")))

    assert hear(form, "改结论") == Went(goto="conclusion")


@given(st.text(max_size=60), st.sampled_from([HEADER, SECTION, STATE, Write()]))
def test_nothing_typed_ever_breaks_the_reading(text: str, form: Form) -> None:
    order(text)
    heard = hear(form, text)

    if isinstance(heard, Heard) and isinstance(form, Choose):
        assert heard.value in {"yes", "change"}

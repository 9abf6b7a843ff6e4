"""What says nothing, and what only looks like it."""

import pytest

from rules.courtesy import courtesy, greeting


@pytest.mark.parametrize(
    "said",
    ["谢谢", "好的", "收到", "好的，谢谢您！", "嗯嗯好的", "谢谢领导，您辛苦了", "OK", "ｏｋ", "知道了", "👍",
     "收到🙏", "收到，马上整改", "好的，我们尽快改好", "好的好的，没问题。", "非常感谢"],
)  # fmt: skip
def test_courtesy_says_nothing(said: str) -> None:
    assert courtesy(said)


@pytest.mark.parametrize(
    "said",
    ["改好了", "马上整改有困难", "尽快改，但缺钱", "改", "好了", "可以了吗", "谢谢，什么时候来看？",
     "好的，明天装", "收到，但不是我们的", "7天",
     "标志牌多大", "", "不知道", "没有收到", "？", "行不行"],
)  # fmt: skip
def test_what_tells_something_is_no_courtesy(said: str) -> None:
    assert not courtesy(said)


def test_a_greeting_is_one_by_itself() -> None:
    assert greeting("您好！")
    assert greeting("在吗")
    assert not greeting("您好，请问标志牌多大？")

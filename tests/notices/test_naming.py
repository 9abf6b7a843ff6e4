"""Names of sections break between words, into as few lines as they need."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.paper import default_book
from notices.setting.breaking import Measure
from notices.setting.naming import break_name

BOOK = default_book()


def broken(name: str, ems: float = 5.1) -> list[str]:
    """Return the lines of a name."""
    return [line.text for line in break_name(BOOK, "song", name, Measure(ems * 1000, justify=False))]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("排污许可管理情况", "排污许可|管理情况"),
        ("主要生产、污染防治设施情况", "主要生产、|污染防治|设施情况"),
        ("排放口建设情况", "排放口|建设情况"),
        ("污染物排放情况", "污染物|排放情况"),
        ("自行监测、自动监控情况", "自行监测、|自动监控|情况"),
        ("环境管理台账记录制度情况", "环境管理|台账记录|制度情况"),
        ("执行报告及信息公开情况", "执行报告及|信息公开|情况"),
        ("环境风险防控情况", "环境风险|防控情况"),
        ("隐患（问题）", "隐患|（问题）"),
        ("证据清单", "证据清单"),
    ],
)
def test_the_sections_of_annex_1_break_between_their_words(name: str, lines: str) -> None:
    assert broken(name) == lines.split("|")


@given(st.text("温州市及和、（）“”AB12", max_size=40), st.floats(2.0, 12.0))
def test_nothing_of_a_name_is_lost_and_no_line_is_too_wide(name: str, ems: float) -> None:
    lines = break_name(BOOK, "song", name, Measure(ems * 1000, justify=False))

    assert "".join(line.text for line in lines) == name
    assert all(line.width <= ems * 1000 + 1 or len(line.text) <= 3 for line in lines)


def test_a_word_without_a_break_is_broken_like_any_text() -> None:
    assert broken("ABCDEFGHIJKLMNOP") == ["ABCDEFG", "HIJKLMN", "OP"]
    assert broken("") == [""]

"""Words that pass judgement are found; everyday words that only look alike are not."""

import pytest

from rules.banned import banned_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("该企业涉嫌违法排污，拟处罚款5万元", ("涉嫌", "违法", "处罚")),
        ("将依法查处，并立案", ("查处", "立案")),
        ("责令停产，违规、违规再违规", ("责令", "违规")),
        ("属于违 法行为", ("违法",)),
        ("处*罚", ("处罚",)),
        ("非法倾倒", ("非法",)),
        ("移送，转查处", ("查处",)),
    ],
)
def test_judging_words_are_found_once_each_in_their_order(text: str, found: tuple[str, ...]) -> None:
    assert banned_words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3月总铬、六价铬原始监测记录缺失",
        "检查处理设施运行记录，复查处于停产",
        "建议建立案卷目录，附典型案例",
        "除非法定代表人到场",
        "核查处置台账",
        "法律法规宣传资料已送达",
        "排放口标志牌缺失，请按规定补设",
    ],
)
def test_facts_in_everyday_words_pass(text: str) -> None:
    assert banned_words(text) == ()

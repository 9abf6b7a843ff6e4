"""Facts in the typed fields of templates: cut, replaced, or an error of ours; never empty."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wechat.fields import Kind, UnfitFactError, fitted
from bot.wechat.templates import Template, TemplateField, TemplateMap
from bot.wire.limits import BadCardError, Cut, Shaper

FITTED: list[tuple[Kind, str, str]] = [
    ("thing", "永嘉堃电镀有限公司", "永嘉堃电镀有限公司"),
    ("thing", "温州市乐清市某某电镀有限公司第三车间东侧排放口", "温州市乐清市某某电镀有限公司第三车间东…"),
    ("thing", "一\n二", "一 二"),
    ("thing", " ", "见详情"),
    ("short_thing", "一二三四五六七八九十一", "一二三四五六七八九…"),
    ("const", "待整改", "待整改"),
    ("phrase", "待整改", "待整改"),
    ("phrase", "3 项未反馈", "项未反馈"),
    ("phrase", "已经超过期限", "已经超过期"),
    ("phrase", "OK", "见详情"),
    ("name", "林犇", "林犇"),
    ("name", "林一帆（执法一队）", "林一帆执法一队"),
    ("name", "Lin Yifan", "Lin Yifan"),
    ("name", "123", "未填写"),
    ("character_string", "温环乐预警〔2023〕7号", "[2023]7"),
    ("character_string", "ＡＢ－１２", "AB-12"),
    ("character_string", "七号", "-"),
    ("number", "3 项", "3"),
    ("number", "1,234", "1234"),
    ("number", "-2.50", "-2.50"),
    ("letter", "A1b", "Ab"),
    ("symbol", "a+b!", "+!"),
    ("amount", "￥12.50元", "¥12.50元"),
    ("phone_number", "0577-6188 0000", "0577-61880000"),
    ("phone_number", "138****8000", "-"),
    ("car_number", "浙C·12345", "浙C12345"),
    ("date", "2023-05-25", "2023年5月25日"),
    ("date", "2023年5月25日（周四）24时前", "2023年5月25日 23:59"),
    ("date", "2023/5/1 8:05", "2023年5月1日 08:05"),
    ("date", "2023年5月10日~2023年5月25日", "2023年5月10日~2023年5月25日"),
    ("time", "14：32", "14:32"),
    ("time", "2023-05-10 14:32:05", "2023年5月10日 14:32"),
    ("time", "2023-05-10T06:32:00Z", "2023年5月10日 14:32"),
]

UNFIT: list[tuple[Kind, str]] = [
    ("date", "待日历"), ("date", ""), ("date", "2023-02-30"), ("date", "5月25日"), ("date", "14:32"),
    ("time", "2023-05-25"), ("time", "25:10"), ("number", "三项"), ("number", ""), ("number", "1" * 33),
    ("amount", "免费"), ("amount", "1" * 11), ("car_number", "—"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "shown"), FITTED)
def test_a_fact_as_its_field_takes_it(kind: Kind, value: str, shown: str) -> None:
    assert fitted(kind, "x", value, Shaper()) == shown


@pytest.mark.parametrize(("kind", "value"), UNFIT)
def test_a_date_a_number_or_a_sum_is_never_made_up(kind: Kind, value: str) -> None:
    with pytest.raises(UnfitFactError):
        fitted(kind, "x", value, Shaper())


RULES: dict[Kind, str] = {
    "thing": r".{1,20}", "short_thing": r".{1,10}", "const": r".{1,20}", "enum": r".{1,20}",
    "phrase": r"[\u3400-\u4dbf\u4e00-\u9fff]{1,5}",
    "name": r"[\u3400-\u4dbf\u4e00-\u9fff]{1,10}|[A-Za-z ]{1,20}",
    "character_string": r"[\x21-\x7e]{1,32}", "letter": "[A-Za-z]{1,32}",
    "symbol": r"[^A-Za-z0-9\s]{1,5}",
    "phone_number": r"[0-9+()-]{1,17}", "number": r"-?\d+(\.\d+)?", "amount": r"[¥$]?\d{1,10}(\.\d{1,2})?元?",
    "car_number": r".{1,8}", "time": r"[\d年月日:~ ]+", "date": r"[\d年月日:~ ]+",
}  # fmt: skip


@given(st.sampled_from(sorted(RULES)), st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_typed_fits_the_rule_of_its_type_or_is_refused(kind: Kind, value: str) -> None:
    try:
        shown = fitted(kind, "x", value, Shaper())
    except UnfitFactError:
        shown = ""

    assert (
        re.fullmatch(RULES[kind], shown)
        if shown
        else kind in ("number", "amount", "car_number", "time", "date")
    )


NOTICE = Template(
    "notice", "T-1",
    (TemplateField("character_string1", "number", "character_string"), TemplateField("date2", "due", "date")),
)  # fmt: skip


def test_the_fields_of_a_template_are_filled_in_order() -> None:
    values = NOTICE.values({"number": "[2023]7", "due": "2023-05-25", "more": "x"}, Shaper())

    assert values == {"character_string1": {"value": "[2023]7"}, "date2": {"value": "2023年5月25日"}}


def test_a_fact_that_is_missing_is_an_error_of_ours() -> None:
    with pytest.raises(UnfitFactError, match="date2 needs due"):
        NOTICE.values({"number": "7"}, Shaper())


def test_a_cut_is_reported_with_its_template_and_field() -> None:
    cuts: list[Cut] = []

    NOTICE.values({"number": "x" * 40, "due": "2023-05-25"}, Shaper(cuts.append))

    assert cuts == [Cut("notice.character_string1", 32, 40)]


def test_a_template_nobody_configured_is_an_error_of_ours() -> None:
    assert TemplateMap((NOTICE,)).find("notice") is NOTICE
    with pytest.raises(BadCardError):
        TemplateMap().find("notice")


@pytest.mark.parametrize(
    ("key", "kind"), [("first", "thing"), ("remark", "thing"), ("", "thing"), ("x1", "colour")]
)
def test_a_field_that_is_no_field_is_refused_when_it_is_configured(key: str, kind: Kind) -> None:
    with pytest.raises(ValueError, match="field"):
        TemplateField(key, "fact", kind)

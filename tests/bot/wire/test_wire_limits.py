"""Cutting, cleaning and disarming texts, and the small XML writer."""

import pytest
import xmltodict
from hypothesis import given
from hypothesis import strategies as st

from bot.wire.limits import Cut, Shaper, clean, disarm, one_line
from bot.wire.xml import cdata, element


def shaper(cuts: list[Cut]) -> Shaper:
    return Shaper(cuts.append)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(4, 60))
def test_a_cut_text_fits_in_bytes_and_is_whole_characters(text: str, limit: int) -> None:
    cuts: list[Cut] = []

    cut = shaper(cuts).octets("x", text, limit)

    assert len(cut.encode()) <= limit
    assert cut == text if len(text.encode()) <= limit else cut.endswith("…") and text.startswith(cut[:-1])
    assert bool(cuts) == (cut != text)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(2, 60))
def test_a_cut_text_fits_in_characters(text: str, limit: int) -> None:
    cut = shaper([]).chars("x", text, limit)

    assert len(cut) <= limit
    assert cut == text if len(text) <= limit else cut.endswith("…") and text.startswith(cut[:-1])


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("汉字汉字", 12, "汉字汉字"),
        ("汉字汉字", 11, "汉字…"),
        ("汉字汉字", 9, "汉字…"),
        ("abc汉", 5, "ab…"),
        ("ab👨‍👩‍👧cd", 20, "ab…"),
        ("e\u0301e\u0301e\u0301", 8, "e\u0301…"),
    ],
)
def test_bytes_are_cut_at_the_border_of_what_a_person_sees(text: str, limit: int, cut: str) -> None:
    assert shaper([]).octets("x", text, limit) == cut


def test_a_cut_says_where_and_how_much_and_never_what() -> None:
    cuts: list[Cut] = []

    shaper(cuts).chars("title", "一二三四五", 3)

    assert cuts == [Cut("title", 3, 5)]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<a href='http://evil'>点我</a>", "＜a href='http://evil'>点我＜/a>"),
        ("COD<50mg/L，pH 6<7", "COD<50mg/L，pH 6<7"),
        ("<@all> <!-- --> <?x?>", "＜@all> ＜!-- --> ＜?x?>"),
        ("一\x00二\x0b三\ud800", "一二三"),
    ],
)
def test_typed_markup_is_shown_and_not_obeyed(typed: str, shown: str) -> None:
    assert disarm(typed) == shown


def test_a_line_has_no_breaks() -> None:
    assert one_line(" 一\n\n二\t三\r\n") == "一 二 三"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_written_into_cdata_is_read_back(text: str) -> None:
    written = element("xml", {"Content": clean(text), "Other": "]]>"})

    read = xmltodict.parse(written, strip_whitespace=False)["xml"]

    assert (read["Content"] or "") == clean(text).replace("\r\n", "\n").replace("\r", "\n")
    assert read["Other"] == "]]>"


def test_a_list_becomes_nodes_side_by_side() -> None:
    assert element("L", [{"A": 1}, {"A": "x"}]) == "<L><A>1</A></L><L><A><![CDATA[x]]></A></L>"
    assert cdata("a]]>b") == "<![CDATA[a]]]]><![CDATA[>b]]>"

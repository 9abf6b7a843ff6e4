"""What strangers put into forms and addresses: kept or refused in words, never a fault."""

import io
from typing import Any

import pytest

from handlers.addresses import notice_page, staff_page
from models.tables.letters import Receipt
from tests.factories import LIN, LINBEN, TANG, a_contact
from tests.house import AHouse
from tests.web.site import Site

ENORMOUS = "[[[" + "9" * 400 + ",0,0,0]]]"


@pytest.fixture
def site(house: AHouse) -> Site:
    house.add(a_contact(1))
    house.issue()
    return Site(house)


def notice_of(site: Site, house: AHouse) -> str:
    with house.at_desk(LINBEN, "wechat") as desk:
        here = "/" + notice_page(desk, 1, LINBEN).split("/", 3)[3]
    site.log_in(LINBEN, here)
    return here


def staff_of(site: Site, house: AHouse, who: str = LIN) -> str:
    with house.at_desk(who) as desk:
        here = "/" + staff_page(desk, 1, who).split("/", 3)[3]
    site.log_in(who, here)
    return here


def status(site: Site, address: str, **form: Any) -> int:
    return site.client.post(address, data=form).status_code


@pytest.mark.parametrize("word", ["a\x00b", "<b>x</b>{{7*7}}😀'; DROP TABLE notice;--\u202e倒", "长" * 5000])
def test_nothing_typed_is_a_fault(site: Site, house: AHouse, word: str) -> None:
    here = notice_of(site, house)
    for act, form in {
        "refuse": {"reason": "其他", "text": word},
        "object": {"text": word},
        "extend": {"days": word, "text": word},
        "delegate": {"name": word},
        "sign": {"strokes": word},
    }.items():
        got = site.client.post(f"{here}/{act}", data=form)
        assert got.status_code in (303, 422), (act, got.status_code)
        shown = site.client.get(here).get_data(as_text=True)
        assert "<b>x</b>" not in shown
        assert "没有保存" not in shown
    inside = staff_of(site, house)
    assert "<b>x" not in site.text(inside)


@pytest.mark.parametrize("strokes", [ENORMOUS, "[[[NaN,0,0,0]]]", "[" * 5000, "{}", '[["\\u0000"]]'])
def test_strokes_no_pen_draws_are_left_out(site: Site, house: AHouse, strokes: str) -> None:
    here = notice_of(site, house)
    assert status(site, f"{here}/sign", strokes=strokes) == 303
    assert [row.strokes for row in house.rows(Receipt)] == [[], []]


@pytest.mark.parametrize(
    "form",
    [
        {"name": "a\x00b", "post": "\x00", "phone": "\x00"},
        {"name": "林犇", "post": "<b>", "phone": "13800138000", "strokes": ENORMOUS},
    ],
)
def test_nothing_typed_on_the_officers_phone_is_a_fault(
    site: Site, house: AHouse, form: dict[str, str]
) -> None:
    here = staff_of(site, house)
    assert status(site, f"{here}/sign", **form) == 422


def test_a_strange_code_is_not_found(site: Site) -> None:
    for code in ("%00", "A" * 3000, "%E2%80%AE", "%ED%A0%80"):
        assert site.client.get(f"/v/{code}").status_code == 404, code


ASKED = (
    "district=%00", "q=%00", "year=%00", "q=%25%5F%5C", "page=-1", "page=99999999", "state=%00", "year=9999",
    "year=0000", "q=" + "9" * 300, "q=1%E5%8F%B7%00",
)  # fmt: skip


def test_a_strange_question_to_the_register_is_answered(site: Site) -> None:
    site.log_in(TANG, "/staff/register")
    for query in ASKED:
        for page in ("/staff/register", "/staff/register.xlsx"):
            assert site.client.get(f"{page}?{query}").status_code == 200, (page, query)


def test_files_that_are_no_photos_are_refused_in_words(site: Site, house: AHouse) -> None:
    here = notice_of(site, house)
    bombs = {
        "big.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x02\x00\x00\x00"
        + b"\0" * 60,
        "x.zip": b"PK\x03\x04" + b"\0" * 500,
        "x.pdf": b"%PDF-1.7 /JS (app.alert(1))" + b"\0" * 99,
        "e.jpg": b"",
        "cut.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 50,
        "x.svg": b"<svg onload=alert(1)>" + b" " * 99,
    }
    for name, content in bombs.items():
        got = site.client.post(f"{here}/seal", data={"photos": (io.BytesIO(content), name)})
        assert got.status_code == 422, (name, got.status_code)
        assert "没有保存" not in got.get_data(as_text=True), name
    odd = "../../\u202eg\x00pj.exe" + "长" * 300
    got = site.client.post(f"{here}/seal", data={"photos": (io.BytesIO(b"\xff\xd8\xff" + b"\0" * 99), odd)})
    assert got.status_code == 422

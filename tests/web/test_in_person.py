"""当面签收 on the officer's phone: same receipt, same chain; nobody is bound or written to by it."""

import json

import pytest

from handlers import receipt_chain
from handlers.addresses import staff_page
from models.tables.cases import Visit
from models.tables.letters import Notice, Receipt
from models.tables.people import Contact
from tests.factories import LIN, ZHAO
from tests.house import AHouse
from tests.web.chat import says
from tests.web.pages import APages

STROKES = json.dumps([[[10, 10, 0, 0.5], [20, 30, 16, 0.5]]])
SIGNER = {"name": "王小明", "post": "值班员", "phone": "13800138000", "strokes": STROKES}


@pytest.fixture
def pages(sqlite_house: AHouse) -> APages:
    pages = APages(sqlite_house)
    pages.visitor = LIN
    return pages


def a_page(house: AHouse) -> str:
    visit = house.issue()
    house.deliver()
    with house.at_desk(LIN) as desk:
        return "/" + staff_page(desk, visit, LIN).split("/", 3)[3]


def test_somebody_without_wechat_signs_on_the_officers_phone(pages: APages) -> None:
    house = pages.house
    page = a_page(house)
    client = pages.client()
    assert "当面签收" in pages.open(client, page).get_data(as_text=True)
    assert "只表示收到，不代表认可" in pages.open(client, f"{page}/sign").get_data(as_text=True)

    answer = pages.post(client, f"{page}/sign", f"{page}/sign", **SIGNER)
    house.deliver()

    assert answer.status_code == 200
    receipts = house.rows(Receipt)
    assert [(r.name, r.post, r.consent) for r in receipts] == [("王小明", "值班员", "当面")] * 2
    assert str(house.rows(Notice, Notice.kind == "warning")[0].due_on) == "2023-05-23"
    [contact] = house.rows(Contact)
    assert (contact.state, contact.openid, contact.vouched_by) == ("present", "", LIN)
    assert house.wechat.posted == []
    with house.store.read() as work:
        assert receipt_chain.verify(work) is None
        assert work.audit.verify() is None


def test_a_second_signature_changes_nothing(pages: APages) -> None:
    page = a_page(pages.house)
    client = pages.client()
    pages.open(client, page)
    token_page = f"{page}/sign"
    pages.post(client, token_page, token_page, **SIGNER)
    shown = pages.open(client, token_page).get_data(as_text=True)
    assert "已经签收过了" in shown
    assert len(pages.house.rows(Receipt)) == 2


@pytest.mark.parametrize(
    ("change", "say"),
    [({"strokes": ""}, "手写签名"), ({"name": "1"}, ""), ({"phone": "12"}, ""), ({"post": ""}, "职务")],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    pages: APages, change: dict[str, str], say: str
) -> None:
    page = a_page(pages.house)
    client = pages.client()
    pages.open(client, page)
    answer = pages.post(client, f"{page}/sign", f"{page}/sign", **{**SIGNER, **change})

    assert answer.status_code == 422
    assert say in answer.get_data(as_text=True)
    assert pages.house.rows(Receipt) == []
    assert pages.house.rows(Contact) == []


def test_another_districts_officer_and_opening_it_change_nothing(pages: APages) -> None:
    page = a_page(pages.house)
    pages.visitor = ZHAO
    client = pages.client()
    for _ in range(2):
        assert pages.open(client, page).status_code == 404
        assert pages.open(client, f"{page}/sign").status_code == 404
    assert pages.house.rows(Receipt) == []
    assert len(pages.house.rows(Visit)) == 1


def test_the_officer_asks_for_it_in_chat(pages: APages) -> None:
    house = pages.house
    assert "没有等签收的" in says(house, "当面签收", LIN, "wecom")
    a_page(house)
    assert "/staff/" in says(house, "当面签收", LIN, "wecom")

"""Checking a letter: anybody may, learns what the paper says and no more; one byte makes the difference."""

import io
import re

import pytest

from handlers import amend
from handlers.commands.notice import ProposeAmendment
from models.tables.letters import Notice, PaperRow
from notices.paper import draw
from tests.factories import FIRM, ZHOU, a_contact
from tests.house import AHouse
from tests.letters import samples
from tests.web.site import Site


@pytest.fixture
def site(sqlite_house: AHouse) -> Site:
    sqlite_house.add(a_contact(1))
    visit = sqlite_house.issue()
    for paper in sqlite_house.rows(PaperRow):
        sqlite_house.papers.letter(paper.id)
    sqlite_house.sign(visit)
    return Site(sqlite_house)


def code_of(house: AHouse, number: int = 0) -> str:
    return str(house.rows(Notice)[number].code)


def upload(site: Site, content: bytes) -> str:
    answer = site.client.post("/v/", data={"file": (io.BytesIO(content), "a.pdf")})
    return str(answer.get_data(as_text=True))


def file_of(house: AHouse, copy: str = "送达") -> bytes:
    row = next(p for p in house.rows(PaperRow) if p.copy == copy and p.kind == "warning")
    return house.files.get(row.file_sha)


def test_a_code_tells_number_issuer_date_and_receipt(site: Site, sqlite_house: AHouse) -> None:
    page = site.text(f"/v/{code_of(sqlite_house)}")

    for said in ("这份文书是真的", "温环乐预警〔2023〕1号", "温州市生态环境局乐清分局", "2023年5月8日"):
        assert said in page


def test_a_stranger_learns_no_name_phone_code_or_hazard(site: Site, sqlite_house: AHouse) -> None:
    pages = site.text(f"/v/{code_of(sqlite_house)}") + upload(site, file_of(sqlite_house))

    for private in (FIRM, "林犇", "陈龑", "13800138000", "91330382YYYY00012D", "标志牌", "工业路", "林一帆"):
        assert private not in pages


def test_every_letter_carries_the_address_of_its_own_code(site: Site, sqlite_house: AHouse) -> None:
    for notice in sqlite_house.rows(Notice):
        facts = [p.facts for p in sqlite_house.rows(PaperRow) if p.notice_id == notice.id]
        assert len(facts) == 2
        assert all(f"https://chayici.test/v/{notice.code}" in one for one in facts)
    assert code_of(sqlite_house) != code_of(sqlite_house, 1)


@pytest.mark.parametrize("code", ["x", "0" * 64, "' OR 1=1", "%00", "文书"])
def test_a_code_nobody_gave_opens_nothing(site: Site, code: str) -> None:
    assert "没有查到" in site.text(f"/v/{code}", 404)


def test_the_file_itself_is_known_and_one_changed_byte_is_seen(site: Site, sqlite_house: AHouse) -> None:
    content = file_of(sqlite_house)
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1

    assert "逐字节一致" in upload(site, content)
    assert "（存根）" in upload(site, file_of(sqlite_house, "存根"))
    assert "不是 PDF 文件" in upload(site, bytes(changed))
    assert "不是 PDF 文件" in upload(site, content + b"\n")
    assert "不是我局留存的文件" in upload(site, draw(samples.warning()))


def test_nothing_chosen_is_said_in_words(site: Site) -> None:
    assert "还没有选文件" in upload(site, b"")


def test_a_void_letter_says_so_and_names_no_reason(site: Site, sqlite_house: AHouse) -> None:
    with sqlite_house.at_desk(ZHOU) as desk:
        notice = desk.work.notices.get(2)
        amend.propose(ProposeAmendment(notice=notice.id, sort="void", reason="发错企业"), desk)
    with sqlite_house.store.write() as work:
        work.notices.get(1).state = "void"

    page = site.text(f"/v/{code_of(sqlite_house)}")

    assert "已经作废" in page
    assert "是真的" not in page
    assert "发错企业" not in page


def test_looking_changes_nothing(site: Site, sqlite_house: AHouse) -> None:
    before = [(n.state, n.code) for n in sqlite_house.rows(Notice)]

    site.text(f"/v/{code_of(sqlite_house)}")
    site.text("/v/")
    upload(site, b"%PDF-1.7")

    assert [(n.state, n.code) for n in sqlite_house.rows(Notice)] == before
    assert not re.search(r"<script", site.text("/v/"))

"""The register as people see it: whole, in order, theirs alone, and safe to open as a workbook."""

import io

import openpyxl
import pytest

from handlers.commands.recusal import DeclareRecusal
from handlers.recusal import declare_recusal
from handlers.register import PAGE
from models.tables.letters import Notice
from notices.register import COLUMNS
from tests.factories import LINBEN, SONG, TANG, WU, ZHAO, ZHOU, a_contact, a_draft, a_hazard, an_enterprise
from tests.house import AHouse
from tests.web.site import Site

REGISTER = f"/{PAGE}"


@pytest.fixture
def site(sqlite_house: AHouse) -> Site:
    sqlite_house.add(a_contact(1))
    return Site(sqlite_house)


def rows(site: Site, address: str = f"{REGISTER}.xlsx") -> list[dict[str, str]]:
    content = site.client.get(address).get_data()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    return [dict(zip(map(str, lines[0]), map(str, line), strict=True)) for line in lines[1:]]


def test_a_stranger_is_asked_who_he_is_and_sees_no_number(site: Site, sqlite_house: AHouse) -> None:
    sqlite_house.issue()

    answer = site.client.get(REGISTER)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("https://platform.test/authorize")


def test_every_number_stands_there_with_what_is_known_of_it(site: Site, sqlite_house: AHouse) -> None:
    visit = sqlite_house.issue()
    sqlite_house.deliver()
    for notice in sqlite_house.rows(Notice):
        for paper in (1, 2, 3, 4, 5):
            sqlite_house.papers.letter(paper)
        assert notice.number
    sqlite_house.sign(visit)
    site.log_in(ZHOU, REGISTER)

    warning = rows(site)[0]

    assert list(warning) == [name for name, _ in COLUMNS]
    assert warning | {"送达件 SHA-256": ""} == {
        "编号": "温环乐预警〔2023〕1号",
        "文种": "预警提示单",
        "企业": "永嘉堃电镀有限公司",
        "统一社会信用代码": "91330382YYYY00012D",
        "场所": "None",
        "检查日": "2023-05-08",
        "成文日": "2023-05-08",
        "签收日": "2023-05-08",
        "签收人": "林犇",
        "期限（日）": "15",
        "到期日": "2023-05-23",
        "隐患数": "1",
        "经办2人": "林一帆、王敏",
        "审核人": "王敏",
        "用印": "None",
        "状态": "整改中",
        "复核日": "None",
        "结果": "None",
        "作废原因": "None",
        "案卷盒号": "None",
        "送达件 SHA-256": "",
    }
    assert len(warning["送达件 SHA-256"]) == 64
    page = site.text(REGISTER)
    assert "共 2 号" in page
    assert "TX-2023-000001" in page


@pytest.mark.parametrize(
    ("who", "sees"), [(ZHOU, True), (WU, False), (ZHAO, False), (TANG, True), (SONG, None)]
)
def test_a_district_sees_its_own_numbers_the_supervisors_all(
    site: Site, sqlite_house: AHouse, who: str, sees: bool | None
) -> None:
    sqlite_house.issue()
    site.log_in(who, REGISTER)

    text = site.text(REGISTER, 403 if sees is None else 200)

    assert ("温环乐预警〔2023〕1号" in text) is bool(sees)
    assert ("登记簿由" in text) is (sees is None)


def test_a_contact_who_knows_the_address_is_nobody_there(site: Site, sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    site.log_in(LINBEN, REGISTER)

    assert "温环乐" not in site.text(REGISTER, 403)


def test_another_district_in_the_address_opens_nothing(site: Site, sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    site.log_in(WU, REGISTER)

    assert "温环乐预警" not in site.text(f"{REGISTER}?district=城东")


@pytest.mark.parametrize("asked", ["7", "〔2023〕7号", "温环乐预警[2023]007号", "第七", "%", "_", "'; --"])
def test_a_search_reads_a_number_as_people_type_it_and_takes_signs_literally(
    site: Site, sqlite_house: AHouse, asked: str
) -> None:
    sqlite_house.add(*(an_enterprise(name=f"第{n}电镀厂", uscc=None) for n in range(7)))
    for n in range(7):
        sqlite_house.issue(a_draft(enterprise=3 + n))
    site.log_in(ZHOU, REGISTER)

    got = site.client.get(f"{REGISTER}.xlsx", query_string={"q": asked, "kind": "warning"})
    sheet = openpyxl.load_workbook(io.BytesIO(got.get_data())).worksheets[0]
    numbers = [str(row[0].value) for row in sheet.iter_rows(min_row=3)]

    wanted = ["温环乐预警〔2023〕7号"] if "7" in asked else []
    assert numbers == wanted


@pytest.mark.parametrize("query", ["page=0", "page=99999", "page=x", "year=x", "state=x", "kind=x", "page=²"])
def test_an_address_nobody_made_shows_the_register(site: Site, sqlite_house: AHouse, query: str) -> None:
    sqlite_house.issue()
    site.log_in(ZHOU, REGISTER)

    assert "温环乐预警〔2023〕1号" in site.text(f"{REGISTER}?{query}")


def test_long_registers_come_in_pages(site: Site, sqlite_house: AHouse) -> None:
    sqlite_house.add(*(an_enterprise(name=f"第{n}电镀厂", uscc=None) for n in range(30)))
    for n in range(30):
        sqlite_house.issue(a_draft(enterprise=3 + n))
    site.log_in(ZHOU, REGISTER)

    first, second = site.text(REGISTER), site.text(f"{REGISTER}?page=2")

    assert "第 1 / 2 页" in first
    assert (first + second).count('<th scope="row">') == 60
    assert len(rows(site)) == 60


def test_a_name_that_looks_like_a_formula_stays_a_text(site: Site, sqlite_house: AHouse) -> None:
    draft = a_draft(hazards=(a_hazard(),))
    sqlite_house.issue(a_draft(header={**draft.header, "name": "=1+1"}))
    site.log_in(ZHOU, REGISTER)

    content = site.client.get(f"{REGISTER}.xlsx").get_data()
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["C3"]

    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_who_stays_away_from_a_firm_sees_that_lines_are_left_out(site: Site, sqlite_house: AHouse) -> None:
    other = an_enterprise(uscc=None, name="城东盛益包装有限公司")
    sqlite_house.add(other)
    sqlite_house.issue()
    sqlite_house.issue(a_draft(enterprise=3, header={**a_draft().header, "name": other.name, "uscc": ""}))
    with sqlite_house.at_desk(ZHOU) as desk:
        declare_recusal(DeclareRecusal(1, ZHOU, "近亲属关系"), desk)
    site.log_in(ZHOU, REGISTER)

    page = site.text(REGISTER)
    assert "永嘉堃" not in page
    assert "另有 2 号是你回避的企业，没有列出" in page
    assert "盛益" in page
    assert "永嘉堃" not in site.text(f"{REGISTER}?q=永嘉堃").replace('value="永嘉堃"', "")
    content = site.client.get(f"{REGISTER}.xlsx").get_data()
    cells = [str(v) for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values for v in row]
    assert not [one for one in cells if "永嘉堃" in one]
    assert "另有 2 号是你回避的企业，没有列出" in cells

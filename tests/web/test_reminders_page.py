"""/staff/reminders: how far a district's mailing is, and its files to print, for that district alone."""

import pytest

from handlers import mailing
from handlers.commands.mailing import StartMailing
from handlers.commands.recusal import DeclareRecusal
from handlers.recusal import declare_recusal
from handlers.verify import STACK
from handlers.verify_file import NOT_OURS, judge
from models.tables.mailing import MailingFile
from rules.signed_files import Examined, FileSort
from tests.factories import LIN, LINBEN, TANG, WU, ZHOU, a_contact, an_enterprise
from tests.house import AHouse
from tests.web.site import Site

HERE = "/staff/reminders"


@pytest.fixture
def site(sqlite_house: AHouse) -> Site:
    """Three other enterprises, one with a contact, through."""
    house = sqlite_house
    for n in range(3):
        house.add(an_enterprise(uscc=None, name=f"城东第{n + 1}五金厂", group="ordinary"))
    house.add(a_contact(3))
    with house.at_desk(ZHOU) as desk:
        mailing.start(StartMailing("城东"), desk)
    while house.mailer.drain():
        pass
    return Site(house)


def test_figures_and_files_are_there(site: Site) -> None:
    site.log_in(LIN, HERE)

    page = site.text(HERE)

    assert "3 / 3 家" in page
    assert "发到微信 1" in page
    assert "温馨提示单 城东 第1-2家.pdf" in page
    got = site.client.get(f"{HERE}/1.pdf")
    assert got.status_code == 200
    assert got.get_data().count(b"ReminderFacts") == 4


@pytest.mark.parametrize(("who", "shown", "file"), [(WU, 200, 404), (TANG, 200, 200), (LINBEN, 403, 404)])
def test_another_district_sees_nothing_of_it(site: Site, who: str, shown: int, file: int) -> None:
    site.log_in(who, HERE)

    page = site.text(HERE, shown)

    assert ("城东" in page) == (file == 200)
    assert site.client.get(f"{HERE}/1.pdf").status_code == file
    assert site.client.get(f"{HERE}/99.pdf").status_code == 404


def test_a_stranger_is_asked_who_he_is(site: Site) -> None:
    assert site.client.get(HERE).status_code == 303
    assert site.client.get(f"{HERE}/1.pdf").status_code == 303


def test_a_file_to_print_is_known_by_its_bytes(site: Site, sqlite_house: AHouse) -> None:
    (made,) = sqlite_house.rows(MailingFile)

    with sqlite_house.at_desk(LIN) as desk:
        seen = Examined(FileSort.PDF)
        assert judge(made.sha256, seen, desk).say == STACK
        assert judge("0" * 64, seen, desk).headline == NOT_OURS


def test_who_stays_away_from_a_firm_gets_no_file_with_its_letter(site: Site, sqlite_house: AHouse) -> None:
    with sqlite_house.at_desk(LIN) as desk:
        declare_recusal(DeclareRecusal(4, LIN, "近亲属关系"), desk)
    site.log_in(LIN, HERE)

    page = site.text(HERE)

    assert "第1-2家.pdf" not in page
    assert "含它的打印件也不列" in page
    assert site.client.get(f"{HERE}/1.pdf").status_code == 403
    site.log_in(ZHOU, HERE)
    assert "第1-2家.pdf" in site.text(HERE)
    assert site.client.get(f"{HERE}/1.pdf").status_code == 200

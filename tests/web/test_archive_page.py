"""A firm's file by its page: for whom it was packed, within his reach, once; looking changes nothing."""

import io
import zipfile

import pytest

from handlers import archive_desk
from handlers.pack import MISSING
from models.tables.letters import Link
from models.tables.people import Staff
from models.tables.records import ArchiveRequest, Audit
from models.work import Work
from tests.factories import LIN, WANG, ZHAO, a_contact
from tests.house import AHouse
from tests.web.site import Site


@pytest.fixture
def site(sqlite_house: AHouse, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A house in which no file fits a message."""
    monkeypatch.setattr(archive_desk, "MOST_BYTES", 10)
    sqlite_house.add(a_contact(1))
    sqlite_house.sign(sqlite_house.issue())
    return Site(sqlite_house)


def page(house: AHouse, by: str = LIN) -> str:
    """Somebody asks, the worker packs: the address he is given."""
    with house.at_desk(by) as desk:
        archive_desk.ask_for(desk.work.people.enterprise(1), desk)
    assert house.archiver.drain() == 1
    house.deliver()
    said = [p.word["text"] for p in house.wecom.posted if p.to == by and p.word["kind"] == "say"]
    return "/" + str(said[-1]).rpartition("\n")[2].split("/", 3)[3]


def test_it_is_given_once(site: Site, sqlite_house: AHouse) -> None:
    here = page(sqlite_house)
    site.log_in(LIN, here)

    shown = site.client.get(here).get_data(as_text=True)
    first = site.client.post(here)
    second = site.client.post(here)

    names = zipfile.ZipFile(io.BytesIO(first.get_data())).namelist()
    assert any(name.endswith(MISSING) for name in names)
    assert "还缺" in shown
    assert second.status_code == 410
    assert "只能下载一次" in second.get_data(as_text=True)
    assert "已经下载过" in site.client.get(here).get_data(as_text=True)
    assert [row.action for row in sqlite_house.rows(Audit)][-1] == "archive taken"


def test_looking_does_not_use_it_up(site: Site, sqlite_house: AHouse) -> None:
    here = page(sqlite_house)
    site.log_in(LIN, here)

    for _ in range(3):
        assert "下载压缩包" in site.client.get(here).get_data(as_text=True)

    assert [link.dead for link in sqlite_house.rows(Link, Link.purpose == "archive")] == [""]
    assert [row.state for row in sqlite_house.rows(ArchiveRequest)] == ["ready"]


def test_a_file_that_is_gone_uses_nothing_up(site: Site, sqlite_house: AHouse) -> None:
    here = page(sqlite_house)
    site.log_in(LIN, here)
    sha = sqlite_house.rows(ArchiveRequest)[0].sha256
    place = sqlite_house.folder / "files" / sha[:2] / sha
    away = place.rename(place.with_name("away"))

    lost = site.client.post(here)
    away.rename(place)

    assert lost.status_code == 410
    assert "会再整理一份" in lost.get_data(as_text=True)
    assert site.client.post(here).status_code == 200


@pytest.mark.parametrize("who", [WANG, ZHAO])
def test_nobody_elses(site: Site, sqlite_house: AHouse, who: str) -> None:
    here = page(sqlite_house)
    site.log_in(who, here)

    assert site.client.get(here).status_code == 404


@pytest.mark.parametrize("change", [{"recused": [1]}, {"roles": ["expert"]}, {"active": False}])
def test_whose_right_ended_meanwhile_finds_nothing(
    site: Site, sqlite_house: AHouse, change: dict[str, object]
) -> None:
    here = page(sqlite_house)
    site.log_in(LIN, here)

    def ends(work: Work) -> None:
        row = work.session.get_one(Staff, LIN)
        for name, value in change.items():
            setattr(row, name, value)

    sqlite_house.change(ends)

    assert (site.client.get(here).status_code, site.client.post(here).status_code) == (404, 404)

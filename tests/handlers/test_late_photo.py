"""A photo of a receipt on paper that comes later: of that receipt, at its own time, and no seal by itself."""

from datetime import timedelta

import pytest

from bot.deeds import Photo
from bot.outcome import Media
from bot.script import Opening
from handlers import late_photo, receipt_chain
from handlers.archive import folder
from handlers.certificate_facts import certificate_facts
from handlers.commands.contact import AddLatePhoto
from handlers.desk import RefusedError
from handlers.slips import sealed, unsealed
from models.tables.cases import Evidence
from models.tables.letters import Handover, Notice
from models.tables.records import Audit
from models.tables.schedule import Duty
from rules.receipts import How
from tests.clock import shanghai
from tests.factories import LIN, WANG, ZHAO, a_picture
from tests.handlers.test_on_paper import LEFT, record, rule
from tests.house import AHouse


def adds(house: AHouse, by: str = LIN, media: str = "media-2") -> None:
    """What the end of the dialogue does with one photo."""
    with house.at_desk(by) as desk:
        sheet = desk.books.open(Opening(script="late_photo", subject="1", facts={}), desk.who).id
        desk.books.evidence(sheet, "slip", Photo(media), desk.who)
    with house.at_desk(by, sheet=sheet) as desk:
        late_photo.add_late_photo(AddLatePhoto(1, True), desk)


def test_a_lost_one_is_asked_for_again_and_belongs_to_the_receipt(house: AHouse) -> None:
    house.wecom.files["media-2"] = Media(a_picture(), "image/jpeg")
    record(house, house.issue())
    house.fetcher.drain()
    assert [d.owner for d in house.rows(Duty, Duty.kind == "late_photo", Duty.state == "open")] == [LIN]

    house.clock.go_to("2023-05-12 10:00")
    adds(house)
    house.fetcher.drain()

    lost, late = house.rows(Evidence)
    assert (lost.state, late.state, late.sort, late.visit_id) == ("lost", "stored", "slip", 1)
    assert late.at - shanghai("2023-05-12 10:00") < timedelta(seconds=1)
    assert house.rows(Handover)[0].evidence == [lost.id, late.id]
    assert not house.rows(Duty, Duty.kind == "late_photo", Duty.state == "open")
    [noted] = house.rows(Audit, Audit.action == "photo added to a receipt on paper")
    assert (noted.by, noted.detail["evidence"]) == (LIN, [late.id])
    with house.store.read() as work:
        assert receipt_chain.verify(work) is None
        assert work.audit.verify() is None


def test_it_is_no_seal_unless_the_receipt_said_so(sqlite_house: AHouse) -> None:
    house = sqlite_house
    house.wecom.every = Media(a_picture(), "image/jpeg")
    record(house, house.issue())
    house.clock.go_to("2023-05-09 10:00")
    adds(house)
    house.fetcher.drain()

    with house.store.read() as work:
        desk = house.desk(work)
        notice = work.session.get_one(Notice, 1)
        receipt = work.notices.receipt(1)
        assert receipt is not None
        facts = certificate_facts(notice, receipt, desk)
        assert facts.seal == "未盖"
        assert [one.name for one in facts.evidence] == ["签收件照片 1", "签收件照片 2（后补）"]
        assert (sealed(1, desk), len(unsealed(1, desk))) == ([], 2)
        assert any("公章：未盖" in one for one in folder(work.people.enterprise(1), desk).missing)


def test_of_a_report_of_refusal_it_stays_in_the_house(sqlite_house: AHouse) -> None:
    record(sqlite_house, sqlite_house.issue(), **LEFT)
    adds(sqlite_house, media="media-3")
    rule(sqlite_house)

    assert {one.sort for one in sqlite_house.rows(Evidence)} == {"left"}
    assert sqlite_house.rows(Handover)[0].how == How.LEFT


def test_only_whoever_may_take_a_receipt_there_adds_to_it(sqlite_house: AHouse) -> None:
    record(sqlite_house, sqlite_house.issue())

    with pytest.raises(RefusedError, match="本辖区"):
        adds(sqlite_house, by=ZHAO)
    adds(sqlite_house, by=WANG)
    assert len(sqlite_house.rows(Handover)[0].evidence) == 2


def test_where_nothing_came_on_paper_there_is_nothing_to_add(sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    with sqlite_house.at_desk(LIN) as desk:
        assert "不用补照片" in late_photo.begin("补签收照片", "1号", desk).say

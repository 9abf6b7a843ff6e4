"""档案 and 盒号 in chat: within one's district, audited, once; the box stands in the register."""

from handlers import archive_desk
from handlers.commands.recusal import DeclareRecusal
from handlers.errands import errand
from handlers.recusal import declare_recusal
from handlers.register import lines
from models.register import Wanted
from models.tables.letters import Notice
from models.tables.post import OutboxRow
from models.tables.records import ArchiveRequest, Audit
from tests.factories import LIN, SONG, TANG, WU, ZHAO, ZHOU, a_contact
from tests.house import AHouse


def say(house: AHouse, who: str, text: str) -> str:
    word, _, rest = text.partition(" ")
    with house.at_desk(who) as desk:
        done = errand(word, rest, desk)
        return done.say if done else ""


def arrived(house: AHouse, who: str) -> list[str]:
    house.deliver()
    return [str(p.word.get("text") or p.word.get("name")) for p in house.wecom.posted if p.to == who]


def test_it_is_packed_by_a_worker_and_what_is_missing_is_told(sqlite_house: AHouse) -> None:
    house = sqlite_house
    house.add(a_contact(1))
    house.sign(house.issue())

    assert "正在整理" in say(house, LIN, "档案 永嘉堃")
    assert "好了就发给你" in say(house, LIN, "档案 永嘉堃")
    assert [row.state for row in house.rows(ArchiveRequest)] == ["waiting"]
    while house.archiver.drain():
        pass

    got = arrived(house, LIN)
    assert "永嘉堃电镀有限公司.zip" in got
    assert any("还缺" in one and "没有登记案卷盒号" in one and "盖章" in one for one in got)
    asked = [row for row in house.rows(Audit) if row.action == "archive asked"]
    assert [(row.by, row.subject) for row in asked] == [(LIN, "enterprise:1")]


def test_another_districts_files_are_not_there(sqlite_house: AHouse) -> None:
    sqlite_house.issue()

    for who in (ZHAO, WU):
        assert "没找到" in say(sqlite_house, who, "档案 永嘉堃")
        assert "没找到" in say(sqlite_house, who, "盒号 永嘉堃 A-1")
    assert "正在整理" in say(sqlite_house, TANG, "档案 永嘉堃")
    assert [row.by for row in sqlite_house.rows(ArchiveRequest)] == [TANG]


def test_who_only_keeps_the_figures_gets_no_file(sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    sqlite_house.change(lambda work: setattr(work.people.staff(SONG), "district", "城东"))

    assert say(sqlite_house, SONG, "档案 永嘉堃") == archive_desk.NOT_YOURS
    assert sqlite_house.rows(ArchiveRequest) == []


def test_the_box_stands_in_the_register(sqlite_house: AHouse) -> None:
    sqlite_house.issue()

    assert "都在 A-12" in say(sqlite_house, LIN, "盒号 永嘉堃 A-12")
    assert "原来是 A-12" in say(sqlite_house, ZHOU, "盒号 永嘉堃 A-13")
    for wrong in ("盒号 永嘉堃", "盒号 永嘉堃 " + "长" * 21, "盒号 永嘉堃 =1+1"):
        assert "盒号" in say(sqlite_house, LIN, wrong)

    assert {row.box for row in sqlite_house.rows(Notice)} == {"A-13"}
    with sqlite_house.at_desk(ZHOU) as desk:
        assert {line.box for line in lines(Wanted(), desk)} == {"A-13"}
    boxed = [row for row in sqlite_house.rows(Audit) if row.action == "boxed"]
    assert [(row.by, row.detail["box"]) for row in boxed] == [(LIN, "A-12")] * 2 + [(ZHOU, "A-13")] * 2


def test_a_file_that_cannot_be_packed_keeps_nobody_waiting(sqlite_house: AHouse) -> None:
    house = sqlite_house
    house.issue()
    say(house, LIN, "档案 永嘉堃")
    honest, broken = house.papers.press, house.papers.press.__class__

    def cannot(facts: object, preview: bool) -> bytes:
        raise ValueError("a letter nobody can draw")

    house.papers = type(house.papers)(
        house.store, house.files, broken(cannot, honest.count, honest.workbook, honest.stack), str
    )

    while house.archiver.drain():
        pass

    assert [row.state for row in house.rows(ArchiveRequest)] == ["failed"]
    told = [str(row.word.get("text", "")) for row in house.rows(OutboxRow, OutboxRow.recipient == LIN)]
    assert any("没有整理成" in one for one in told)
    assert "正在整理" in say(house, LIN, "档案 永嘉堃")


def test_who_stays_away_meanwhile_gets_no_file(sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    say(sqlite_house, LIN, "档案 永嘉堃")
    with sqlite_house.at_desk(LIN) as desk:
        declare_recusal(DeclareRecusal(1, LIN, "近亲属关系"), desk)
    while sqlite_house.archiver.drain():
        pass

    assert not any(one.endswith(".zip") for one in arrived(sqlite_house, LIN))

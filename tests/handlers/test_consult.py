"""把脉会诊: asked with photos, answered in words, recorded beside the visit, never an answer to an item."""

from bot.codec import load_word
from bot.deeds import Said
from bot.words import Say
from handlers import mailing
from handlers.commands.mailing import StartMailing
from models.tables.cases import Evidence, Visit
from tests.factories import LIN, ZHOU, a_staff, an_enterprise
from tests.forms.hands import tap
from tests.forms.turns import RealVisit
from tests.house import AHouse

EXPERT = "helei"


def with_expert(house: AHouse) -> tuple[RealVisit, RealVisit]:
    house.add(a_staff(userid=EXPERT, name="何蕾", unit="行政许可科", team="行政许可科", roles=["expert"]))
    visit = RealVisit(house)
    visit.begin()
    return visit, RealVisit(house, EXPERT)


def told(house: AHouse, to: str) -> str:
    words = [load_word(one.word) for one in house.wecom.posted if one.to == to]
    return "\n".join(word.text for word in words if isinstance(word, Say))


def test_an_expert_is_asked_with_the_photos_and_his_words_are_recorded(sqlite_house: AHouse) -> None:
    visit, expert = with_expert(sqlite_house)
    with sqlite_house.at_desk(LIN) as desk:
        row = desk.work.evidence.new("photo", "wecom", LIN)
        shown = sqlite_house.files.put(b"a jpeg")
        row.sheet_id, row.sha256, row.display_sha256 = desk.books.at(desk.who), "a" * 64, shown
        desk.work.evidence.add(row)
    before = visit.kept()

    said = str(visit.does(Said("会诊 这个池子算不算事故应急池")))
    asked = expert.asked()
    assert asked is not None
    assert "这个池子" in asked[0].body
    expert.does(tap(*asked, "没有液位标识和阀门，不能算应急池"))

    assert "已请 何蕾 会诊，照片一起发了 1 张" in said
    [opinion] = sqlite_house.rows(Evidence, Evidence.sort == "opinion")
    assert opinion.text == "会诊意见（何蕾，行政许可科）：没有液位标识和阀门，不能算应急池"
    assert opinion.text in told(sqlite_house, LIN)
    assert visit.kept() == before
    assert expert.asked() is None


def test_without_an_expert_it_is_said(sqlite_house: AHouse) -> None:
    visit = RealVisit(sqlite_house)
    visit.begin()

    assert "还没有登记专家" in str(visit.does(Said("会诊 这个池子算不算事故应急池")))


def test_outside_a_visit_the_question_is_asked_first(sqlite_house: AHouse) -> None:
    visit, expert = with_expert(sqlite_house)
    visit.does(Said("暂停"))

    visit.does(Said("会诊 永嘉堃"))
    now = visit.asked()
    assert now is not None
    visit.does(tap(*now, "喷漆房的集气罩够不够近"))

    assert expert.asked() is not None
    assert len(sqlite_house.rows(Evidence, Evidence.sort == "inquiry")) == 1


def test_a_firm_that_only_got_a_reminder_by_mail_was_not_visited(sqlite_house: AHouse) -> None:
    sqlite_house.add(an_enterprise(uscc=None, name="城东顺达五金厂", group="ordinary"))
    with sqlite_house.at_desk(ZHOU) as desk:
        mailing.start(StartMailing("城东"), desk)
    while sqlite_house.mailer.drain():
        pass
    assert [visit.form for visit in sqlite_house.rows(Visit)] == ["mailed"]

    said = str(RealVisit(sqlite_house).does(Said("会诊 顺达五金")))

    assert "还没有入企检查" in said
    assert sqlite_house.rows(Evidence) == []

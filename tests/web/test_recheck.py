"""复核 opens with only the open hazards; what passed is settled, what did not goes back, and both see why."""

from dataclasses import replace
from datetime import date

import pytest

from bot.deeds import Photo
from handlers.addresses import notice_page
from handlers.annex4_records import records
from handlers.commands.notice import FinishRecheck, JudgeFix
from handlers.finish_recheck import finish_recheck
from handlers.judge_fix import judge_fix
from handlers.submit_fix import take_fix
from models.tables.cases import Evidence, Hazard, Recheck, Submission
from models.tables.letters import Notice
from models.tables.schedule import Duty
from rules.annex4 import Span, count
from rules.annex4_records import Switches
from tests.factories import LIN, LINBEN, WANG, ZHOU, a_contact, a_draft, a_hazard
from tests.house import AHouse
from tests.web.chat import does, says
from tests.web.pages import APages

TWO = (a_hazard(), a_hazard(item="records_kept_5_years", number=17, text="2023年3月监测记录缺失", problem=2))
BEGAN = date(2023, 5, 4)
SEEN = "现场看到标志牌没有编号"


@pytest.fixture
def house(sqlite_house: AHouse) -> AHouse:
    """Two hazards, signed for, one of them reported as put right."""
    checklist = sqlite_house.rules.checklist
    second = next(item for item in checklist.items if item.num == 17)
    hazards = (TWO[0], replace(TWO[1], item=second.id))
    sqlite_house.add(a_contact(1))
    sqlite_house.sign(sqlite_house.issue(a_draft(hazards=hazards)))
    with sqlite_house.at_desk(LINBEN, "wechat") as desk:
        hazard = desk.work.session.get_one(Hazard, 1)
        take_fix(desk.work.people.contact(1), hazard, "已装好标志牌", [], desk)
    return sqlite_house


def states(house: AHouse) -> list[str]:
    return [row.state for row in house.rows(Hazard)]


def seen_on_the_spot(house: AHouse, *said: str) -> str:
    """The officer wants to see it, and says what he saw."""
    with house.at_desk(LIN) as desk:
        judge_fix(JudgeFix(1, False, visit=True), desk)
    house.deliver()
    says(house, "复核", LIN, "wecom")
    answer = ""
    for one in (*said, "林一帆、王敏"):
        answer = says(house, one, LIN, "wecom")
    return answer


def test_a_photo_that_tells_nothing_leads_to_a_recheck_of_the_open_hazards_only(house: AHouse) -> None:
    with house.at_desk(LIN) as desk:
        judge_fix(JudgeFix(1, False, visit=True), desk)
    house.deliver()
    asked = str([p.word for p in house.wecom.posted if p.to == LIN][-1]) + says(house, "复核", LIN, "wecom")

    assert [d.owner for d in house.rows(Duty, Duty.kind == "recheck")] == [LIN]
    assert "1. DA001" in asked
    assert "都改好了" in asked
    assert "第1条将现场复核" in str(house.wechat.posted[-1].word)


def test_what_is_still_there_goes_back_with_what_was_seen_and_the_rest_has_passed(house: AHouse) -> None:
    with house.at_desk(LIN) as desk:
        said = finish_recheck(FinishRecheck(1, "still", SEEN, left=(1,)), desk).say
    house.deliver()

    assert "还有 1 条没改好" in said
    assert states(house) == ["returned", "accepted"]
    assert house.rows(Notice, Notice.kind == "warning")[0].state == "rectifying"
    [sent] = house.rows(Submission)
    assert (sent.state, sent.reason, sent.decided_by) == ("returned", SEEN, LIN)
    assert "还有1条没改好" in str([p.word for p in house.wechat.posted])
    with house.at_desk(LINBEN, "wechat") as desk:
        page = "/" + notice_page(desk, 1, LINBEN).split("/", 3)[3]
    pages = APages(house)
    shown = pages.open(pages.client(), page).get_data(as_text=True)
    assert f"现场复核：{SEEN}" in shown
    assert "改好了，发照片" in shown or "再发一次照片" in shown


def test_nothing_ticked_closes_the_notice(house: AHouse) -> None:
    assert "已销号" in seen_on_the_spot(house, "都改好了", "两条都已改好，标志牌齐全")

    assert states(house) == ["closed", "closed"]
    assert house.rows(Notice, Notice.kind == "warning")[0].state == "cleared"
    assert house.rows(Duty, Duty.kind == "recheck", Duty.state == "open") == []


def test_after_the_due_date_what_is_still_there_goes_to_the_leader(house: AHouse) -> None:
    house.clock.go_to("2023-05-24 09:00")
    with house.at_desk(LIN) as desk:
        finish_recheck(FinishRecheck(1, "still", SEEN, left=(2,)), desk)

    assert states(house) == ["accepted", "returned"]
    assert house.rows(Notice, Notice.kind == "warning")[0].state == "not_cleared"
    assert [d.owner for d in house.rows(Duty, Duty.kind == "unfixed")] == [ZHOU]


def test_where_a_countersign_is_wanted_the_officer_alone_closes_nothing(house: AHouse) -> None:
    bureau = house.rules.bureau
    closing = bureau.closing.model_copy(update={"countersign": True})
    careful = house.another()
    careful.rules = replace(house.rules, bureau=bureau.model_copy(update={"closing": closing}))
    with careful.at_desk(LIN) as desk:
        finish_recheck(FinishRecheck(1, "gone", "两条都已改好"), desk)

    assert house.rows(Notice, Notice.kind == "warning")[0].state != "cleared"
    assert [d.owner for d in house.rows(Duty, Duty.kind == "countersign")] == [ZHOU]


def test_photos_of_the_recheck_belong_to_the_visit(house: AHouse) -> None:
    with house.at_desk(LIN) as desk:
        judge_fix(JudgeFix(1, False, visit=True), desk)
    house.deliver()
    says(house, "复核", LIN, "wecom")
    does(house, Photo("media-1"), LIN, "wecom")
    says(house, "都改好了", LIN, "wecom")
    says(house, "两条都已改好，标志牌齐全", LIN, "wecom")
    says(house, "林一帆、王敏", LIN, "wecom")

    assert [row.visit_id for row in house.rows(Evidence, Evidence.sort == "photo")] == [1]


def test_a_recheck_alone_is_a_visit_of_its_day_with_its_people(house: AHouse) -> None:
    house.clock.go_to("2023-05-15 09:00")
    seen_on_the_spot(house, "都改好了", "两条都已改好，标志牌齐全")

    [row] = house.rows(Recheck)
    assert (row.on, [one[0] for one in row.staff], row.left) == (date(2023, 5, 15), [LIN, WANG], 0)
    assert counted(house, date(2023, 5, 8)) == (2, 1, 2), "people, visits and problems of the first day"
    assert counted(house, date(2023, 5, 15)) == (2, 1, 0), "the same problems are not found again"


def test_a_recheck_on_the_day_of_a_visit_is_no_second_visit(house: AHouse) -> None:
    seen_on_the_spot(house, "都改好了", "两条都已改好，标志牌齐全")

    assert counted(house, date(2023, 5, 8)) == (2, 1, 2)


def counted(house: AHouse, day: date) -> tuple[int, int, int]:
    """人次, 家次 and problems of one day, as Annex 4 has them."""
    with house.store.read() as work:
        table = count(records(house.desk(work)), ("城东",), Span(BEGAN, day, day), Switches())
    total = table.total
    return total.people.count, total.visits.count, total.problems.count

"""Received on paper: one receipt whatever races, the same clock, 留置 only with a leader's word."""

from datetime import date
from typing import Any

import pytest

from bot.deeds import Clip, Deed, Photo
from bot.outcome import Media
from bot.script import Done, Opening
from handlers import fetch_certificate, on_paper, receipt_chain
from handlers.annex4_records import records
from handlers.commands.contact import RuleOnLeft, TakeOnPaper
from handlers.commands.recusal import DeclareRecusal
from handlers.desk import RefusedError
from handlers.recusal import declare_recusal
from handlers.register import lines
from handlers.take_on_paper import rule_on_left, take_on_paper
from models.register import Wanted
from models.tables.cases import Evidence
from models.tables.letters import Handover, Notice, Receipt
from models.tables.post import OutboxRow
from models.tables.schedule import Duty, Reminder
from models.work import Work
from rules.receipts import How
from tests.crowd import at_once
from tests.factories import CHEN, LIN, LINBEN, WANG, ZHAO, ZHOU, a_contact, a_picture
from tests.handlers.test_amend import agree, propose
from tests.house import AHouse

SIGNED: dict[str, Any] = {"how": How.PAPER, "on": "2023-05-08", "name": "林犇", "post": "厂长"}
LEFT: dict[str, Any] = {
    **SIGNED,
    "how": How.LEFT,
    "reason": "不认可内容",
    "witnesses": "赵六，城东村委会",
    "partner": WANG,
}


def record(house: AHouse, visit: int, by: str = LIN, deed: Deed | None = None, **but: Any) -> Done:
    """What the end of the dialogue does: the photo came to its sheet before."""
    with house.at_desk(by) as desk:
        sheet = desk.books.open(Opening(script="on_paper", subject=str(visit), facts={}), desk.who).id
        desk.books.evidence(sheet, "slip", Photo("media-1"), desk.who)
        if deed is not None:
            desk.books.evidence(sheet, "slip", deed, desk.who)
    with house.at_desk(by, sheet=sheet) as desk:
        return take_on_paper(TakeOnPaper(visit=visit, **{**SIGNED, **but}), desk)


def rule(house: AHouse, agreed: bool = True, by: str = ZHOU, handover: int = 1) -> Done:
    with house.at_desk(by) as desk:
        return rule_on_left(RuleOnLeft(handover, agreed, "" if agreed else "见证人不明"), desk)


def warning(house: AHouse) -> Notice:
    found: Notice = house.rows(Notice, Notice.kind == "warning")[0]
    return found


def whole(house: AHouse) -> bool:
    with house.store.read() as work:
        return receipt_chain.verify(work) is None and work.audit.verify() is None


def test_a_signed_slip_starts_the_same_clock_as_a_tap(house: AHouse) -> None:
    visit = house.issue()
    said = record(house, visit, on="2023-05-08")

    notice = warning(house)
    assert (notice.state, notice.received_on, notice.due_on) == (
        "rectifying",
        date(2023, 5, 8),
        date(2023, 5, 23),
    )
    assert "5月23日" in said.say
    assert [(r.how, r.contact_id, r.handover_id) for r in house.rows(Receipt)] == [("paper", None, 1)] * 2
    assert {r.rung for r in house.rows(Reminder) if r.state == "planned"} >= {"due-3", "due-0", "due+1"}
    assert not [r for r in house.rows(Reminder) if r.rung.startswith("unsigned") and r.state == "planned"]
    assert whole(house)


def test_register_and_annex_4_know_of_it(house: AHouse) -> None:
    record(house, house.issue())

    with house.store.read() as work:
        desk = house.desk(work)
        told = [(line.received_on, line.received_by, line.due_on) for line in lines(Wanted(), desk)]
        counted = records(desk)
    assert ("2023-05-08", "林犇（纸质签收）", "2023-05-23") in told
    assert [one.received_on for one in counted.warnings] == [date(2023, 5, 8)]
    assert [one.signed_on for one in counted.reminders] == [date(2023, 5, 8)]


def test_the_photo_is_kept_with_its_hash_and_shown_as_a_slip(house: AHouse) -> None:
    visit = house.issue()
    house.wecom.files["media-1"] = Media(a_picture(), "image/jpeg")
    record(house, visit)

    house.fetcher.drain()

    [row] = house.rows(Evidence, Evidence.sort == "slip")
    assert (row.state, row.visit_id, len(row.sha256), bool(row.display_sha256)) == ("stored", visit, 64, True)
    assert house.rows(Handover)[0].evidence == [row.id]


def test_paper_after_a_tap_changes_nothing_and_says_who_signed(house: AHouse) -> None:
    house.add(a_contact(1))
    visit = house.issue()
    house.sign(visit)

    said = record(house, visit)

    assert "林犇 2023年5月8日（周一）网页签收" in said.say
    assert [r.how for r in house.rows(Receipt)] == ["page"] * 2
    [photo] = house.rows(Evidence)
    assert (photo.visit_id, photo.sort) == (visit, "photo"), "it is no slip of the receipt that stands"


def test_a_tap_after_paper_changes_nothing(house: AHouse) -> None:
    house.add(a_contact(1))
    visit = house.issue()
    record(house, visit)

    assert house.sign(visit) == []
    assert [r.how for r in house.rows(Receipt)] == ["paper"] * 2


def test_a_tap_and_a_slip_at_once_are_one_receipt(house: AHouse) -> None:
    house.add(a_contact(1))
    visit = house.issue()

    at_once([lambda: house.sign(visit), lambda: record(house.another(), visit)])

    receipts = house.rows(Receipt)
    assert len({r.signing for r in receipts}) == 1
    assert [r.notice_id for r in receipts] == [1, 2]
    assert whole(house)


def test_what_was_recorded_of_paper_cannot_be_changed_unseen(sqlite_house: AHouse) -> None:
    record(sqlite_house, sqlite_house.issue())

    def tamper(work: Work) -> None:
        work.session.get_one(Handover, 1).sealed = True

    sqlite_house.change(tamper)

    with sqlite_house.store.read() as work:
        assert receipt_chain.verify(work) == 1


def test_another_districts_officer_records_nothing(house: AHouse) -> None:
    visit = house.issue()
    with pytest.raises(RefusedError, match="本辖区"):
        record(house, visit, by=ZHAO)
    with house.at_desk(ZHAO) as desk:
        assert "没有找到" in on_paper.begin("纸质签收", "1号", desk).say
    assert house.rows(Receipt) == []


def test_left_behind_runs_from_its_day_once_a_leader_agreed(house: AHouse) -> None:
    visit = house.issue()
    record(house, visit, **LEFT)
    assert (warning(house).state, house.rows(Receipt)) == ("numbered", [])

    rule(house)

    notice = warning(house)
    assert (notice.state, notice.due_on) == ("rectifying", date(2023, 5, 23))
    [reminder] = house.rows(Notice, Notice.kind == "reminder")
    assert reminder.state == "refused"
    assert whole(house)
    with house.store.read() as work:
        counted = records(house.desk(work))
    assert [one.received_on for one in counted.warnings] == [date(2023, 5, 8)]
    assert [one.signed_on for one in counted.reminders] == [None]


def test_a_leader_who_says_no_starts_no_clock_and_it_may_be_reported_again(house: AHouse) -> None:
    visit = house.issue()
    record(house, visit, **LEFT)
    rule(house, agreed=False)
    assert (warning(house).state, house.rows(Receipt)) == ("numbered", [])
    assert any("见证人不明" in str(row.word) for row in house.rows(OutboxRow))

    record(house, visit, **LEFT)
    rule(house, handover=2)
    assert warning(house).state == "rectifying"


def test_nobody_confirms_what_he_reported_himself(house: AHouse) -> None:
    visit = house.issue()
    record(house, visit, by=CHEN, **{**LEFT, "partner": LIN})
    with pytest.raises(RefusedError, match="自己报的"):
        rule(house, by=CHEN)
    with pytest.raises(RefusedError, match="队领导"):
        rule(house, by=WANG)
    assert house.rows(Receipt) == []


@pytest.mark.parametrize(
    ("but", "say"),
    [({"partner": ""}, "2 名工作人员"), ({"witnesses": ""}, "录像")],
)
def test_left_behind_wants_two_of_ours_and_a_witness_or_a_film(
    house: AHouse, but: dict[str, str], say: str
) -> None:
    visit = house.issue()
    with pytest.raises(RefusedError, match=say):
        record(house, visit, **{**LEFT, **but})
    assert house.rows(Handover) == []


def test_a_film_stands_for_a_witness(house: AHouse) -> None:
    record(house, house.issue(), deed=Clip("media-2"), **{**LEFT, "witnesses": ""})

    [row] = house.rows(Handover)
    assert (row.state, len(row.evidence)) == ("proposed", 2)


def test_whoever_signs_meanwhile_makes_the_report_void(house: AHouse) -> None:
    house.add(a_contact(1))
    visit = house.issue()
    record(house, visit, **LEFT)

    house.sign(visit)

    assert house.rows(Handover)[0].state == "overtaken"
    assert not [d for d in house.rows(Duty) if d.kind == "left" and d.state == "open"]
    assert "已经签收过了" in rule(house).say
    assert [r.how for r in house.rows(Receipt)] == ["page"] * 2


def test_mail_counts_from_the_day_on_the_slip_that_came_back(house: AHouse) -> None:
    house.add(a_contact(1))
    visit = house.issue()
    house.clock.go_to("2023-05-15 09:00")
    record(house, visit, how=How.MAILED, on="2023-05-08", mail="EMS1234567890123")

    assert [r.how for r in house.rows(Receipt)] == ["mailed"] * 2
    assert warning(house).due_on == date(2023, 5, 23)
    told = [row for row in house.rows(OutboxRow) if row.recipient == LINBEN and "邮寄签收" in str(row.word)]
    assert len(told) == 1


def test_by_the_firms_name_it_is_the_visit_whose_letters_wait(sqlite_house: AHouse) -> None:
    first = sqlite_house.issue()
    sqlite_house.file()

    with sqlite_house.at_desk(LIN) as desk:
        opens = on_paper.begin("纸质签收", "永嘉堃", desk).opens
        assert opens is not None
        assert opens.subject == str(first)


def test_of_two_visits_that_wait_a_number_says_which(sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    second = sqlite_house.issue()

    with sqlite_house.at_desk(LIN) as desk:
        asked = on_paper.begin("纸质签收", "永嘉堃", desk)
        assert asked.opens is None
        assert "2号（5月8日）；温环乐预警〔2023〕1号（5月8日）" in asked.say
        said = on_paper.begin("纸质签收", "温环乐预警〔2023〕2号", desk).opens
        assert said is not None
        assert said.subject == str(second)


def test_a_report_about_a_void_letter_is_over(sqlite_house: AHouse) -> None:
    record(sqlite_house, sqlite_house.issue(), **LEFT)
    for notice in (1, 2):
        agree(sqlite_house, propose(sqlite_house, notice))

    [row] = sqlite_house.rows(Handover)
    assert (row.state, row.why) == ("overtaken", "提示单已作废")
    assert not sqlite_house.rows(Duty, Duty.kind == "left", Duty.state == "open")
    assert "已经办过" in rule(sqlite_house).say
    assert sqlite_house.rows(Receipt) == []


def test_while_a_letter_is_recalled_nothing_about_it_is_confirmed(sqlite_house: AHouse) -> None:
    record(sqlite_house, sqlite_house.issue(), **LEFT)
    propose(sqlite_house, 1, "recall")

    with pytest.raises(RefusedError, match="已撤回"):
        rule(sqlite_house)
    assert sqlite_house.rows(Handover)[0].state == "proposed"


def test_who_stays_away_records_and_fetches_nothing(sqlite_house: AHouse) -> None:
    record(sqlite_house, sqlite_house.issue())
    with sqlite_house.at_desk(WANG) as desk:
        declare_recusal(DeclareRecusal(1, WANG, "近亲属关系"), desk)

    with sqlite_house.at_desk(WANG) as desk:
        for typed in ("1号", "永嘉堃"):
            assert "已回避" in on_paper.begin("纸质签收", typed, desk).say
            assert "已回避" in fetch_certificate.fetch("签收回执", typed, desk).say


def test_in_january_a_bare_number_is_still_decembers_unless_there_is_a_new_one(sqlite_house: AHouse) -> None:
    sqlite_house.clock.go_to("2023-12-28 09:00")
    sqlite_house.issue()
    sqlite_house.clock.go_to("2024-01-03 09:00")

    with sqlite_house.at_desk(LIN) as desk:
        old = on_paper.begin("纸质签收", "1号", desk).opens
        assert old is not None
        assert old.subject == "1"
        assert "没有找到" in on_paper.begin("纸质签收", "〔2024〕1号", desk).say

    sqlite_house.issue()
    with sqlite_house.at_desk(LIN) as desk:
        new = on_paper.begin("纸质签收", "1号", desk).opens
        assert new is not None
        assert new.subject == "2"


def test_while_a_report_waits_a_signed_slip_may_still_be_recorded(sqlite_house: AHouse) -> None:
    visit = sqlite_house.issue()
    record(sqlite_house, visit, **LEFT)

    with sqlite_house.at_desk(WANG) as desk:
        assert on_paper.begin("纸质签收", "1号", desk).opens is not None
        assert "等他确认" in on_paper.begin("拒签", "1号", desk).say
    record(sqlite_house, visit, by=WANG)

    assert [row.state for row in sqlite_house.rows(Handover)] == ["overtaken", "taken"]


def test_nothing_is_recorded_on_a_void_letter_and_it_is_not_called_received(sqlite_house: AHouse) -> None:
    visit = sqlite_house.issue()
    for notice in (1, 2):
        agree(sqlite_house, propose(sqlite_house, notice))

    done = record(sqlite_house, visit)

    assert done.settle == "没有等签收的"
    assert (sqlite_house.rows(Receipt), sqlite_house.rows(Handover)) == ([], [])


def test_with_the_warning_void_paper_is_of_the_reminder_alone(sqlite_house: AHouse) -> None:
    visit = sqlite_house.issue()
    agree(sqlite_house, propose(sqlite_house, 1))

    assert record(sqlite_house, visit).say.startswith("记上了：温馨提示单，")
    assert (warning(sqlite_house).state, warning(sqlite_house).received_on) == ("void", None)

"""A receipt date put right: by a leader who did not record it, once; the old day is kept."""

from datetime import date

import pytest
from sqlalchemy import update

from bot.script import Done
from handlers import correct_receipt, receipt_chain
from handlers.annex4_records import records
from handlers.archive import folder
from handlers.certificate_facts import certificate_facts
from handlers.commands.notice import CorrectReceiptDate
from handlers.desk import RefusedError
from handlers.register import lines
from models.register import Wanted
from models.tables.letters import Notice, Receipt, ReceiptCorrection
from models.tables.people import Enterprise
from models.tables.post import OutboxRow
from models.tables.schedule import Reminder
from tests.crowd import at_once
from tests.factories import LIN, LINBEN, WU, ZHOU, a_contact
from tests.handlers.test_amend import propose
from tests.handlers.test_on_paper import record, warning
from tests.house import AHouse

REASON = "签收单上写的是5月9日"


def correct(house: AHouse, on: str = "2023-05-09", was: str = "2023-05-08", by: str = ZHOU) -> Done:
    with house.at_desk(by) as desk:
        return correct_receipt.correct_receipt(CorrectReceiptDate(1, was, on, REASON), desk)


def received(house: AHouse) -> None:
    house.add(a_contact(1))
    visit = house.issue()
    house.clock.go_to("2023-05-10 10:00")
    record(house, visit, on="2023-05-08")


def begun(house: AHouse, by: str = ZHOU) -> Done:
    with house.at_desk(by) as desk:
        return correct_receipt.begin("1号", desk)


def test_the_deadline_is_counted_anew_and_the_receipt_stays(house: AHouse) -> None:
    received(house)
    before = [(row.sha, row.received_on) for row in house.rows(Receipt)]

    said = correct(house)

    notice = warning(house)
    assert (notice.received_on, notice.due_on) == (date(2023, 5, 9), date(2023, 5, 24))
    assert "5月24日" in said.say
    assert [(row.sha, row.received_on) for row in house.rows(Receipt)] == before
    assert {row.received_on for row in house.rows(Notice)} == {date(2023, 5, 9)}
    planned = {row.rung: row.on for row in house.rows(Reminder) if row.state == "planned"}
    assert planned["due-0#更正1"] == date(2023, 5, 24)
    assert all(rung.endswith("#更正1") for rung in planned)
    told = [row.recipient for row in house.rows(OutboxRow) if "更正" in str(row.word)]
    assert {LIN, LINBEN} <= set(told)


def test_register_annex_4_archive_and_certificate_go_by_it(house: AHouse) -> None:
    received(house)
    correct(house)

    with house.at_desk(ZHOU) as desk:
        told = [(one.received_on, one.due_on, one.void_because) for one in lines(Wanted(), desk)]
        counted = records(desk)
        pieces = folder(desk.work.session.get_one(Enterprise, 1), desk).pieces
        receipt = desk.work.notices.receipt(1)
        assert receipt is not None
        certificate = certificate_facts(desk.work.notices.get(1), receipt, desk)
    assert told[0][:2] == ("2023-05-09", "2023-05-24")
    assert "更正签收日：2023-05-08 改为 2023-05-09" in told[0][2]
    assert [one.received_on for one in counted.warnings] == [date(2023, 5, 9)]
    assert [one.signed_on for one in counted.reminders] == [date(2023, 5, 9)]
    assert len([one for one in pieces if one.what == "签收日期更正" and "2023-05-08" in one.text]) == 2
    assert certificate.received.received_on == date(2023, 5, 9)
    assert "原记2023年5月8日" in certificate.received.recorded
    assert house.rows(ReceiptCorrection)[0].sha in certificate.received.recorded


def test_a_changed_row_is_found(house: AHouse) -> None:
    received(house)
    correct(house)
    with house.store.read() as work:
        assert (receipt_chain.verify(work), receipt_chain.verify_dates(work)) == (None, None)

    with house.store.write() as work:
        work.session.execute(update(ReceiptCorrection).values(was=date(2023, 5, 7)))

    with house.store.read() as work:
        assert receipt_chain.verify_dates(work) == 1


def test_three_taps_at_once_correct_once(house: AHouse) -> None:
    received(house)

    said = at_once([lambda: correct(house)] * 3)

    assert sorted(type(one).__name__ for one in said) == ["Done", "RefusedError", "RefusedError"]
    assert len(house.rows(ReceiptCorrection)) == 1


def test_who_recorded_it_and_whoever_leads_elsewhere_may_not(house: AHouse) -> None:
    received(house)

    for by in (LIN, WU):
        with pytest.raises(RefusedError, match="队领导"):
            correct(house, by=by)
    assert "没有找到" in begun(house, WU).say
    assert not house.rows(ReceiptCorrection)


def test_a_leader_who_recorded_it_himself_may_not(house: AHouse) -> None:
    received(house)
    with house.store.write() as work:
        work.notices.handover(1).by = ZHOU

    assert "自己记的" in begun(house).say


def test_what_was_signed_by_a_tap_has_the_day_of_the_tap(house: AHouse) -> None:
    house.add(a_contact(1))
    house.sign(house.issue())

    assert "对方签的那一刻" in begun(house).say


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"extensions": 1}, "延期"),
        ({"state": "cleared"}, "督导组"),
        ({"state": "transferred"}, "办案系统"),
        ({"state": "not_cleared"}, "先由队领导定"),
    ],
)
def test_what_no_longer_rests_on_the_receipt_says_what_comes_instead(
    house: AHouse, values: dict[str, object], says: str
) -> None:
    received(house)
    with house.store.write() as work:
        work.session.execute(update(Notice).where(Notice.kind == "warning").values(**values))

    assert says in begun(house).say
    with pytest.raises(RefusedError, match=says):
        correct(house)


def test_of_a_void_letter_nothing_is_corrected(house: AHouse) -> None:
    received(house)
    with house.store.write() as work:
        work.session.execute(update(Notice).values(state="void", slot=None))

    assert "重新出单" in begun(house).say


def test_while_it_is_being_made_void_nothing_is_corrected(house: AHouse) -> None:
    received(house)
    propose(house, 1)

    assert "请先办完" in begun(house).say


def test_flagged_late_too_early_is_late_no_more(house: AHouse) -> None:
    received(house)
    house.clock.go_to("2023-05-24 09:00")
    house.due_clock.tick()
    assert warning(house).state == "overdue"

    correct(house, on="2023-05-10")

    assert (warning(house).state, warning(house).due_on) == ("rectifying", date(2023, 5, 25))


def test_a_day_before_the_letter_or_to_come_is_refused(house: AHouse) -> None:
    received(house)

    for on in ("2023-05-07", "2023-05-11"):
        with pytest.raises(RefusedError):
            correct(house, on=on)
    assert not house.rows(ReceiptCorrection)

"""用印 while the world moves: between the samples and the tap, nothing is sealed that no keeper was shown."""

from dataclasses import replace
from functools import partial

import pytest

from bot.script import RefusedError
from handlers import amend, mailing
from handlers.apply_seal import NOT_A_KEEPER
from handlers.commands.mailing import StartMailing
from handlers.commands.notice import ProposeAmendment
from handlers.mail_reminders import mail_one, mail_some
from handlers.pass_on import pass_on
from handlers.pilot import settle_pilot
from handlers.seal_watch import watch_seals
from handlers.sealing import NOBODY
from models.tables.letters import Notice, PaperRow
from models.tables.mailing import Mailing, MailingItem
from models.tables.people import Enterprise, Staff
from models.tables.records import Audit
from models.tables.schedule import Duty
from models.work import Work
from tests.crowd import at_once
from tests.factories import LIN, TANG, WANG, ZHOU, a_contact, an_enterprise
from tests.handlers.test_leaders import recuses
from tests.handlers.test_pilot import on_trial
from tests.handlers.test_sealing import SHA, asked, mail, seals, tap, with_keepers, with_others
from tests.house import AHouse

OTHER = "0" * 64
"""Another picture of the seal."""


def renamed(house: AHouse) -> AHouse:
    """The same after a restart with another signer in bureau.toml."""
    house = house.another()
    issuer = house.rules.bureau.issuer.model_copy(update={"name": "温州市生态环境局乐清分局（新）"})
    house.rules = replace(house.rules, bureau=house.rules.bureau.model_copy(update={"issuer": issuer}))
    return house


def with_picture(house: AHouse, sha: str) -> AHouse:
    """The same after a restart with this picture, '' for none."""
    house = house.another()
    house.rules = replace(house.rules, seal=sha)
    return house


def watch(house: AHouse) -> int:
    with house.store.write() as work:
        return watch_seals(house.desk(work))


def in_west(work: Work) -> None:
    work.session.get_one(Staff, TANG).roles = ["officer"]
    work.session.get_one(Staff, TANG).district = "城西"


def test_letters_that_would_say_something_else_by_now_are_shown_again_first(sqlite_house: AHouse) -> None:
    with_keepers(sqlite_house).issue()
    old = asked(sqlite_house, ZHOU)
    house = renamed(with_keepers(sqlite_house))

    assert "没有盖" in tap(house, old)

    assert house.rows(Notice) == []
    house.deliver()
    assert not any("已经定了" in one for one in house.wecom.texts(TANG))
    fresh = asked(house, TANG)
    assert set(fresh.shown).isdisjoint(old.shown)
    assert "没有盖" in tap(house, old)
    assert "1号" in tap(house, asked(house, TANG), TANG)
    sent = house.rows(PaperRow, PaperRow.preview.is_(False), PaperRow.kind == "warning")
    assert all("（新）" in row.facts for row in sent)
    assert not house.rows(Duty, Duty.state == "open", Duty.kind == "seal_visit")


def test_a_letter_less_than_was_shown_needs_no_second_look(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.issue()
    command = asked(house, ZHOU)
    with house.at_desk(ZHOU) as desk:
        order = Mailing(district="城东", by=ZHOU, at=desk.now, total=1, state="done")
        desk.work.session.add(order)
        desk.work.session.flush()
        sent, _ = mail_one(desk.work.people.enterprise(1), desk, TANG)
        of = MailingItem(mailing_id=order.id, enterprise_id=1, state="sent", notice_id=sent.id)
        desk.work.session.add(of)

    assert "1号" in tap(house, command)
    assert [n.kind for n in house.rows(Notice)] == ["reminder", "warning"]


def test_a_keeper_of_another_district_by_now_seals_nothing(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.issue()
    command = asked(house, TANG)
    house.change(in_west)

    with pytest.raises(RefusedError, match=NOT_A_KEEPER):
        tap(house, command, TANG)
    assert house.rows(Notice) == []


def test_a_keeper_who_stays_away_by_now_seals_nothing(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house, ZHOU)
    house.issue()
    command = asked(house, ZHOU)
    recuses(house, ZHOU)

    with pytest.raises(RefusedError, match=NOT_A_KEEPER):
        tap(house, command)


def test_where_the_last_keeper_is_gone_whoever_decided_hears_it_once(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house, ZHOU)
    house.issue()
    recuses(house, ZHOU)
    for _ in range(3):
        house.clock.forward(hours=4)
        assert watch(house) == 0
    house.deliver()

    told = house.wecom.texts(WANG)
    assert len([one for one in told if NOBODY in one]) == 1
    assert not any("已再提醒" in one for one in told)

    house = with_keepers(house, TANG)
    assert (watch(house), watch(house)) == (1, 0)
    assert "1号" in tap(house, asked(house, TANG), TANG)


def test_a_new_keeper_is_asked_once_where_the_clock_stands_still(sqlite_house: AHouse) -> None:
    with_keepers(sqlite_house, TANG).issue()
    house = with_keepers(sqlite_house, TANG, ZHOU, ZHOU)

    assert (watch(house), watch(house)) == (1, 0)
    house.deliver()
    assert len(house.rows(Duty, Duty.owner == ZHOU, Duty.kind == "seal_visit")) == 1


def test_whoever_decided_is_told_even_where_the_clock_gave_the_card(sqlite_house: AHouse) -> None:
    with_keepers(sqlite_house, TANG).issue()
    house = with_keepers(sqlite_house, ZHOU)
    watch(house)
    with house.store.write() as work:
        pass_on(TANG, house.desk(work))
    house.clock.forward(hours=5)
    watch(house)
    house.deliver()

    assert any("已再提醒" in one for one in house.wecom.texts(WANG))
    assert not house.wecom.texts("clock")


def test_what_a_keeper_left_reaches_a_new_one_with_its_samples(sqlite_house: AHouse) -> None:
    with_keepers(sqlite_house, TANG).issue()
    house = with_keepers(sqlite_house, ZHOU)
    with house.store.write() as work:
        pass_on(TANG, house.desk(work))
    house.deliver()

    assert any("paper:" in str(p.word) for p in house.wecom.posted if p.to == ZHOU)
    assert "1号" in tap(house, asked(house, ZHOU))


def recalled_and_unsealed(house: AHouse) -> int:
    """A warning taken back within minutes, on a visit whose reminder was signed for already."""
    house.add(a_contact(1))
    house.issue()
    tap(house, asked(house, ZHOU))
    house.change(lambda work: setattr(work.notices.of_visit(1, "reminder")[0], "state", "signed"))
    (warning,) = house.rows(Notice, Notice.kind == "warning")
    with house.at_desk(ZHOU) as desk:
        said = amend.propose(ProposeAmendment(notice=warning.id, sort="recall", reason="发错了"), desk)
    assert "加盖公章" in said.say
    return int(warning.id)


def test_a_recall_that_is_not_sealed_puts_the_notice_back_in_sight(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    warning = recalled_and_unsealed(house)
    tap(house, replace(asked(house, TANG, "amendment"), agreed=False, reason="不用撤"), TANG)

    assert [n.recalled_at for n in house.rows(Notice, Notice.id == warning)] == [None]


def started(house: AHouse) -> AHouse:
    with house.at_desk(ZHOU) as desk:
        mailing.start(StartMailing("城东"), desk)
    return house


def test_a_mailing_goes_no_further_with_another_picture_than_was_sealed(sqlite_house: AHouse) -> None:
    house = started(with_others(sqlite_house))
    tap(house, asked(house, TANG, "mailing"), TANG)
    house = with_picture(house, OTHER)
    mail(house)

    assert house.rows(Notice) == []
    assert [row.state for row in house.rows(Mailing)] == ["unsealed"]
    tap(house, asked(house, TANG, "mailing"), TANG)
    mail(house)
    assert seals(house) == {("reminder", OTHER)}


def test_a_mailing_begun_before_the_seal_waits_for_a_keeper(sqlite_house: AHouse) -> None:
    started(with_picture(with_others(sqlite_house), ""))
    house = with_keepers(sqlite_house)
    mail(house)

    assert house.rows(Notice) == []
    tap(house, asked(house, TANG, "mailing"), TANG)
    mail(house)
    assert seals(house) == {("reminder", SHA)}


def test_a_mailing_nobody_can_seal_stops_aloud(sqlite_house: AHouse) -> None:
    started(with_picture(with_others(sqlite_house), ""))
    house = with_keepers(sqlite_house, LIN)
    house.change(lambda work: setattr(work.session.get_one(Staff, LIN), "active", False))
    mail(house)
    house.deliver()

    assert [row.state for row in house.rows(Mailing)] == ["paused"]
    assert any(NOBODY in one for one in house.wecom.texts(ZHOU))


def test_letters_printed_on_paper_by_now_are_not_said_to_be_sealed(sqlite_house: AHouse) -> None:
    house = started(with_others(sqlite_house))
    tap(house, asked(house, TANG, "mailing"), TANG)
    mail(with_picture(house, ""))

    assert {n.sealed_by for n in house.rows(Notice)} == {""}
    assert seals(house) == {("reminder", "")}


def test_what_is_out_stays_out_where_the_rest_is_not_sealed(sqlite_house: AHouse) -> None:
    house = started(with_others(sqlite_house))
    tap(house, asked(house, TANG, "mailing"), TANG)
    with house.at_desk(ZHOU) as desk:
        mail_some(desk.work.session.get_one(Mailing, 1), 1, desk)
    house = with_picture(house, OTHER)
    mail(house)
    tap(house, replace(asked(house, TANG, "mailing"), agreed=False, reason="换章了"), TANG)
    mail(house)
    house.deliver()

    assert sorted(row.state for row in house.rows(MailingItem)) == ["printed", "skipped"]
    assert any("已经发出的 1 家不变" in one for one in house.wecom.texts(ZHOU))


def test_a_void_reminders_successor_is_not_sealed_where_one_came_another_way(sqlite_house: AHouse) -> None:
    house = with_others(sqlite_house)
    started(house)
    tap(house, asked(house, TANG, "mailing"), TANG)
    mail(house)
    old = house.rows(Notice)[0]
    with house.at_desk(ZHOU) as desk:
        amend.propose(ProposeAmendment(notice=old.id, sort="void", reason="内容有误", again=True), desk)
    command = asked(house, TANG, "again")
    assert command.shown
    started(house)
    tap(house, asked(house, TANG, "mailing"), TANG)
    mail(house)

    assert "没有重新出" in tap(house, command, TANG)
    of = house.rows(Notice, Notice.enterprise_id == old.enterprise_id, Notice.slot.is_not(None))
    assert len(of) == 1


def test_a_mailing_of_a_pilot_sends_nothing_afterwards(sqlite_house: AHouse) -> None:
    for number in (1, 2):
        firm = an_enterprise(name=f"城东其他{number}厂", uscc=None, group="ordinary", tier="登记管理")
        sqlite_house.add(firm)
    trial = on_trial(sqlite_house)
    with trial.store.write() as work:
        settle_pilot(trial.desk(work))
    started(trial)
    live = sqlite_house.another()
    with live.store.write() as work:
        settle_pilot(live.desk(work))
    mail(live)

    assert live.rows(Notice) == []
    assert [row.state for row in live.rows(Mailing)] == ["done"]
    assert live.rows(Enterprise)


def test_two_keepers_who_tap_at_once_seal_once(house: AHouse) -> None:
    house = with_keepers(house)
    house.issue()
    said = at_once([partial(tap, house, asked(house, by), by) for by in (ZHOU, TANG)])

    # Who waited too long at a lock is played again by a worker, and finds it decided.
    assert len([one for one in said if isinstance(one, str)]) == 1
    assert sorted(n.number for n in house.rows(Notice)) == ["TX-2023-000001", "温环乐预警〔2023〕1号"]
    assert len(house.rows(Audit, Audit.action == "sealed")) == 2


def test_one_seals_while_the_other_refuses_and_one_word_holds(house: AHouse) -> None:
    house = with_keepers(house)
    house.issue()
    no = replace(asked(house, TANG), agreed=False, reason="名称有误")
    said = at_once([partial(tap, house, asked(house, ZHOU), ZHOU), partial(tap, house, no, TANG)])

    assert len([one for one in said if isinstance(one, str)]) == 1
    assert len(house.rows(Notice)) == (2 if isinstance(said[0], str) else 0)
    assert not house.rows(Duty, Duty.state == "open", Duty.kind == "seal_visit")


def test_two_keepers_begin_a_mailing_once(house: AHouse) -> None:
    house = started(with_others(house))
    said = at_once([partial(tap, house, asked(house, by, "mailing"), by) for by in (ZHOU, TANG)])
    mail(house)

    assert len([one for one in said if isinstance(one, str)]) == 1
    assert len(house.rows(Notice)) == 2

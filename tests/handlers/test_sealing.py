"""用印: the bureau's picture of its seal goes into letters by a keeper's tap, and by nothing else."""

from dataclasses import replace
from hashlib import sha256

import pytest

from handlers import amend, mailing
from handlers.apply_seal import CHANGED, NOT_A_KEEPER, apply_seal
from handlers.commands.draft import load_draft
from handlers.commands.mailing import StartMailing
from handlers.commands.notice import ProposeAmendment
from handlers.commands.sealing import ApplySeal
from handlers.commands.visit import RuleOnVisit
from handlers.desk import RefusedError
from handlers.new_notice import Hands, UnsealedError, new_warning
from handlers.numbers import faults
from handlers.pass_on import pass_on
from handlers.register import lines
from handlers.release_visit import rule_on_visit
from handlers.scripts.sealing import said_of
from handlers.seal_watch import SEALED_OTHERWISE, watch_seals
from handlers.sealing import to_seal
from handlers.verify import by_code
from models.register import Wanted
from models.tables.cases import Hazard, Visit
from models.tables.letters import Amendment, Notice, PaperRow
from models.tables.mailing import Mailing, MailingItem
from models.tables.records import Audit
from models.tables.schedule import Duty
from notices.facts.kinds import from_json
from tests.factories import LIN, SONG, TANG, WANG, ZHAO, ZHOU, a_contact, a_draft, an_enterprise
from tests.handlers.test_leaders import recuses
from tests.house import BUREAU, AHouse
from tests.seal_file import a_seal

PICTURE = a_seal()
SHA = sha256(PICTURE).hexdigest()


def with_keepers(house: AHouse, *keepers: str) -> AHouse:
    """The house as it is with how = file; ZHOU and TANG keep the seal unless told otherwise."""
    house = house.another()
    seal = BUREAU.seal.model_copy(update={"how": "file", "keepers": keepers or (ZHOU, TANG)})
    house.rules = replace(house.rules, bureau=BUREAU.model_copy(update={"seal": seal}), seal=SHA)
    house.files.put(PICTURE)
    return house


def asked(house: AHouse, keeper: str, sort: str = "visit") -> ApplySeal:
    """What the card of this keeper would say with 加盖公章."""
    (duty,) = house.rows(Duty, Duty.state == "open", Duty.kind == f"seal_{sort}", Duty.owner == keeper)
    with house.store.read() as work:
        facts = house.desk(work).books.sheet(duty.sheet_id or "").facts  # type: ignore[union-attr]
    return said_of(to_seal(facts), agreed=True)


def tap(house: AHouse, command: ApplySeal, by: str = ZHOU) -> str:
    with house.at_desk(by) as desk:
        return apply_seal(command, desk).say


def seals(house: AHouse) -> set[tuple[str, str]]:
    """(kind, seal) of every letter that is no preview."""
    kinds = ("warning", "reminder", "amend")
    rows = house.rows(PaperRow, PaperRow.preview.is_(False), PaperRow.kind.in_(kinds))
    return {(row.kind, from_json(row.kind, row.facts).seal) for row in rows}  # type: ignore[union-attr]


def with_others(house: AHouse) -> AHouse:
    """The same with two other enterprises (其他) in the district."""
    for number in (1, 2):
        house.add(an_enterprise(name=f"城东其他{number}厂", uscc=None, group="ordinary", tier="登记管理"))
    return with_keepers(house)


def mail(house: AHouse) -> None:
    while house.mailer.drain():
        pass


def test_nothing_is_numbered_before_the_tap_and_everything_after_it(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.add(a_contact(1))
    visit = house.issue()

    assert house.rows(Notice) == []
    assert {duty.owner for duty in house.rows(Duty, Duty.state == "open")} == {ZHOU, TANG}
    samples = [row for row in house.rows(PaperRow) if row.preview]
    assert [row.name for row in samples] == ["待盖章 预警提示单", "待盖章 温馨提示单"]

    said = tap(house, asked(house, ZHOU))

    assert "温环乐预警〔2023〕1号" in said
    assert seals(house) == {("warning", SHA), ("reminder", SHA)}
    assert {(n.seal, n.sealed_by, n.released_by) for n in house.rows(Notice)} == {("file", ZHOU, WANG)}
    sealed = house.rows(Audit, Audit.action == "sealed")
    assert {(row.by, row.detail["picture"]) for row in sealed} == {(ZHOU, SHA)}
    assert {row.subject for row in sealed} == {f"notice:{n.id}" for n in house.rows(Notice)}
    assert house.rows(Visit)[0].id == visit
    assert not house.rows(Duty, Duty.state == "open", Duty.kind == "seal_visit")
    house.journaling.drain()
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []
        assert work.audit.verify() is None


def test_filer_and_whoever_agreed_are_told_who_sealed(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.issue()
    tap(house, asked(house, ZHOU))
    house.deliver()
    told = house.wecom.texts(LIN)

    assert any("王敏 已同意。周正 已加盖公章。" in one and "温环乐预警〔2023〕1号" in one for one in told)
    assert any(one.startswith("已出单：") for one in house.wecom.texts(WANG))
    assert any("已经定了" in one for one in house.wecom.texts(TANG))


def test_a_refused_seal_sends_the_draft_back_with_its_reason(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.issue()
    tap(house, replace(asked(house, ZHOU), agreed=False, reason="企业名称有误"))
    house.deliver()

    assert house.rows(Notice) == []
    assert any(one.to == LIN and "周正退回：企业名称有误" in str(one.word) for one in house.wecom.posted)
    assert any("没有给" in one and "企业名称有误" in one for one in house.wecom.texts(WANG))
    assert not house.rows(Duty, Duty.state == "open", Duty.kind == "seal_visit")


def test_only_a_keeper_may_and_only_what_he_was_shown(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.issue()
    command = asked(house, ZHOU)

    for by in (LIN, SONG):
        with pytest.raises(RefusedError, match=NOT_A_KEEPER):
            tap(house, command, by)
    with pytest.raises(RefusedError, match=CHANGED):
        tap(house, replace(command, sha="another draft"))
    with pytest.raises(RefusedError, match=NOT_A_KEEPER):
        tap(with_keepers(house, TANG), command)
    tap(house, command)
    with pytest.raises(RefusedError, match="已经处理过"):
        tap(house, command, TANG)
    assert len(house.rows(Notice)) == 2


def test_without_anybody_to_seal_the_release_is_refused_in_words(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house, ZHAO)
    with pytest.raises(RefusedError, match="没有能用印的人"):
        house.issue()


def test_a_keeper_who_stays_away_is_not_asked(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    recuses(house, ZHOU)
    house.issue()

    assert {duty.owner for duty in house.rows(Duty, Duty.state == "open")} == {TANG}


def test_what_a_keeper_left_behind_goes_to_the_other_keepers_only(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.issue()
    with house.store.write() as work:
        pass_on(ZHOU, house.desk(work))

    assert {duty.owner for duty in house.rows(Duty, Duty.state == "open")} == {TANG}


def test_keepers_who_let_it_lie_are_reminded_once_and_whoever_waits_is_told(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.issue()
    for hours in (1, 4, 1):
        house.clock.forward(hours=hours)
        with house.store.write() as work:
            watch_seals(house.desk(work))
        house.deliver()

    for who, word in ((ZHOU, "还没有办：用印"), (TANG, "还没有办：用印"), (WANG, "已再提醒用印人")):
        assert len([one for one in house.wecom.texts(who) if word in one]) == 1


def watched(house: AHouse) -> int:
    house.clock.forward(minutes=1)
    with house.store.write() as work:
        return watch_seals(house.desk(work))


def test_who_keeps_the_seal_now_is_asked_too(sqlite_house: AHouse) -> None:
    with_keepers(sqlite_house, TANG).issue()
    house = with_keepers(sqlite_house, ZHOU)

    assert (watched(house), watched(house)) == (1, 0)
    with pytest.raises(RefusedError, match=NOT_A_KEEPER):
        tap(house, asked(house, TANG), TANG)
    tap(house, asked(house, ZHOU))
    assert {n.sealed_by for n in house.rows(Notice)} == {ZHOU}


def test_what_waits_goes_back_where_letters_are_sealed_otherwise_now(sqlite_house: AHouse) -> None:
    with_keepers(sqlite_house).issue()

    assert (watched(sqlite_house), watched(sqlite_house)) == (1, 0)
    sqlite_house.deliver()
    assert any(p.to == LIN and SEALED_OTHERWISE in str(p.word) for p in sqlite_house.wecom.posted)
    assert not sqlite_house.rows(Duty, Duty.state == "open", Duty.kind == "seal_visit")


def test_a_visit_for_enforcement_waits_with_its_reminder(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    visit = house.file(a_draft(gate="leader"))
    with house.at_desk(ZHOU) as desk:
        rule_on_visit(RuleOnVisit(visit, "transfer", "故意暗管排放"), desk)
    assert house.rows(PaperRow, PaperRow.kind == "transfer") == []

    tap(house, asked(house, TANG), TANG)
    house.deliver()

    assert [n.kind for n in house.rows(Notice)] == ["reminder"]
    assert {h.state for h in house.rows(Hazard)} == {"transferred"}
    (slip,) = house.rows(PaperRow, PaperRow.kind == "transfer")
    assert from_json("transfer", slip.facts).decides == "周正"  # type: ignore[union-attr]
    assert any(one.to == ZHOU and f"paper:{slip.id}" in str(one.word) for one in house.wecom.posted)


def test_a_correction_waits_for_the_seal_on_its_statement(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.add(a_contact(1))
    visit = house.issue()
    tap(house, asked(house, ZHOU))
    house.sign(visit)
    notice = house.rows(Notice, Notice.kind == "warning")[0].id
    slip = ProposeAmendment(notice=notice, sort="correct", reason="笔误", wrong="DA001", right="DA002")
    with house.at_desk(ZHOU) as desk:
        assert "加盖公章" in amend.propose(slip, desk).say
    assert [row.state for row in house.rows(Amendment)] == ["unsealed"]
    assert ("amend", SHA) not in seals(house)

    tap(house, asked(house, TANG, "amendment"), TANG)

    assert ("amend", SHA) in seals(house)
    assert [row.state for row in house.rows(Amendment)] == ["agreed"]


def test_a_refused_statement_leaves_the_notice_as_it_is(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.add(a_contact(1))
    visit = house.issue()
    tap(house, asked(house, ZHOU))
    house.sign(visit)
    notice = house.rows(Notice, Notice.kind == "warning")[0]
    with house.at_desk(ZHOU) as desk:
        amend.propose(ProposeAmendment(notice=notice.id, sort="void", reason="内容有误", again=False), desk)
    tap(house, replace(asked(house, TANG, "amendment"), agreed=False, reason="还没核对"), TANG)

    assert [row.state for row in house.rows(Amendment)] == ["refused"]
    assert house.rows(Notice, Notice.id == notice.id)[0].state == notice.state
    with house.at_desk(ZHOU) as desk:
        again = ProposeAmendment(notice=notice.id, sort="void", reason="内容有误", again=False)
        assert "加盖公章" in amend.propose(again, desk).say


def test_one_tap_seals_a_mailing(sqlite_house: AHouse) -> None:
    house = with_others(sqlite_house)
    with house.at_desk(ZHOU) as desk:
        mailing.start(StartMailing("城东"), desk)
    mail(house)
    assert house.rows(Notice) == []
    assert [row.state for row in house.rows(Mailing)] == ["unsealed"]

    tap(house, asked(house, TANG, "mailing"), TANG)
    mail(house)

    assert house.rows(Notice)
    assert {(n.sealed_by, n.released_by) for n in house.rows(Notice)} == {(TANG, ZHOU)}
    assert seals(house) == {("reminder", SHA)}


def test_a_mailing_that_is_not_sealed_ends_with_nothing_sent(sqlite_house: AHouse) -> None:
    house = with_others(sqlite_house)
    with house.at_desk(ZHOU) as desk:
        mailing.start(StartMailing("城东"), desk)
    tap(house, replace(asked(house, TANG, "mailing"), agreed=False, reason="名单没核对"), TANG)
    mail(house)

    assert house.rows(Notice) == []
    assert [row.state for row in house.rows(Mailing)] == ["done"]
    assert {row.state for row in house.rows(MailingItem)} == {"skipped"}
    with house.at_desk(ZHOU) as desk:
        assert "加盖公章" in mailing.start(StartMailing("城东"), desk).say
        assert "一家也没有发" in mailing.stop(desk).say


def test_a_live_letter_cannot_be_issued_past_the_keepers(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    number = house.file()
    with house.at_desk(LIN) as desk:
        visit = desk.work.notices.visit(number)
        draft = load_draft(visit.draft)
        with pytest.raises(UnsealedError):
            new_warning(visit, draft, desk, Hands(LIN))


def test_register_and_verification_say_how_it_was_sealed(sqlite_house: AHouse) -> None:
    house = with_keepers(sqlite_house)
    house.issue()
    tap(house, asked(house, ZHOU))
    with house.at_desk(ZHOU) as desk:
        assert {line.sealed_by for line in lines(Wanted(), desk)} == {"周正"}
        shown = by_code(house.rows(Notice)[0].code or "", desk)
    assert shown is not None
    told = dict(shown.rows)["印章"]
    assert "指定的人员" in told
    assert "周正" not in told

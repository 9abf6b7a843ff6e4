"""Who decides in a leader's place: never who asked, was there or stays away; and whoever is asked may."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.deeds import Said
from bot.script import Opening
from handlers import still_may
from handlers.commands.recusal import DeclareRecusal, Reassign
from handlers.commands.visit import AskExperts, DecideSuspicion, ReleaseVisit, RuleOnVisit
from handlers.consult import ask_experts
from handlers.desk import RefusedError
from handlers.import_staff import import_staff
from handlers.leaders import leaders_of
from handlers.recusal import declare_recusal, reassign
from handlers.release_visit import release_visit
from handlers.sealing import KINDS
from models.tables.letters import Handover, Notice, Receipt
from models.tables.post import OutboxRow
from models.tables.schedule import Duty
from models.tables.talk import SheetRow
from models.work import Work
from tests.factories import CHEN, LIN, TANG, WANG, WU, ZHOU, a_draft, a_staff
from tests.forms.turns import RealVisit
from tests.handlers.test_amend import agree, propose
from tests.handlers.test_on_paper import LEFT, record, rule
from tests.house import AHouse, rules_of_the_house
from tests.staff_list import staff_list

RULES = rules_of_the_house()
HANDLERS = Path(still_may.__file__).resolve().parent


def recuses(house: AHouse, userid: str, enterprise: int = 1) -> str:
    with house.at_desk(userid) as desk:
        return declare_recusal(DeclareRecusal(enterprise, userid, "近亲属关系"), desk).say


def without_leaders(work: Work) -> None:
    for row in work.people.all_staff():
        row.active = row.active and not set(row.roles) & {"leader", "deputy"}


def open_duties(house: AHouse, kind: str) -> set[str]:
    return {row.owner for row in house.rows(Duty, Duty.kind == kind, Duty.state == "open")}


def test_where_a_district_has_no_leader_the_supervisor_who_is_asked_may_decide(sqlite_house: AHouse) -> None:
    visit = sqlite_house.issue()
    sqlite_house.change(without_leaders)

    record(sqlite_house, visit, **LEFT)
    assert open_duties(sqlite_house, "left") == {TANG}
    rule(sqlite_house, by=TANG)
    assert len(sqlite_house.rows(Receipt)) == 2

    agree(sqlite_house, propose(sqlite_house, 1, "correct", wrong="林犇", right="林奔"), by=TANG)


def test_another_districts_leader_confirms_nothing(sqlite_house: AHouse) -> None:
    record(sqlite_house, sqlite_house.issue(), **LEFT)
    with pytest.raises(RefusedError):
        rule(sqlite_house, by=WU)
    assert sqlite_house.rows(Receipt) == []


def test_what_the_only_leader_had_to_decide_goes_to_the_deputy_when_he_stays_away(
    sqlite_house: AHouse,
) -> None:
    record(sqlite_house, sqlite_house.issue(), **LEFT)

    assert "1 件待办转给了队领导" in recuses(sqlite_house, ZHOU)

    assert open_duties(sqlite_house, "left") == {CHEN}
    rule(sqlite_house, by=CHEN)
    assert len(sqlite_house.rows(Receipt)) == 2


def test_it_never_comes_back_to_who_reported_it(sqlite_house: AHouse) -> None:
    record(sqlite_house, sqlite_house.issue(), by=CHEN, **LEFT)
    recuses(sqlite_house, ZHOU)
    assert open_duties(sqlite_house, "left") == {TANG}


def test_a_leader_who_was_there_is_not_asked_and_may_not_confirm(sqlite_house: AHouse) -> None:
    record(sqlite_house, sqlite_house.issue(), **{**LEFT, "partner": ZHOU})

    assert open_duties(sqlite_house, "left") == {CHEN}
    with pytest.raises(RefusedError, match="自己在场"):
        rule(sqlite_house, by=ZHOU)
    assert sqlite_house.rows(Handover)[0].state == "proposed"


def test_who_stays_away_is_not_named_as_asked(sqlite_house: AHouse) -> None:
    recuses(sqlite_house, ZHOU)
    said = record(sqlite_house, sqlite_house.issue(), **LEFT)
    assert "陈禾" in said.say
    assert "周正" not in said.say

    with sqlite_house.at_desk(LIN) as desk:
        assert [one.userid for one in leaders_of(desk, "城东", 2)] == [ZHOU]


def test_an_expert_who_stays_away_gets_no_question_and_no_photo(sqlite_house: AHouse) -> None:
    for userid, name in (("helei", "何蕾"), ("hemu", "何木")):
        sqlite_house.add(a_staff(userid=userid, name=name, roles=["expert"]))
    visit = sqlite_house.file(a_draft())
    recuses(sqlite_house, "helei")

    with sqlite_house.at_desk(WANG) as desk:
        said = ask_experts(AskExperts("", visit, "永嘉堃", "这个池子算不算应急池"), desk).say

    assert "何木" in said
    assert "何蕾" not in said
    assert open_duties(sqlite_house, "opinion") == {"hemu"}


def test_what_somebody_had_to_decide_goes_to_the_leaders_when_an_import_takes_him_off(
    sqlite_house: AHouse, tmp_path: Path
) -> None:
    sqlite_house.file(a_draft())
    assert open_duties(sqlite_house, "release") == {WANG}

    with sqlite_house.at_desk(TANG) as desk:
        import_staff(staff_list(desk, tmp_path, without=(WANG,)), desk)

    assert open_duties(sqlite_house, "release") == {ZHOU}


def imports(house: AHouse, folder: Path, **but: Any) -> None:
    """The staff list comes in again with changes."""
    with house.at_desk(TANG) as desk:
        import_staff(staff_list(desk, folder, **but), desk)


def told(house: AHouse, userid: str) -> str:
    """Everything this person was sent as text."""
    return "\n".join(str(r.word.get("text")) for r in house.rows(OutboxRow, OutboxRow.recipient == userid))


def test_what_somebody_may_decide_no_longer_goes_on_and_he_is_told(
    sqlite_house: AHouse, tmp_path: Path
) -> None:
    sqlite_house.file(a_draft())
    [duty] = sqlite_house.rows(Duty, Duty.kind == "release")

    imports(sqlite_house, tmp_path, roles={WANG: "档案员"})

    assert open_duties(sqlite_house, "release") == {ZHOU}
    assert "复核出单：永嘉堃电镀有限公司（转给 周正）" in told(sqlite_house, WANG)
    with sqlite_house.at_desk(WANG) as desk:
        sheet = desk.books.sheet(duty.sheet_id)
        assert sheet is not None
        assert sheet.state == "cancelled", "his old card decides nothing"


def test_who_keeps_the_role_keeps_the_card(sqlite_house: AHouse, tmp_path: Path) -> None:
    sqlite_house.file(a_draft())
    imports(sqlite_house, tmp_path, roles={WANG: "专家、执法人员", ZHOU: "执法人员"})

    assert open_duties(sqlite_house, "release") == {WANG}
    assert told(sqlite_house, WANG).count("角色") == 0


def test_a_leader_who_is_none_any_more_is_asked_nothing(sqlite_house: AHouse, tmp_path: Path) -> None:
    record(sqlite_house, sqlite_house.issue(), **LEFT)
    imports(sqlite_house, tmp_path, roles={ZHOU: "执法人员"})

    assert open_duties(sqlite_house, "left") == {CHEN}
    rule(sqlite_house, by=CHEN)
    assert len(sqlite_house.rows(Receipt)) == 2


def test_who_moves_to_another_district_leaves_what_is_of_the_old_one(
    sqlite_house: AHouse, tmp_path: Path
) -> None:
    sqlite_house.file(a_draft())
    imports(sqlite_house, tmp_path, districts={WANG: "城西"})
    assert open_duties(sqlite_house, "release") == {ZHOU}


@pytest.mark.parametrize("change", [{"roles": {LIN: "档案员"}}, {"without": (LIN,)}])
def test_an_inspection_left_alone_is_put_before_the_leaders(
    sqlite_house: AHouse, tmp_path: Path, change: dict[str, Any]
) -> None:
    officer = RealVisit(sqlite_house, LIN)
    officer.does(Said("永嘉堃"))
    officer.does(Said("1"))
    [sheet] = sqlite_house.rows(SheetRow, SheetRow.script == "inspection")

    imports(sqlite_house, tmp_path, **change)

    assert open_duties(sqlite_house, "reassign") == {ZHOU}
    assert ("已请队领导另派人" in told(sqlite_house, LIN)) == ("roles" in change)
    with sqlite_house.at_desk(ZHOU) as desk:
        reassign(Reassign(sheet.id, WANG), desk)
        assert desk.books.sheet(sheet.id) is not None
        assert WANG in desk.work.sheets.holders(sheet.id)


def test_every_kind_of_duty_says_what_it_wants() -> None:
    given = {
        kind
        for file in HANDLERS.glob("*.py")
        for kind in re.findall(r'Assignment\(\s*"(\w+)"', file.read_text("utf-8"))
    }
    assert given <= set(still_may._NEEDED)
    assert all(still_may.may_do(kind, frozenset(), RULES) for kind in KINDS), "keepers are named"
    assert len(given) > 15


@pytest.mark.parametrize(
    ("command", "of"),
    [(RuleOnVisit(1, "transfer", "x"), ZHOU), (ReleaseVisit(1, True), WANG), (DecideSuspicion(1, ()), ZHOU)],
)
def test_a_card_of_a_role_that_is_his_no_longer_does_nothing(
    sqlite_house: AHouse, command: object, of: str
) -> None:
    visit = sqlite_house.file(a_draft())
    sqlite_house.change(lambda work: setattr(work.people.staff(of), "roles", ["archivist"]))

    with sqlite_house.at_desk(of) as desk:
        sheet = desk.books.open(Opening(script="release", subject=str(visit), facts={}), desk.who)
        with pytest.raises(RefusedError, match="现在的角色"):
            sqlite_house.table.perform(command, sheet, desk.by, desk.books)

    assert sqlite_house.rows(Notice) == []


def test_what_is_sent_back_to_somebody_who_left_is_told_to_the_leaders(sqlite_house: AHouse) -> None:
    visit = sqlite_house.file(a_draft())
    sqlite_house.change(lambda work: setattr(work.people.staff(LIN), "active", False))

    with sqlite_house.at_desk(WANG) as desk:
        said = release_visit(ReleaseVisit(visit, False, "照片不清"), desk).say

    assert "填表人不再办了" in said
    told = [str(row.word.get("text")) for row in sqlite_house.rows(OutboxRow, OutboxRow.recipient == ZHOU)]
    assert any("照片不清" in one and "请另派人" in one for one in told)
    officer = RealVisit(sqlite_house, CHEN)
    officer.does(Said("永嘉堃"))
    officer.does(Said("1"))
    assert "我来接手" in str([one.word for one in sqlite_house.wecom.posted if one.to == CHEN])

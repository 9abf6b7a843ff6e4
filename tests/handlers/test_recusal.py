"""回避: no way leads back to the enterprise, and what was his goes to others."""

from bot.deeds import Person
from handlers.addresses import staff_page
from handlers.barred import _OF, barred
from handlers.commands.recusal import DeclareRecusal, LiftRecusal
from handlers.entries import scripts
from handlers.identity import actor_of
from handlers.recusal import declare_recusal, lift_recusal
from handlers.visit_view import open_visit
from models.tables.letters import Link
from models.tables.people import Recusal
from models.tables.schedule import Duty
from tests.factories import CHEN, LIN, WANG, ZHOU, a_draft
from tests.house import AHouse

ABOUT_NO_FIRM = frozenset(
    {
        "find", "practice", "sheets", "table", "online", "verdict", "mailing", "contacts", "fixing", "asking",
        "rating", "self_report", "opinion", "recusal", "reassign", "seal_mailing",
    }
)  # fmt: skip
"""Scripts that begin before a firm is named, or that contacts run."""


def recuses(house: AHouse, userid: str, by: str = "") -> None:
    with house.at_desk(by or userid) as desk:
        declare_recusal(DeclareRecusal(1, userid, "现场负责人是近亲属"), desk)


def test_every_script_says_which_enterprise_it_is_about(sqlite_house: AHouse) -> None:
    assert set(scripts(sqlite_house.rules)) == set(_OF) | ABOUT_NO_FIRM


def test_who_stays_away_finds_every_door_shut(sqlite_house: AHouse) -> None:
    visit = sqlite_house.file(a_draft())
    recuses(sqlite_house, WANG)

    with sqlite_house.at_desk(ZHOU) as desk:
        wang = actor_of(desk.work, Person("wecom", WANG))
        assert wang is not None
        for script in ("inspection", "lose", "backfill", "form"):
            assert "已回避" in barred(script, "1", wang, desk.work)
        for script in ("release", "ruling", "suspicion", "new_version", "platform"):
            assert "已回避" in barred(script, str(visit), wang, desk.work)
        assert "已回避" in barred("consult", "1", wang, desk.work)
        assert barred("inspection", "2", wang, desk.work) == ""
        assert barred("table", "", wang, desk.work) == ""


def test_his_page_is_closed_and_opens_again_when_it_is_lifted(sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    with sqlite_house.at_desk(ZHOU) as desk:
        staff_page(desk, 1, WANG)
    [link] = sqlite_house.rows(Link, Link.purpose == "staff", Link.person == WANG)
    recuses(sqlite_house, WANG)

    with sqlite_house.at_desk(WANG) as desk:
        assert open_visit(link.token, WANG, desk) is None
    with sqlite_house.at_desk(ZHOU) as desk:
        lift_recusal(LiftRecusal(1, WANG, "核实不是亲属"), desk)
    with sqlite_house.at_desk(WANG) as desk:
        assert open_visit(link.token, WANG, desk) is not None
    [row] = sqlite_house.rows(Recusal)
    assert (row.reason, row.lifted_because, row.lifted_by) == ("现场负责人是近亲属", "核实不是亲属", ZHOU)


def test_what_he_had_to_release_goes_to_the_leader_and_new_cards_pass_him_by(sqlite_house: AHouse) -> None:
    sqlite_house.file(a_draft())
    recuses(sqlite_house, WANG)

    owners = {row.owner for row in sqlite_house.rows(Duty, Duty.kind == "release", Duty.state == "open")}
    assert owners == {ZHOU}

    sqlite_house.file(a_draft(staff=(LIN, CHEN)))
    recuses(sqlite_house, CHEN)
    waiting = sqlite_house.rows(Duty, Duty.kind == "release", Duty.state == "open")
    assert {row.owner for row in waiting} == {ZHOU}

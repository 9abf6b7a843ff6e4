"""Void, recalled, corrected, replaced: numbers stay, figures follow, links die, nobody decides alone."""

import json
import random
from collections.abc import Callable

import pytest

from handlers import amend, mailing, rule_amendment
from handlers.annex4_records import records
from handlers.commands.mailing import StartMailing
from handlers.commands.notice import ProposeAmendment, RuleOnAmendment, ServeAmendment
from handlers.desk import RefusedError
from handlers.notice_access import open_notice
from handlers.numbers import faults
from handlers.scripts.amending import WRONG_FIRM
from models.tables.letters import Amendment, Link, Notice, PaperRow
from models.tables.people import Enterprise
from models.tables.post import OutboxRow
from models.tables.records import Audit
from rules.annex4 import Span, count
from rules.annex4_records import Switches
from tests.crowd import at_once
from tests.factories import LIN, LINBEN, WANG, WU, ZHOU, a_contact, a_draft, an_enterprise
from tests.house import AHouse


def propose(house: AHouse, notice: int, sort: str = "void", by: str = LIN, **but: object) -> int:
    """Put it to the leader; the amendment's id."""
    with house.at_desk(by) as desk:
        amend.propose(ProposeAmendment(notice=notice, sort=sort, **{"reason": "内容有误", **but}), desk)  # type: ignore[arg-type]
    return int(house.rows(Amendment)[-1].id)


def agree(house: AHouse, amendment: int, by: str = ZHOU) -> None:
    with house.at_desk(by) as desk:
        rule_amendment.rule(RuleOnAmendment(amendment, True), desk)


def states(house: AHouse) -> list[tuple[str, str]]:
    return [(n.number, n.state) for n in house.rows(Notice)]


def test_an_officer_alone_makes_nothing_void(house: AHouse) -> None:
    house.issue()
    before = states(house)

    number = propose(house, 1)
    with pytest.raises(RefusedError, match="队领导"), house.at_desk(WANG) as desk:
        rule_amendment.rule(RuleOnAmendment(number, True), desk)

    assert states(house) == before


def test_a_void_number_keeps_its_place_and_the_next_one_is_new(house: AHouse) -> None:
    house.issue()
    agree(house, propose(house, 1, again=False))
    house.add(an_enterprise(name="第二电镀厂", uscc=None))

    house.issue(a_draft(enterprise=3))

    warnings = [n for n in house.rows(Notice) if n.kind == "warning"]
    assert [(n.seq, n.state, n.void_because) for n in warnings] == [
        (1, "void", "内容有误"),
        (2, "numbered", ""),
    ]
    moved = [row.detail for row in house.rows(Audit) if row.subject == "notice:1" and row.action == "moved"]
    assert (moved[-1]["was"], moved[-1]["to"], moved[-1]["why"]) == ("numbered", "void", "内容有误")


def test_another_districts_leader_decides_nothing_here(house: AHouse) -> None:
    house.issue()

    with house.at_desk(WU) as desk:
        said = amend.begin("作废", "1号", desk).say

    assert "没有找到这个编号" in said


def test_two_leaders_who_tap_at_once_decide_once(house: AHouse) -> None:
    house.issue()
    number = propose(house, 1)

    said = at_once([lambda: agree(house, number), lambda: agree(house, number, "chenhe")])

    assert sorted(type(one).__name__ for one in said) == ["NoneType", "RefusedError"]


def test_a_received_notice_stays_in_force_until_the_statement_is_served(sqlite_house: AHouse) -> None:
    house = sqlite_house
    house.add(a_contact(1))
    house.sign(house.issue())
    number = propose(house, 1)
    agree(house, number)
    in_between = states(house)

    house.clock.go_to("2023-05-10 09:00")
    with house.at_desk(LIN) as desk:
        rule_amendment.serve(ServeAmendment(number, "2023-05-09"), desk)

    assert in_between[0] == ("温环乐预警〔2023〕1号", "rectifying")
    assert states(house)[0] == ("温环乐预警〔2023〕1号", "void")
    assert house.rows(Amendment)[0].served_on is not None


def test_a_recall_kills_the_link_holds_back_what_waits_and_tells_only_whom_it_reached(
    sqlite_house: AHouse,
) -> None:
    house = sqlite_house
    house.add(a_contact(1))
    house.issue()
    with house.at_desk(LIN) as desk:
        amend.propose(ProposeAmendment(notice=1, sort="recall", reason="发错企业"), desk)
    house.deliver()

    with house.at_desk(LINBEN, "wechat") as desk:
        link = house.rows(Link, Link.purpose == "notice")[0]
        opened = open_notice(link.token, LINBEN, desk)
    to_contact = [row for row in house.rows(OutboxRow) if row.recipient == LINBEN]

    assert isinstance(opened, str)
    assert "撤回" in opened
    assert [row.state for row in to_contact] == ["cancelled"]
    assert house.wechat.posted == []
    assert house.sign(1) == []


def test_after_half_an_hour_an_officer_can_no_longer_recall(sqlite_house: AHouse) -> None:
    sqlite_house.issue()
    sqlite_house.clock.go_to("2023-05-08 09:31")

    with sqlite_house.at_desk(LIN) as desk:
        said = amend.begin("撤回", "", desk).say

    assert "作废" in said


def test_a_correction_leaves_letter_number_and_deadline_alone(sqlite_house: AHouse) -> None:
    house = sqlite_house
    house.add(a_contact(1))
    house.sign(house.issue())
    before = [(n.number, n.facts_sha, n.due_on, n.state) for n in house.rows(Notice)]

    agree(house, propose(house, 1, "correct", wrong="标志牌", right="标识牌"))

    assert [(n.number, n.facts_sha, n.due_on, n.state) for n in house.rows(Notice)] == before
    house.journaling.drain()
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []


def test_annex_4_counts_a_replaced_notice_once(sqlite_house: AHouse) -> None:
    """The void case: voided before receipt, issued again under a new number, received: 1 家, 1 份."""
    house = sqlite_house
    house.add(a_contact(1))
    visit = house.issue()
    agree(house, propose(house, 1, reason="发错企业"))
    house.sign(house.issue())

    campaign = house.rules.bureau.campaign
    with house.at_desk(LIN) as desk:
        kept = records(desk)
        span = Span(campaign.since, campaign.since, campaign.until)
        row = count(kept, ("城东",), span, Switches()).rows[0]

    assert visit == 1
    assert [(w.id, w.void) for w in kept.warnings] == [
        ("温环乐预警〔2023〕1号", True),
        ("温环乐预警〔2023〕2号", False),
    ]
    assert (row.warnings.count, row.papers.count, row.reminders.count) == (1, 1, 1)
    assert (row.visits.count, row.problems.count) == (1, 1)


def _torn(house: AHouse, visit: int) -> Callable[[], str]:
    class Torn(Exception):  # noqa: N818
        pass

    def tear(work: object) -> None:
        raise Torn

    def tap() -> str:
        try:
            house.release(visit, WANG, then=tear)
        except Torn:
            return "torn down"
        raise AssertionError

    return tap


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_parallel_issuers_rollbacks_voids_and_a_new_year_give_1_to_n(
    kind: str, request: pytest.FixtureRequest
) -> None:
    house: AHouse = request.getfixturevalue(f"{kind}_house")
    dice = random.Random(7)
    for year, base in ((2023, 0), (2024, 50)):
        house.add(*(an_enterprise(name=f"{year}年{n}厂", uscc=None) for n in range(50)))
        visits = [house.file(a_draft(enterprise=3 + base + n)) for n in range(50)]
        torn = set(dice.sample(visits, 10))
        deeds = [_torn(house, v) if v in torn else (lambda v=v: house.release(v, WANG)) for v in visits]
        said = at_once(deeds) if kind == "postgres" else [deed() for deed in deeds]
        assert [one for one in said if isinstance(one, Exception)] == []
        issued = [n for n in house.rows(Notice) if n.kind == "warning" and n.year == year]
        for notice in dice.sample(issued, 5):
            agree(house, propose(house, notice.id))
        house.clock.go_to("2024-01-02 09:00")

    found = {
        y: [n.seq for n in house.rows(Notice) if n.kind == "warning" and n.year == y] for y in (2023, 2024)
    }
    assert sorted(found[2023]) == sorted(found[2024]) == list(range(1, 41))
    while house.journaling.drain():
        pass
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []


def enterprise_state(house: AHouse, number: int = 1) -> str:
    return str(house.rows(Enterprise, Enterprise.id == number)[0].state)


def test_the_wrong_firm_is_no_longer_visited(house: AHouse) -> None:
    house.issue()
    assert enterprise_state(house) == "visited"

    agree(house, propose(house, 1, reason=WRONG_FIRM))

    assert enterprise_state(house) == "not_started"
    moved = [row.detail for row in house.rows(Audit) if row.subject == "enterprise:1"]
    assert (moved[-1]["was"], moved[-1]["to"]) == ("visited", "not_started")


def test_who_was_there_another_time_stays_visited(house: AHouse) -> None:
    house.issue()
    house.issue()

    agree(house, propose(house, 3, reason=WRONG_FIRM))

    assert enterprise_state(house) == "visited"


def test_another_reason_changes_nothing_about_the_firm(house: AHouse) -> None:
    house.issue()

    agree(house, propose(house, 1))

    assert enterprise_state(house) == "visited"


@pytest.mark.parametrize("sort", ["correct", "void"])
def test_what_is_said_in_writing_carries_the_notices_own_code(house: AHouse, sort: str) -> None:
    house.add(a_contact(1))
    visit = house.issue()
    house.sign(visit)
    own = house.rows(Notice)[0].code

    agree(house, propose(house, 1, sort, wrong="标志牌", right="标识牌"))

    (paper,) = [one for one in house.rows(PaperRow) if one.kind == "amend"]
    assert json.loads(paper.facts)["verify"] == f"https://chayici.test/v/{own}"


def test_a_reminder_without_a_visit_is_sent_anew_from_the_register(house: AHouse) -> None:
    house.add(an_enterprise(name="城东顺达五金厂", uscc=None, group="ordinary"))
    with house.at_desk(ZHOU) as desk:
        mailing.start(StartMailing("城东"), desk)
    while house.mailer.drain():
        pass

    with house.at_desk(ZHOU) as desk:
        amend.propose(ProposeAmendment(notice=1, sort="void", reason="内容有误", again=True), desk)

    assert states(house) == [("TX-2023-000001", "void"), ("TX-2023-000002", "issued")]
    assert house.rows(Notice)[1].replaces_id == 1
    with house.store.read() as work:
        assert faults(house.journal.entries(), work) == []

"""疑似 findings: nothing is numbered or counted before 许可科室 spoke, and then everything agrees."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.script import RefusedError
from handlers.annex4 import campaign_of, switches_of
from handlers.annex4_records import records
from handlers.commands.draft import HazardDraft
from handlers.commands.visit import DecideSuspicion
from handlers.register import lines
from handlers.suspicion import decide_suspicion, permits_of
from handlers.visit_view import open_visit
from models.register import Wanted
from models.tables.cases import Evidence, Visit
from models.tables.letters import Link, Notice
from models.tables.people import Staff
from rules.annex4 import submission
from tests.factories import CHEN, LIN, TANG, WANG, ZHOU, a_draft, a_staff
from tests.house import AHouse
from tests.transcripts.lines import HERE, play
from tests.transcripts.stage import Stage, open_stage

HELEI = "helei"
DOUBT = HazardDraft(item="tier_downgraded", number=3, text="现场有酸洗工序，申报时没有填写", half="pending")


def with_office(house: AHouse, **but: object) -> None:
    row = {"userid": HELEI, "name": "何蕾", "unit": "行政许可科", "team": "行政许可科", "roles": ["permits"]}
    house.add(a_staff(**{**row, **but}))


@contextmanager
def played(folder: Path, template: Path, name: str, until: str = "== ") -> Iterator[Stage]:
    """A conversation up to a line of it."""
    stage = open_stage(template, folder / "stage")
    try:
        for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
            if line.startswith(until):
                break
            if line.startswith("> "):
                play(line, stage)
        yield stage
    finally:
        stage.close()


def figures(house: AHouse) -> tuple[int, int]:
    """Problems and visits of Annex 4, as of now."""
    bureau = house.rules.bureau
    with house.at_desk(TANG) as desk:
        campaign = campaign_of(bureau)
        counted = submission(
            records(desk), desk.work.annex4.districts(), campaign, campaign.period("P1"), switches_of(bureau)
        )
        total = counted.shown.total
        return total.problems.count, total.visits.count


def registered(house: AHouse) -> list[tuple[str, str]]:
    with house.at_desk(LIN) as desk:
        return [(one.number, str(one.hazards)) for one in lines(Wanted(kind="warning"), desk)]


def test_while_it_is_asked_nothing_is_numbered_or_counted(furnished_template: Path, tmp_path: Path) -> None:
    with played(tmp_path, furnished_template, "suspected/true", "# 已送许可科室") as stage:
        assert stage.house.rows(Notice) == []
        assert figures(stage.house) == (0, 0)
        assert stage.house.rows(Visit)[0].state == "draft"


def test_what_is_so_counts_alike_on_the_notice_in_the_register_and_in_the_table(
    furnished_template: Path, tmp_path: Path
) -> None:
    with played(tmp_path, furnished_template, "suspected/true") as stage:
        assert figures(stage.house) == (3, 1)
        assert registered(stage.house) == [("温环乐预警〔2023〕1号", "4")]
        [said] = stage.house.rows(Evidence, Evidence.sort == "permits")
        assert said.text.startswith("第3项属实（何蕾，行政许可科）")
        assert said.visit_id == stage.house.rows(Visit)[0].id


def test_what_is_not_so_is_counted_nowhere(furnished_template: Path, tmp_path: Path) -> None:
    with played(tmp_path, furnished_template, "suspected/not_so") as stage:
        assert figures(stage.house) == (2, 1)
        assert registered(stage.house) == [("温环乐预警〔2023〕1号", "3")]
        assert [one.text[:8] for one in stage.house.rows(Evidence, Evidence.sort == "permits")] == [
            "第3项需补充（何", "第3项不属实（何"
        ]  # fmt: skip


def test_the_office_of_the_district_is_asked_else_the_bureaus_else_the_leaders(sqlite_house: AHouse) -> None:
    with_office(sqlite_house, district="城西")
    with sqlite_house.at_desk(LIN) as desk:
        assert [one.userid for one in permits_of(desk, "城东", 1)] == [HELEI]
        desk.work.session.get_one(Staff, HELEI).active = False
        desk.work.session.flush()
        assert [one.userid for one in permits_of(desk, "城东", 1)] == [ZHOU]
        assert [one.userid for one in permits_of(desk, "城东", 1, but=ZHOU)] == [CHEN]


def test_only_who_was_asked_opens_the_page_and_a_decision_is_made_once(sqlite_house: AHouse) -> None:
    with_office(sqlite_house, district="城西")
    visit = sqlite_house.file(a_draft(suspected=(DOUBT,)))
    [link] = sqlite_house.rows(Link, Link.purpose == "staff", Link.person == HELEI)
    with sqlite_house.at_desk(HELEI) as desk:
        assert open_visit(link.token, HELEI, desk) is not None
        assert open_visit(link.token, WANG, desk) is None

    sqlite_house.issue()  # another visit of the same firm goes its own way
    with sqlite_house.at_desk(HELEI) as desk:
        decide_suspicion(DecideSuspicion(visit, (("tier_downgraded", "more", "请补照片"),)), desk)
        desk.work.notices.visit(visit).state = "confirmed"
        with pytest.raises(RefusedError, match="已经处理过"):
            decide_suspicion(DecideSuspicion(visit, (("tier_downgraded", "true", "属实"),)), desk)

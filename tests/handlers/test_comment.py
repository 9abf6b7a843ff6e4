"""点评: kept with the visit and its item, decides nothing; whether experts inspect is the bureau's switch."""

from dataclasses import replace

from bot.deeds import Said
from handlers.commands.visit import GiveComments
from handlers.comment import give_comments, open_comment
from handlers.may_inspect import may_inspect
from handlers.scripts.comment import _read
from handlers.visit_view import view
from models.tables.cases import Evidence
from rules.reading import Reading
from tests.factories import LIN, a_draft, a_staff
from tests.forms.turns import RealVisit
from tests.house import AHouse
from tests.jobs.test_mail import drain, filled, start

HELEI = "helei"
ITEM = "monitoring_records_5y"


def with_expert(house: AHouse) -> None:
    house.add(a_staff(userid=HELEI, name="何蕾", unit="行政许可科", team="行政许可科", roles=["expert"]))


def test_a_comment_on_a_filed_visit_stands_on_its_page_and_changes_no_answer(sqlite_house: AHouse) -> None:
    with_expert(sqlite_house)
    visit = sqlite_house.file(a_draft())
    with sqlite_house.at_desk(HELEI) as desk:
        opening = open_comment(desk.work.people.enterprise(1), desk).opens
        assert opening is not None
        sheet = desk.books.open(opening, desk.who)
        before = desk.work.notices.visit(visit).draft
    with sqlite_house.at_desk(HELEI, sheet=sheet.id) as desk:
        command = GiveComments(
            str(opening.facts["sheet"]), visit, "永嘉堃", ((ITEM, 17, "建议调取检测公司的记录"),)
        )
        give_comments(command, desk)
        desk.books.close(sheet.id, "done")

    with sqlite_house.at_desk(LIN) as desk:
        row = desk.work.notices.visit(visit)
        assert row.draft == before
        assert ("点评", "第17项点评（何蕾，行政许可科）：建议调取检测公司的记录") in view(
            row, "/staff/x", desk
        ).rows
    [kept] = sqlite_house.rows(Evidence, Evidence.sort == "comment")
    assert (kept.item, kept.visit_id) == (ITEM, visit)


def test_experts_inspect_only_where_the_bureau_says_so(sqlite_house: AHouse) -> None:
    with_expert(sqlite_house)
    expert = RealVisit(sqlite_house, HELEI)
    assert "由执法人员来做" in str(expert.does(Said("永嘉堃")))

    bureau = sqlite_house.rules.bureau
    lets = bureau.model_copy(update={"experts": bureau.experts.model_copy(update={"inspect": True})})
    assert may_inspect(["expert"], replace(sqlite_house.rules, bureau=lets))
    assert not may_inspect(["permits"], replace(sqlite_house.rules, bureau=lets))
    assert not may_inspect(["expert"], sqlite_house.rules)


def test_a_month_is_no_item() -> None:
    items = {3: "tier_downgraded", 17: ITEM}

    assert _read("3 月的记录不全", items) == Reading([0, "3 月的记录不全"])
    assert _read("17：记录不全，建议调取", items) == Reading([17, "记录不全，建议调取"])


def test_where_only_a_reminder_was_sent_there_is_nothing_to_comment_on(sqlite_house: AHouse) -> None:
    with_expert(sqlite_house)
    [firm] = filled(sqlite_house, 1, 0)
    start(sqlite_house)
    drain(sqlite_house)

    with sqlite_house.at_desk(HELEI) as desk:
        done = open_comment(desk.work.people.enterprise(firm), desk)
    assert "还没有开始检查" in done.say

"""Annex 4 counted on the worked example: every column, every switch, what counts nowhere."""

from dataclasses import replace

import pytest

from rules.annex4 import COLUMNS, submission
from rules.annex4_records import ProblemFound, Records, ReminderReceived, Switches, WarningReceived, site_key
from rules.annex4_snapshot import freeze, thaw
from rules.campaign import CAMPAIGN_2023
from rules.sources import Source
from tests.rules.annex4_case import (
    DISTRICTS,
    P2,
    RECORDS,
    VISITS,
    day,
    figures,
    online,
    table,
    visit,
    warning,
)


@pytest.mark.parametrize(
    ("period", "jia", "yi", "total"),
    [
        ("P1", (9, 5, 3, 1, 6, 2), (0, 0, 0, 0, 0, 0), (9, 5, 3, 1, 6, 2)),
        ("P2", (6, 3, 2, 1, 2, 1), (2, 1, 1, 2, 0, 0), (8, 4, 3, 3, 2, 1)),
        ("cum", (15, 8, 5, 2, 8, 3), (2, 1, 1, 2, 0, 0), (17, 9, 6, 4, 8, 3)),
    ],
)
def test_the_worked_example_comes_out(
    period: str, jia: tuple[int, ...], yi: tuple[int, ...], total: tuple[int, ...]
) -> None:
    counted = table(period)

    assert [row.district for row in counted.rows] == ["甲", "乙"]
    assert [figures(row) for row in counted.rows] == [jia, yi]
    assert figures(counted.total) == total
    assert counted.total.district == "合计"


def test_four_papers_went_to_three_sites() -> None:
    assert table("cum").rows[0].papers.count == 4


@pytest.mark.parametrize(("period", "people"), [("P1", (11, 0)), ("P2", (6, 2)), ("cum", (17, 2))])
def test_people_may_be_counted_by_visit_instead(period: str, people: tuple[int, int]) -> None:
    counted = table(period, switches=Switches(people="person_visit"))

    assert tuple(row.people.count for row in counted.rows) == people
    assert counted.total.people.count == sum(people)


def test_experts_and_rechecks_can_be_left_out() -> None:
    assert table("P1", switches=Switches(experts=False)).rows[0].people.count == 8
    without = table("P1", switches=Switches(rechecks=False)).rows[0]

    assert (without.people.count, without.visits.count) == (7, 4)
    assert without.problems.count == 6


def test_each_figure_names_the_records_behind_it() -> None:
    jia = table("P1").rows[0]

    assert jia.people.ids == jia.visits.ids == ("v01", "v02", "v03", "v04", "v06")
    assert jia.reminders.ids == ("r1", "r2", "r3")
    assert jia.problems.ids == ("h1", "h2", "h3", "h4", "h5", "h8")
    assert jia.warnings.ids == ("1号", "2号")
    assert table("cum").rows[0].papers.ids == ("1号", "2号", "3号", "4号")


def test_the_submitted_table_is_cumulative_with_the_period_beside_it() -> None:
    handed = submission(RECORDS, DISTRICTS, CAMPAIGN_2023, P2, Switches())
    turned = submission(RECORDS, DISTRICTS, CAMPAIGN_2023, P2, Switches(table="period"))

    assert (handed.shown, handed.beside) == (table("cum"), table("P2"))
    assert (turned.shown, turned.beside) == (table("P2"), table("cum"))


def test_a_notice_voided_before_receipt_and_issued_again_is_one_site_and_one_paper() -> None:
    void = WarningReceived(id="4号", district="甲", site="E7", void=True)
    again = warning("5号", "E7", "05-18")
    records = replace(RECORDS, warnings=(*RECORDS.warnings[:3], void, again))

    counted = table("P2", records).rows[0]

    assert counted.warnings.ids == ("5号",)
    assert counted.warnings.count == 1
    assert table("cum", records).rows[0].papers.count == 4


def test_a_notice_voided_after_receipt_counts_no_longer() -> None:
    records = replace(RECORDS, warnings=(*RECORDS.warnings[:3], replace(RECORDS.warnings[3], void=True)))

    assert table("P2", records).rows[0].warnings.count == 0


@pytest.mark.parametrize(
    "but",
    [
        {"confirmed": False},
        {"on_site": False},
        {"on_target": False},
        {"spot_check": True},
        {"source": Source.SPECIAL},
    ],
)
def test_what_is_no_visit_of_the_campaign_counts_nowhere(but: dict[str, object]) -> None:
    lone = Records(visits=(visit(1, "05-08", "AB", "E1", "h1", **but),))

    assert figures(table("cum", lone).total) == (0, 0, 0, 0, 0, 0)


def test_a_problem_of_another_source_on_a_mixed_visit_is_left_out_alone() -> None:
    mixed = replace(VISITS[0], problems=(ProblemFound("h1"), ProblemFound("h2", Source.COMPLAINT)))
    routed = replace(VISITS[4], problems=(ProblemFound("h6"), ProblemFound("h7", Source.ON_SITE)))

    counted = table("cum", Records(visits=(mixed, routed))).rows[0]

    assert counted.problems.ids == ("h1", "h7")
    assert counted.visits.count == 1


def test_an_online_alert_counts_once_an_episode_and_only_if_confirmed() -> None:
    first = online(1, "E2", "05-12")
    again = replace(first, id="o9", on=day("05-13"))
    wrong = replace(first, id="o8", episode="8", confirmed=False)

    assert table("cum", Records(online=(again, first, wrong))).total.online.ids == ("o1",)


def test_issued_or_delivered_may_be_the_basis_of_reminders() -> None:
    out = ReminderReceived(
        id="r1", district="甲", site="E1", issued_on=day("05-08"), delivered_on=day("05-20")
    )
    records = Records(reminders=(out,))

    assert table("P1", records, Switches(reminders="issued")).total.reminders.count == 1
    assert table("P1", records, Switches(reminders="delivered")).total.reminders.count == 0
    assert table("P2", records, Switches(reminders="delivered")).total.reminders.count == 1
    assert table("cum", records).total.reminders.count == 0


def test_a_district_nobody_listed_still_gets_its_row() -> None:
    counted = table("cum", Records(visits=(visit(1, "05-08", "AB", "E1", district="丙"),)))

    assert [row.district for row in counted.rows] == ["甲", "乙", "丙"]
    assert counted.total.visits.count == 1


def test_the_columns_are_the_official_ones_in_their_order() -> None:
    assert list(COLUMNS.values()) == [
        "出动人数（人次）", "检查企业数（家次）", "发放温馨提示单数（家）",
        "线上平台发现问题数", "现场检查发现问题数", "发放预警提示单数（家）",
    ]  # fmt: skip


def test_the_basis_is_told_in_words_for_the_cover_note() -> None:
    usual = "，".join(Switches().basis())
    words = "，".join(Switches(people="person_visit", experts=False, rechecks=False, table="period").basis())

    assert "每人每次" in words
    assert "不含专家" in words
    assert "不含复核" in words
    assert "，含专家，含复核，" in usual
    assert "累计数" in usual
    assert "本期数" in words


def test_two_sites_of_one_firm_are_two_and_a_firm_without_code_goes_by_name() -> None:
    assert site_key("91330382YYYY00012D", "东厂", "甲") != site_key("91330382YYYY00012D", "西厂", "甲")
    assert site_key("", "", "甲") != site_key("", "", "乙")


def test_a_snapshot_comes_back_as_it_was() -> None:
    assert thaw(freeze(table("cum"))) == table("cum")


def test_the_first_and_the_last_day_of_the_window_count_and_the_days_around_do_not() -> None:
    days = ("05-03", "05-04", "05-31", "06-01")
    records = Records(
        visits=tuple(visit(n, on, "AB", f"E{n}", f"h{n}") for n, on in enumerate(days)),
        warnings=tuple(warning(f"{n}号", f"E{n}", on) for n, on in enumerate(days)),
    )

    counted = table("cum", records).total

    assert counted.visits.ids == ("v01", "v02")
    assert counted.problems.ids == ("h1", "h2")
    assert counted.warnings.ids == ("1号", "2号")


def test_a_site_first_received_before_the_campaign_counts_by_its_first_receipt_within() -> None:
    records = Records(warnings=(warning("1号", "E1", "05-03"), warning("2号", "E1", "05-09")))

    assert table("cum", records).total.warnings.ids == ("2号",)

"""The campaign's window, groups and periods, and where a problem comes from."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.campaign import (
    CAMPAIGN_2023,
    Campaign,
    Group,
    Period,
    Permit,
    Phase,
    coverage_reminders,
    group_of,
    lapsed,
)
from rules.reading import Reading, Refusal
from rules.sources import CAMPAIGN, ROUTED, Source, in_campaign, read_source
from rules.workdays import WorkCalendar

CUT_OFF = date(2023, 5, 4)
WINDOW = st.dates(date(2023, 5, 4), date(2023, 6, 30))


@pytest.mark.parametrize(
    ("day", "inside", "phase"),
    [
        ("2023-05-03", False, Phase.BEFORE),
        ("2023-05-04", True, Phase.PRIORITY),
        ("2023-05-31", True, Phase.PRIORITY),
        ("2023-06-01", True, Phase.ORDINARY),
        ("2023-06-30", True, Phase.ORDINARY),
        ("2023-07-01", False, Phase.AFTER),
    ],
)
def test_the_window_includes_both_its_days(day: str, inside: bool, phase: Phase) -> None:
    on = date.fromisoformat(day)

    assert CAMPAIGN_2023.in_window(on) is inside
    assert CAMPAIGN_2023.phase(on) is phase


@given(WINDOW)
def test_every_day_of_the_campaign_lies_in_exactly_one_period(day: date) -> None:
    assert sum(period.covers(day) for period in CAMPAIGN_2023.periods) == 1
    assert CAMPAIGN_2023.period_of(day) in CAMPAIGN_2023.periods


def test_the_periods_are_the_calendars_half_months_with_their_due_days() -> None:
    assert [one.due.isoformat() for one in CAMPAIGN_2023.periods] == [
        "2023-05-16", "2023-06-01", "2023-06-16", "2023-06-30",
    ]  # fmt: skip
    assert CAMPAIGN_2023.period("P2").until == CAMPAIGN_2023.covered_by(Group.PRIORITY)
    assert CAMPAIGN_2023.period("P4").until == CAMPAIGN_2023.covered_by(Group.ORDINARY)
    assert CAMPAIGN_2023.period_of(date(2023, 7, 1)) is None
    with pytest.raises(KeyError):
        CAMPAIGN_2023.period("P5")


def test_campaign_dates_are_not_rolled_though_the_contact_day_is_a_saturday(calendar: WorkCalendar) -> None:
    assert calendar.is_workday(date(2023, 5, 6))
    assert date(2023, 5, 6).weekday() == 5


@pytest.mark.parametrize(
    ("tier", "permit", "group"),
    [
        ("重点管理", Permit("P-1", date(2021, 3, 1), date(2026, 2, 28)), Group.PRIORITY),
        ("简化管理", Permit("P-2"), Group.PRIORITY),
        ("简化管理", Permit("P-2", until=date(2023, 1, 31)), Group.PRIORITY),
        ("简化管理", Permit("P-2", since=CUT_OFF), Group.PRIORITY),
        ("简化管理", Permit("P-2", since=CUT_OFF + timedelta(1)), Group.ORDINARY),
        ("简化管理", Permit(), Group.ORDINARY),
        ("重点管理", Permit("  "), Group.ORDINARY),
        ("登记管理", Permit("D-3"), Group.ORDINARY),
        ("", Permit(), Group.ORDINARY),
    ],
)
def test_the_register_decides_the_group(tier: str, permit: Permit, group: Group) -> None:
    assert group_of(tier, permit, CUT_OFF) is group
    assert CAMPAIGN_2023.group(tier, permit) is group


def test_a_permit_is_lapsed_from_the_day_after_its_last() -> None:
    permit = Permit("P-1", until=date(2023, 5, 4))

    assert not lapsed(permit, date(2023, 5, 4))
    assert lapsed(permit, date(2023, 5, 5))
    assert not lapsed(Permit("P-1"), date(2023, 5, 5))


def test_teams_are_told_ten_five_and_two_workdays_before_the_coverage_deadline(
    calendar: WorkCalendar,
) -> None:
    assert coverage_reminders(date(2023, 5, 31), calendar) == (
        date(2023, 5, 17),
        date(2023, 5, 24),
        date(2023, 5, 29),
    )


def test_periods_that_do_not_fit_the_window_are_refused() -> None:
    p1, p2 = CAMPAIGN_2023.periods[:2]

    with pytest.raises(ValueError, match="overlaps"):
        replace(CAMPAIGN_2023, periods=(p1, replace(p2, since=p1.until)))
    with pytest.raises(ValueError, match="does not fit"):
        replace(CAMPAIGN_2023, periods=(Period("P0", date(2023, 5, 1), p1.until, p1.due),))
    with pytest.raises(ValueError, match="does not fit"):
        replace(CAMPAIGN_2023, periods=(replace(p1, due=date(2023, 5, 14)),))
    with pytest.raises(ValueError, match="outside the window"):
        Campaign(date(2023, 5, 4), date(2023, 6, 30), date(2023, 7, 1), ())


def test_only_the_campaigns_own_two_sources_lead_to_a_warning_notice() -> None:
    assert {one for one in Source if in_campaign(one)} == {Source.ON_SITE, Source.ONLINE} == CAMPAIGN
    assert {one.label for one in ROUTED} == {"媒体曝光", "举报投诉", "突发事件", "上级交办", "专项检查"}
    assert in_campaign("on_site")
    with pytest.raises(ValueError, match="hearsay"):
        in_campaign("hearsay")


@pytest.mark.parametrize("source", list(Source))
def test_a_source_is_read_by_label_and_value(source: Source) -> None:
    assert read_source(source.label) == Reading(source)
    by_value = read_source(source.value)

    assert isinstance(by_value, Reading)
    assert by_value.value is source


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("信访", Source.COMPLAINT),
        ("１２３４５", Source.COMPLAINT),
        ("专项", Source.SPECIAL),
        ("环保E企管", Source.ONLINE),
    ],
)
def test_common_words_for_a_source_are_read_and_told(said: str, source: Source) -> None:
    assert read_source(said) == Reading(source, f"我按“{source.label}”记的。")


@pytest.mark.parametrize("said", ["", "不知道", "隔壁老王说的"])
def test_an_unknown_source_is_asked_for_with_all_of_them(said: str) -> None:
    refused = read_source(said)

    assert isinstance(refused, Refusal)
    assert all(one.label in refused.say for one in Source)

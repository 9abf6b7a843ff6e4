"""Checks on Annex 4 and its correction note, on the worked example."""

from dataclasses import replace

from rules.annex4 import Span
from rules.annex4_checks import (
    broken_chain,
    correction_note,
    corrections,
    faults,
    note_needed,
    thin_teams,
    warned_unseen,
)
from rules.annex4_records import Records, Switches
from rules.campaign import CAMPAIGN_2023
from tests.rules.annex4_case import P2, RECORDS, day, table, visit, warning


def test_a_reminder_that_proves_unsigned_moves_to_the_period_it_was_signed_in() -> None:
    submitted = table("P1")
    late = replace(RECORDS.reminders[2], signed_on=day("05-19"))
    mended = replace(RECORDS, reminders=(*RECORDS.reminders[:2], late, *RECORDS.reminders[3:]))

    changed = corrections("P1", submitted, table("P1", mended))

    assert table("P1", mended).rows[0].reminders.count == 2
    assert table("P2", mended).rows[0].reminders.count == 3
    assert table("cum", mended).rows[0].reminders.count == 5
    assert [one.line for one in changed] == [
        "P1 甲 发放温馨提示单数（家） 3→2",
        "P1 合计 发放温馨提示单数（家） 3→2",
    ]
    assert note_needed(changed)
    assert correction_note(changed[:1], "E3 改计 P2") == (
        "更正说明：P1 甲 发放温馨提示单数（家） 3→2。原因：E3 改计 P2。"
    )
    assert broken_chain(submitted, table("P2", mended), table("cum", mended), changed) == ()
    assert broken_chain(submitted, table("P2", mended), table("cum", mended)) != ()


def test_the_worked_example_passes_every_check() -> None:
    whole = Span(CAMPAIGN_2023.since, CAMPAIGN_2023.since, P2.until)

    assert faults(table("cum"), {"甲": 10, "乙": 4}) == ()
    assert warned_unseen(RECORDS, table("cum")) == ()
    assert thin_teams(RECORDS, whole, Switches()) == ()
    assert broken_chain(table("P1"), table("P2"), table("cum")) == ()


def test_what_does_not_fit_is_named() -> None:
    broken = replace(table("cum"), total=replace(table("cum").total, visits=table("P1").total.visits))
    alone = Records(visits=(visit(1, "05-08", "A", "E1"),), warnings=(warning("1号", "E9", "05-09"),))
    whole = Span(CAMPAIGN_2023.since, CAMPAIGN_2023.since, P2.until)

    assert faults(broken, {}) == ("合计：检查企业数（家次）应为 9，现在是 5，请核对",)
    assert faults(table("cum"), {"甲": 4}) == ("甲：温馨提示单 5 家，多于名录 4 家，请核对",)
    assert warned_unseen(alone, table("cum", alone)) == (
        "甲：预警提示单（1号）没有对应的检查或线上发现，请核对",
    )
    assert thin_teams(alone, whole, Switches()) == ("甲：2023-05-08 v01 只有 1 人，请核对人员",)

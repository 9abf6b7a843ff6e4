"""The paper: the standard's geometry, the same bytes every time, two copies, an honest preview."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from notices.facts.kinds import Facts, kind_of, to_json
from notices.pages import page_count, text_of
from notices.paper import draw, page_plan, seal_place
from notices.setting.sheet import A4_HEIGHT, A4_WIDTH, MM, Page, Placed
from tests.letters import samples

ALL: tuple[Facts, ...] = (
    samples.warning(),
    samples.reminder(),
    samples.form(),
    samples.transfer(),
    samples.routed(),
    samples.annex4(),
)
DRAW_AGAIN = """
import hashlib, sys
from notices.facts.kinds import from_json
from notices.paper import draw
draw(from_json("form", sys.argv[2]))
print(hashlib.sha256(draw(from_json(sys.argv[1], sys.argv[3]))).hexdigest())
"""


def body(page: Page) -> list[Placed]:
    """Return the lines of 3 号 on a page."""
    return [placed for placed in page.lines if placed.size == 16 and placed.line.text]


@pytest.mark.parametrize("facts", ALL, ids=kind_of)
def test_the_same_facts_give_the_same_bytes(facts: Facts) -> None:
    assert draw(facts) == draw(facts)
    assert draw(facts, preview=True) == draw(facts, preview=True)


def test_another_process_with_another_history_gives_the_same_bytes() -> None:
    warning, form = samples.warning(), samples.form(staff=(("欧阳龑", "虹桥执法队"),))
    command = [sys.executable, "-c", DRAW_AGAIN, "warning", to_json(form), to_json(warning)]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima"}

    elsewhere = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)

    assert elsewhere.stdout.strip() == hashlib.sha256(draw(warning)).hexdigest()


def test_the_page_is_that_of_the_standard() -> None:
    page = page_plan(samples.reminder()).pages[0]
    lines = body(page)

    assert (page.frame.width, page.frame.height) == (A4_WIDTH, A4_HEIGHT)
    assert round(page.frame.left / MM) == 28
    assert round((A4_HEIGHT - page.frame.top) / MM) == 37
    assert (round(page.frame.inner_width / MM), round(page.frame.inner_height / MM)) == (156, 225)
    pitches = {round(upper.y - lower.y, 2) for upper, lower in pairwise(lines)}
    assert pitches == {28.99}
    full = [len(placed.line.text) for placed in lines if not re.search("[0-9]", placed.line.text)]
    assert max(full) == 28


def test_further_pages_hold_22_lines() -> None:
    plan = page_plan(samples.warning(hazards=("温州" * 700,)))

    assert len(body(plan.pages[1])) == 22


def test_page_numbers_stand_outside_in_their_size_below_the_type_area() -> None:
    first, second = page_plan(samples.warning()).pages
    right, left = (next(p for p in page.lines if p.line.text.startswith("— ")) for page in (first, second))

    assert (right.line.text, left.line.text) == ("— 1 —", "— 2 —")
    assert right.x > first.frame.left + first.frame.inner_width / 2 > left.x
    assert right.size == 14
    assert first.frame.bottom - right.y > 7 * MM


def test_the_signature_takes_text_along_and_leaves_room_for_seals() -> None:
    for count in range(1, 12):
        facts = samples.warning(hazards=samples.HAZARDS[:1] * count)
        plan = page_plan(facts)
        last = body(plan.pages[-1])
        name = next(p for p in last if p.line.text == samples.BUREAU.name)
        receipt = next(p for p in last if p.line.text.startswith("签收单位"))
        above = [p for p in last if p.y > name.y]

        assert len(above) >= 2
        assert plan.seal is not None
        assert plan.seal.page == len(plan.pages) - 1
        assert min(p.y for p in above) - (plan.seal.y + 21 * MM) > 0
        assert plan.seal.y - 21 * MM > receipt.y + receipt.size
        assert min(p.y for p in last) > plan.pages[-1].frame.bottom


def test_the_one_page_form_of_both_letters_takes_one_page() -> None:
    for facts in (samples.warning(fit="one_page"), samples.reminder(fit="one_page")):
        assert page_count(draw(facts)) == 1


def test_the_two_copies_differ_in_their_mark_alone() -> None:
    served, kept = samples.warning(copy="送达"), samples.warning(copy="存根")

    texts = ["".join(text_of(draw(facts))).replace(facts.copy, "") for facts in (served, kept)]
    assert texts[0] == texts[1]
    places = [
        [
            (p.x, p.y, p.line.text)
            for page in page_plan(facts).pages
            for p in page.lines
            if p.line.text != facts.copy
        ]
        for facts in (served, kept)
    ]
    assert places[0] == places[1]


def test_every_page_says_which_copy_it_is() -> None:
    assert all("存根" in text and "送达" not in text for text in text_of(draw(samples.reminder(copy="存根"))))


@pytest.mark.parametrize("facts", ALL, ids=kind_of)
def test_a_preview_is_marked_on_every_page_and_an_issued_letter_on_none(facts: Facts) -> None:
    preview, issued = text_of(draw(facts, preview=True)), text_of(draw(facts))

    assert all("预览" in text for text in preview)
    assert not any("预览" in text for text in issued)
    assert len(preview) == len(issued)


def test_a_preview_carries_no_number_anywhere_in_the_file() -> None:
    pdf = draw(samples.warning(number="温环乐预警〔2023〕4711号"), preview=True)

    assert "4711" not in "".join(text_of(pdf))
    assert "4711".encode("utf-16-be") not in pdf
    assert b"4711" not in pdf[: pdf.index(b"stream")]


def test_the_file_says_what_it_is_and_nothing_of_when_it_was_drawn() -> None:
    pdf = draw(samples.warning())

    assert b"/Lang (zh-CN)" in pdf
    assert b"D:20230508000000+08'00'" in pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert "温环乐预警〔2023〕7号".encode() in pdf
    assert set(re.findall(rb"D:[0-9]{8}", pdf)) == {b"D:20230508"}
    assert set(re.findall(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T", pdf)) == {b"2023-05-08T"}
    assert b"/Helvetica" not in pdf
    assert b"/ASCII85Decode" not in pdf


def test_only_letters_with_a_signature_have_a_place_for_the_seal() -> None:
    assert seal_place(samples.reminder()) is not None
    assert seal_place(samples.form()) is None


def test_boxes_are_drawn_and_can_be_copied(tmp_path: Path) -> None:
    text = "".join("".join(text_of(draw(samples.form()))).split())

    assert "生产状况：☑生产□停产□季节性停产□关闭" in text
    assert text.count("☑") == 2 + 33 - 4
    assert text.count("□") == 3 + 2 + 29 + 8


def test_lines_of_one_two_and_three_questions_share_one_grid_of_columns() -> None:
    page = page_plan(samples.form()).pages[0]
    inside = [rule for rule in page.rules if rule.x1 == rule.x2 and rule.x1 > page.frame.left + 1]
    # The rows of the head have columns of their own; the sections begin below the two lines of choices.
    sections = [rule for rule in inside if rule.y1 < page.frame.top - 130 and rule.x1 < page.frame.right]
    columns = sorted({round(rule.x1, 1) for rule in sections})

    assert len(columns) == 6
    widths = [round(right - left) for left, right in pairwise([*columns, page.frame.right])]
    assert widths[0] == widths[2] == widths[4] > widths[1] == widths[3] == widths[5]


def test_a_red_head_stands_where_the_standard_has_it() -> None:
    plan = page_plan(samples.warning(head="red"))
    first, second = plan.pages
    head = next(placed for placed in first.lines if placed.red)
    lines = sorted((rule.y1 for rule in first.rules if rule.red), reverse=True)

    assert head.line.text == samples.BUREAU.name
    assert A4_HEIGHT - (head.y + 0.86 * head.size) == pytest.approx(30 * MM)
    assert head.size <= 36
    upper, lower = lines[:2], lines[2:]
    assert (A4_HEIGHT - 30 * MM - head.size) - upper[0] == pytest.approx(4 * MM, abs=1)
    assert lower[0] == pytest.approx(20 * MM, abs=1)
    assert {round((rule.x2 - rule.x1) / MM) for rule in first.rules if rule.red} == {170}
    number = next(placed for placed in first.lines if placed.line.text.startswith("温环乐预警"))
    assert number.x + number.line.width * number.size / 1000 == pytest.approx(first.frame.right, abs=0.1)
    assert not [placed for placed in first.lines if placed.line.text.startswith("— ")]
    assert [placed for placed in second.lines if placed.line.text == "— 2 —"]
    assert not any(placed.red for placed in second.lines)
    assert not any(rule.red for rule in second.rules)


def test_a_red_head_takes_the_bureaus_name_out_of_the_title_and_changes_no_other_word() -> None:
    plain, red = ("".join(text_of(draw(samples.warning(head=head)))) for head in ("plain", "red"))

    assert sorted("".join(red.split())) == sorted("".join(plain.replace("— 1 —", "").split()))


def test_a_long_name_gets_a_smaller_red_head() -> None:
    long = samples.issuer(name="温州市生态环境局乐清经济技术开发区分局（综合行政执法队）")
    page = page_plan(samples.reminder(head="red", issuer=long)).pages[0]
    head = next(placed for placed in page.lines if placed.red)

    assert head.size < 20
    assert head.line.width * head.size / 1000 <= 156 * MM


def test_both_letters_fit_one_page_under_a_red_head_too() -> None:
    for facts in (
        samples.warning(fit="one_page", head="red"),
        samples.reminder(fit="one_page", head="red"),
    ):
        assert page_count(draw(facts)) == 1

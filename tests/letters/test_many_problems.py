"""A letter with everything that can be found, and the longest one the limits allow."""

from __future__ import annotations

import time

import pytest

from config.checklist_file import load_all
from notices.facts.form import FormFacts
from notices.letter import compose
from notices.pages import page_count, text_of
from notices.paper import draw, page_plan
from tests.house import CONFIG
from tests.letters import samples

FORM = load_all(CONFIG / "checklists")["zonghe-2023-18"]
LONGEST = tuple(
    max((preset.text for preset in item.presets), key=len, default=item.text).rstrip("。") + "。"
    for item in FORM.items
)


def test_33_problems_stand_in_their_order_each_whole_and_numbered() -> None:
    assert len(LONGEST) == 33
    facts = samples.warning(hazards=LONGEST)

    text = "".join("".join(text_of(draw(facts))).split())
    for mark in ("—1—", "—2—", "—3—", "送达"):
        text = text.replace(mark, "")
    found = "".join(f"{at}.{problem}" for at, problem in enumerate(LONGEST, start=1))
    assert "".join(found.split()) in text
    assert page_count(draw(facts)) == 3


def test_48_lines_of_problems_part_between_pages_and_keep_the_signature_company() -> None:
    plan = page_plan(samples.warning(hazards=("乐清" * 40 + "。",) * 16))

    bodies = [[placed for placed in page.lines if placed.size == 16] for page in plan.pages]
    # The first page also has the number; a page that would leave a lone line behind stays one line short.
    assert [len(body) for body in bodies[:-1]] == [18, 21, 22]
    assert plan.seal is not None
    assert plan.seal.page == len(plan.pages) - 1
    assert len([placed for placed in bodies[-1] if placed.y > plan.seal.y]) >= 3


def test_a_form_with_every_box_on_the_bad_side_and_the_longest_conclusion_keeps_all_of_it() -> None:
    conclusion = "\n".join(f"{at}.{problem}" for at, problem in enumerate(LONGEST, start=1))
    facts = samples.form(conclusion=conclusion, sections=samples.sections(no=tuple(range(1, 34))))
    assert isinstance(facts, FormFacts)

    text = "".join("".join(text_of(draw(facts))).split())
    for at, problem in enumerate(LONGEST, start=1):
        assert f"{at}.{''.join(problem.split())}" in text


@pytest.mark.parametrize(
    "facts",
    [
        samples.warning(hazards=("甲乙丙丁，" * 60,) * 195),
        samples.form(conclusion="甲乙丙丁，" * 1200, staff=(("林一帆", "乐清" * 40),) * 190),
        samples.transfer(evidence=samples.evidence(200)),
    ],
    ids=["warning", "form", "transfer"],
)
def test_the_longest_letters_the_limits_allow_take_less_than_three_seconds(facts: object) -> None:
    began = time.process_time()
    pdf = draw(facts)  # type: ignore[arg-type]

    assert time.process_time() - began < 3
    assert len(pdf) < 2_000_000
    assert compose(facts).words()  # type: ignore[arg-type]

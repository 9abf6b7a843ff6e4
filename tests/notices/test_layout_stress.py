"""However long names, findings and lists are: nothing overlaps, nothing leaves the page, nothing is lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notices.blocks import Letter
from notices.facts.inside import TransferHazard
from notices.facts.kinds import Facts
from notices.letter import compose
from notices.paper import page_plan
from notices.setting.sheet import Page, Plan
from tests.letters import samples

HANZI = "温州市生态环境局乐清分局永嘉堃电镀有限公司，。（）“”、：；龑𬱖"
WORDS = st.text(HANZI + "ABC123-", min_size=1, max_size=60)
LONG = st.builds(lambda text, times: (text * times)[:1500], WORDS, st.integers(1, 60))
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(facts: Facts) -> Plan:
    """Lay a letter out and check every page; return the plan."""
    letter, plan = compose(facts), page_plan(facts)
    for page in plan.pages:
        check_edges(page)
        check_overlap(page)
    check_complete(letter, plan)
    return plan


def check_edges(page: Page) -> None:
    """Check that type and rules keep inside the type area, furniture inside the paper."""
    frame = page.frame
    for placed in page.lines:
        right = placed.x + placed.line.width * placed.size / 1000
        furniture = placed.line.text.startswith("— ") or placed.y > frame.top
        assert frame.left - 0.5 <= placed.x
        assert right <= frame.right + (5 if furniture else 0.5)
        assert furniture or placed.y >= frame.bottom
        assert 0 < placed.y < frame.height
    for rule in page.rules:
        if rule.red:
            continue  # the lines of a red head are 170 mm, wider than the type area
        assert frame.left - 0.1 <= min(rule.x1, rule.x2)
        assert max(rule.x1, rule.x2) <= frame.right + 0.1
        assert frame.bottom - 0.1 <= min(rule.y1, rule.y2)


def check_overlap(page: Page) -> None:
    """Check that no two lines of type touch, and that no rule runs through type."""
    boxes = []
    for placed in page.lines:
        if placed.line.text.strip(" \u3000"):
            right = placed.x + placed.line.width * placed.size / 1000
            boxes.append((placed.x, placed.y - 0.12 * placed.size, right, placed.y + 0.8 * placed.size))
    boxes.sort(key=lambda box: box[1])
    for at, (left, bottom, right, top) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            if other[1] >= top:
                break
            assert other[0] >= right - 0.5 or other[2] <= left + 0.5, "two lines of type overlap"
        for rule in page.rules:
            if rule.x1 == rule.x2 and min(rule.y1, rule.y2) < bottom and max(rule.y1, rule.y2) > top:
                assert not left + 0.5 < rule.x1 < right - 0.5, "a rule runs through type"
            if rule.y1 == rule.y2 and rule.x1 < right - 0.5 and rule.x2 > left + 0.5:
                assert not bottom < rule.y1 < top, "a rule runs through type"


def check_complete(letter: Letter, plan: Plan) -> None:
    """Check that every character of the words is on the pages at least as often."""
    printed = "".join(placed.line.text for page in plan.pages for placed in page.lines)
    words = letter.words()
    for char in set(words) - set(" \n\u3000"):
        assert printed.count(char) >= words.count(char), f"{char} was lost"


@QUICK
@given(
    name=WORDS,
    address=WORDS,
    hazards=st.lists(LONG, min_size=1, max_size=8),
    fit=st.booleans(),
    red=st.booleans(),
)
def test_any_warning_lays_out(name: str, address: str, hazards: list[str], fit: bool, red: bool) -> None:
    firm = samples.replaced_firm(name=name, address=address)

    plan = check(
        samples.warning(
            addressee=firm,
            hazards=tuple(hazards),
            fit="one_page" if fit else "standard",
            head="red" if red else "plain",
            contact=name,
        )
    )

    assert plan.seal is not None


@QUICK
@given(
    name=WORDS, conclusion=st.lists(LONG, max_size=3), people=st.lists(st.tuples(WORDS, WORDS), max_size=20)
)
def test_any_form_lays_out(name: str, conclusion: list[str], people: list[tuple[str, str]]) -> None:
    enterprise = samples.enterprise(name=name, legal_rep=name, site_contact=name, phone="0577-00000000-8001")

    check(samples.form(enterprise=enterprise, conclusion="\n".join(conclusion), staff=tuple(people)))


@QUICK
@given(texts=st.lists(LONG, min_size=1, max_size=6), pieces=st.integers(0, 40), notice=WORDS)
def test_any_slip_lays_out(texts: list[str], pieces: int, notice: str) -> None:
    hazards = tuple(TransferHazard(text=text, intent="不清楚", consequence="已造成") for text in texts)

    check(samples.transfer(hazards=hazards, evidence=samples.evidence(pieces), notice_course=notice))


@QUICK
@given(districts=st.lists(WORDS, min_size=0, max_size=60), notes=st.lists(LONG, max_size=3))
def test_any_table_lays_out(districts: list[str], notes: list[str]) -> None:
    check(samples.summed(districts, tuple(notes)))


@QUICK
@given(name=st.text(HANZI, min_size=1, max_size=60), hazards=st.integers(1, 30))
def test_any_bureau_and_thirty_hazards_lay_out(name: str, hazards: int) -> None:
    check(samples.warning(issuer=samples.issuer(name=name), hazards=samples.HAZARDS[:1] * hazards))
    check(samples.reminder(issuer=samples.issuer(name=name)))
    check(samples.reminder(issuer=samples.issuer(name=name), head="red"))


def test_a_long_conclusion_flows_on_and_its_lines_keep_their_order() -> None:
    text = "".join(f"第{at}处隐患已当场指出。" for at in range(400))
    plan = check(samples.form(conclusion=text))

    printed = "".join(
        placed.line.text
        for page in plan.pages
        for placed in page.lines
        if page.frame.bottom <= placed.y <= page.frame.top
    )
    assert text in printed
    assert len(plan.pages) > 2


def test_a_parted_section_is_named_again() -> None:
    pages = page_plan(samples.form()).pages
    names = [["".join(p.line.text for p in page.lines if p.x < 141)] for page in pages]

    assert all("自行监测" in "".join(found) for found in names)


def test_a_short_cell_stands_in_the_middle_of_a_high_row() -> None:
    (page,) = page_plan(samples.summed(["柳市镇白石街道翁垟街道北白象镇片区"], ())).pages
    rules = sorted({rule.y1 for rule in page.rules if rule.y1 == rule.y2}, reverse=True)
    upper, lower = rules[1:3]

    figure = next(placed for placed in page.lines if placed.line.text == "3")
    assert upper - lower > 50
    assert abs((upper + lower) / 2 - (figure.y + 0.36 * figure.size)) < 2


def test_lines_of_a_table_row_do_not_cross_into_the_next() -> None:
    (page,) = page_plan(samples.annex4()).pages
    heights = sorted({rule.y1 for rule in page.rules if rule.y1 == rule.y2}, reverse=True)

    assert all(upper - lower > 25 for upper, lower in pairwise(heights))

"""A character no face has stops the letter with words for the person, before anything has a number."""

from dataclasses import replace

import pytest

from bot.script import RefusedError
from deploy.press import unprintable
from handlers import letters
from models.tables.letters import Notice, PaperRow
from tests.factories import LIN, a_draft, a_hazard
from tests.house import AHouse, rules_of_the_house

SNOWMAN = a_draft(hazards=(a_hazard(text="DA001 排放口☃没有设置标志牌"),))


@pytest.fixture
def strict(house: AHouse) -> AHouse:
    """A house that looks at every letter's characters, as the real one does."""
    return replace(house, rules=replace(rules_of_the_house(), unprintable=unprintable))


def test_no_letter_is_issued_no_number_taken_and_the_character_named(strict: AHouse) -> None:
    visit = strict.file(SNOWMAN)

    with pytest.raises(RefusedError) as refused:
        strict.release(visit)

    assert "“☃”（U+2603）" in str(refused.value)
    assert "隐患描述" in str(refused.value)
    assert strict.rows(Notice) == []
    assert strict.rows(PaperRow) == []


def test_the_next_letter_gets_the_number_that_was_given_back(strict: AHouse) -> None:
    with pytest.raises(RefusedError):
        strict.release(strict.file(SNOWMAN))
    strict.issue(a_draft(enterprise=2))

    (warning,) = strict.rows(Notice, Notice.kind == "warning")
    assert warning.number == "温环乐预警〔2023〕1号"


def test_rare_names_are_issued(strict: AHouse) -> None:
    head = {**a_draft().header, "legal_rep": "陈𬱖龑㙦", "site_contact": "﨑𬭎"}
    strict.issue(a_draft(header=head))

    assert len(strict.rows(PaperRow)) == 5


def test_whoever_freezes_a_letter_is_refused_by_its_name(strict: AHouse) -> None:
    facts = letters.warning(SNOWMAN, ("林一帆",), strict.rules, "温环乐预警〔2023〕9号", None, "送达")

    with strict.at_desk(LIN) as desk, pytest.raises(RefusedError, match="预警提示单还不能出"):
        letters.paper(desk, "预警提示单", facts)

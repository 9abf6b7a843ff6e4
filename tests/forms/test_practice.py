"""练习: the whole visit, of which nothing is left: no number, no delivery, no visit to count."""

from pathlib import Path

import pypdfium2
import pytest

from bot.codec import load_word
from bot.deeds import Said
from bot.script import TickOff
from bot.words import Card, Paper, Say
from models.tables.cases import Hazard, Visit
from models.tables.letters import Counter, Delivery, Notice, PaperRow
from models.tables.people import Enterprise, KnownFact
from notices.facts.kinds import from_json
from notices.paper import draw
from tests.factories import LIN
from tests.forms.hands import tap
from tests.forms.test_any_form import Rolled
from tests.forms.test_second_form import given
from tests.forms.turns import RealVisit
from tests.house import AHouse


@pytest.fixture
def practised(sqlite_house: AHouse) -> AHouse:
    """After a whole practice with hazards."""
    visit = RealVisit(sqlite_house)
    visit.does(Said("练习"))
    die = Rolled(5, 0.2)
    for _ in range(90):
        now = visit.asked()
        if now is None:
            return sqlite_house
        ask, shown = now
        answer = given(ask, die)
        if isinstance(ask.form, TickOff) and ask.key.startswith("sec."):
            answer = [ask.form.options[0].id]
        if ask.key == "state":
            answer = {"production": "生产", "tier": "重点管理"}
        visit.does(tap(ask, shown, answer))
    raise AssertionError("practice never ends")


def test_nothing_is_left_but_papers_marked_practice(practised: AHouse) -> None:
    for table in (Visit, Hazard, Notice, Counter, Delivery, KnownFact):
        assert practised.rows(table) == [], table
    assert len(practised.rows(Enterprise)) == 2
    papers = practised.rows(PaperRow)
    assert {row.kind for row in papers} == {"form", "warning", "reminder"}
    assert all(row.preview and row.name.startswith("练习") for row in papers)


def test_every_page_of_every_paper_says_practice(practised: AHouse, tmp_path: Path) -> None:
    for row in practised.rows(PaperRow):
        pdf = draw(from_json(row.kind, row.facts), preview=True)
        (tmp_path / f"{row.kind}.pdf").write_bytes(pdf)
        document = pypdfium2.PdfDocument(pdf)
        try:
            assert all("练习" in page.get_textpage().get_text_range() for page in document)
            assert not any("预览" in page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()


def test_it_is_said_that_it_is_practice_at_the_start_and_at_the_end(practised: AHouse) -> None:
    words = [load_word(posted.word) for posted in practised.wecom.posted]
    said = [word.text for word in words if isinstance(word, Say)]

    assert any("练习开始" in word.body for word in words if isinstance(word, Card))
    assert all("练习" in word.source for word in words if isinstance(word, Card))
    assert any("练习完了" in text and "没有编号" in text for text in said)
    assert [word for word in words if isinstance(word, Paper)]
    assert {posted.to for posted in practised.wecom.posted} == {LIN}

"""A second form, nothing like the first, from the choice of the form to its paper and to 附件4."""

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from bot.script import Ask, TickOff
from deploy.press import unprintable
from handlers.annex4 import submit_table
from handlers.commands.draft import load_draft
from handlers.commands.notice import SubmitTable
from models.tables.cases import Hazard, Visit
from models.tables.letters import PaperRow
from models.tables.records import Snapshot
from notices.facts.kinds import from_json
from notices.paper import draw
from tests.factories import SONG, WANG
from tests.forms.hands import tap, value
from tests.forms.test_any_form import Rolled
from tests.forms.turns import RealVisit
from tests.house import BUREAU, AHouse

SECOND = "weifei-2023-1"
TICKED = {"没明确危废管理责任人", "容器没贴标签", "容器包装渗漏"}


SAID = {
    "form": SECOND, "source": "on_site", "header": "yes", "gate": "harmless", "days": "10",
    "issue": "issue", "p.box_leaking.1.how": "broken",
}  # fmt: skip


def given(ask: Ask, die: Rolled) -> object:
    """All facts hold, three problems are ticked, everything is harmless."""
    if isinstance(ask.form, TickOff) and ask.key.startswith(("facts.", "sec.")):
        facts = ask.key.startswith("facts.")
        labels = {o.id: o.label.lstrip("0123456789 ") for o in ask.form.options if not o.id.startswith("_")}
        return [id for id, label in labels.items() if facts or label in TICKED] or ["_none"]
    if ask.key.endswith(".next"):
        return "on"
    return SAID.get(ask.key) or value(ask, die)


@pytest.fixture
def house(sqlite_house: AHouse) -> AHouse:
    """A bureau with two forms."""
    campaign = BUREAU.campaign.model_copy(update={"checklists": ("zonghe-2023-18", SECOND)})
    bureau = BUREAU.model_copy(update={"campaign": campaign})
    rules = replace(sqlite_house.rules, bureau=bureau, unprintable=unprintable)
    return replace(sqlite_house, rules=rules)


def play(house: AHouse) -> list[Ask]:
    visit, die, asked = RealVisit(house), Rolled(1), list[Ask]()
    visit.begin()
    while (now := visit.asked()) is not None:
        ask, shown = now
        asked.append(ask)
        visit.does(tap(ask, shown, given(ask, die)))
        assert len(asked) < 80
    return asked


def text_of(house: AHouse, kind: str, folder: Path) -> str:
    row = next(r for r in house.rows(PaperRow, PaperRow.preview.is_(False)) if r.kind == kind)
    pdf = draw(from_json(kind, row.facts), preview=False)
    (folder / f"{kind}.pdf").write_bytes(pdf)
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_it_is_asked_for_inspected_issued_printed_and_counted(house: AHouse, tmp_path: Path) -> None:
    asked = play(house)
    visit = RealVisit(house, WANG)
    ask, shown = visit.asked() or pytest.fail("the second officer was asked nothing")
    visit.does(tap(ask, shown, "yes"))

    [row] = house.rows(Visit)
    draft = load_draft(row.draft)
    assert "form" in {ask.key for ask in asked}
    assert (row.checklist, row.state) == (SECOND, "confirmed")
    assert len(draft.marks) == 41
    assert [one.item for one in house.rows(Hazard)] == ["person_named", "box_leaking", "box_label"]
    assert draft.facts["hw_role"] in ("产废单位", "收集单位", "利用处置单位")

    paper = text_of(house, "form", tmp_path)
    assert "危险废物规范化环境管理帮扶表" in paper
    assert "单位类型" in paper
    assert "排污许可管理类型" not in paper
    flat = re.sub(r"\s", "", paper)
    assert "存在容器、包装破损渗漏的隐患" in flat
    assert flat.count("☑") == 2 + sum(
        m["verdict"] in ("clear", "hazard", "not_applicable") for m in draft.marks.values()
    )
    assert re.search("□未发现☑发现□不涉及", flat)
    assert re.search("☑未发现□发现□不涉及", flat)
    warning = re.sub(r"\s", "", text_of(house, "warning", tmp_path))
    assert "包装破损" in warning

    house.clock.go_to("2023-05-16 09:00")
    with house.at_desk(SONG) as desk:
        submit_table(SubmitTable("P1"), desk)
    [table] = house.rows(Snapshot)
    total = table.figures["total"]
    assert (total["visits"]["count"], total["problems"]["count"]) == (1, 3)

"""The published form and the answers the checklist tests play with. Loaded once."""

from functools import cache
from pathlib import Path

from config.checklist_file import load
from rules.checklist import Checklist
from rules.marks import FactValue, Mark, Verdict

CONFIG = Path(__file__).parents[2] / "config"
CLEAR, HAZARD = Mark(Verdict.CLEAR), Mark(Verdict.HAZARD)


@cache
def form() -> Checklist:
    """附件1 as it is published."""
    return load(CONFIG / "checklists" / "zonghe-2023-18.yaml")


def a_firm(**but: FactValue) -> dict[str, FactValue]:
    """A 重点管理 firm in production to which every fact applies."""
    facts: dict[str, FactValue] = {fact.id: True for fact in form().facts if fact.kind == "bool"}
    return facts | {"tier": "重点管理", "production": "生产"} | but


def ticked(**hazards: Mark | str) -> dict[str, Mark]:
    """Every item answered 未发现, but these: a mark, or the id of a hazard's sub-choice."""
    marks = {item.id: CLEAR for item in form().items}
    for item, mark in hazards.items():
        marks[item] = mark if isinstance(mark, Mark) else Mark(Verdict.HAZARD, half=mark)
    return marks


def numbers(ids: object) -> list[int]:
    """Item ids as the numbers on the form."""
    assert isinstance(ids, list | tuple | set | frozenset | dict)
    return sorted(form().item(id).num for id in ids)

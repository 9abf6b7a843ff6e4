"""The pages of docs/dialogues as they should be: each script on facts of the ordinary sort."""

import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.deeds import Person
from bot.script import Look, Script
from bot.sheet import Actor, Sheet
from handlers.books import Books
from handlers.scripts import brief
from handlers.scripts.decisions import Matter
from handlers.scripts.sealing import ToSeal
from handlers.sealing import KINDS as SEALS
from handlers.start_inspection import read_facts
from rules.roles import Role
from tests.clock import AClock
from tests.dialogues.drawing import page
from tests.dialogues.explore import Walk
from tests.factories import FIRM, LIN
from tests.house import AHouse
from tests.transcripts import world

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "dialogues"
INDEX = """# 对话图

每个对话一页，由脚本自己走出来（`make dialogues`），测试保证和脚本一致。

"""
HAZARDS = ((1, 1, "DA001 没有设置标志牌"), (2, 2, "应急池积水约 1 米"))
FACTS: Mapping[str, dict[str, Any]] = {
    "find": {},
    "form": {
        "enterprise": 1, "name": FIRM, "reason": "", "given": [],
        "forms": [["zonghe-2023-18", "综合查一次"], ["other", "另一张表"]],
    },
    "fixing": {"hazards": [{"id": n, "place": n, "number": "〔2023〕1号", "text": t} for n, _, t in HAZARDS]},
    "rating": {"visit": 1, "firm": FIRM},
    "online": {"platforms": ["在线监控", "用电监管"], "now": "2023-05-08T09:00:00+08:00"},
    "self_report": {"matters": [[1, "COD 小时均值异常"], [2, "停电时段仍有排放"]]},
    "contacts": {"firm": FIRM, "bound": [{"id": 1, "label": "林犇", "line": "环保负责人 138****8000"}]},
    "new_version": {"visit": 1, "name": FIRM, "day": "2023年5月8日", "version": 1, "number": ""},
    "lose": {"enterprise": 1, "name": FIRM, "word": "失联"},
    "consult": {"name": FIRM, "sheet": "s", "visit": 0},
    "backfill": {"enterprise": 1, "name": FIRM, "today": "2023-05-12", "since": "2023-05-04"},
    "on_paper": {
        "visit": 1, "firm": FIRM, "letters": ["预警提示单 温环乐预警〔2023〕1号", "温馨提示单"],
        "issued": "2023-05-08", "today": "2023-05-10", "mail": "",
        "people": [["林犇", "环保负责人"]], "colleagues": [["wangmin", "王敏"]],
    },
    "receipt_date": {
        "visit": 1, "firm": FIRM, "letters": ["预警提示单 温环乐预警〔2023〕1号"], "issued": "2023-05-08",
        "today": "2023-05-12", "was": "2023-05-10", "due": "2023-05-25", "days": 15, "recorder": "林一帆记",
    },
    "late_photo": {"handover": 1, "firm": FIRM, "what": "签收页", "told": "林犇 5月10日纸质签收"},
    "comment": {"sheet": "s", "visit": 0, "firm": FIRM, "items": [[17, "monitoring_records_5y"]]},
    "recusal": {"enterprise": 1, "firm": FIRM, "userid": LIN, "name": "林一帆", "lift": False},
    "reassign": {"sheet": "s", "title": "请另派人", "note": "林一帆 回避", "people": [["wangmin", "王敏"]]},
    "sheets": {"sheets": [["a", "甲厂"], ["b", "乙厂"]]},
    "mailing": {"district": "城东", "day": "2023年5月8日", "all": 40, "wanting": 32, "bound": 12},
    "table": {}, "asking": {},
}  # fmt: skip
"""What scripts begin with that are not about a matter."""

OPTIONS = {
    "ruling": ("notice", "transfer", "back"),
    "extension": ("7",),
    "suspicion": ("tier_downgraded:3 疑似降低管理等级",),
    "serving": ("2023-05-08",),
}


class _PutBackError(Exception):
    """Ends the transaction without a trace."""


def drawn(template: Path, folder: Path) -> dict[str, str]:
    """File name → text."""
    shutil.copy(template, folder / "drawn.db")
    engine = world.quick_engine(folder / "drawn.db")
    try:
        house = AHouse(engine, AClock(), folder)
        pages = {
            f"{name}.md": page(name, entry.title, _walk(house, name).graph())
            for name, entry in house.table.scripts.items()
        }
        listed = (f"- [{entry.title}]({name}.md)" for name, entry in house.table.scripts.items())
        return {**pages, "README.md": INDEX + "\n".join(listed) + "\n"}
    finally:
        engine.dispose()


def _facts(house: AHouse, name: str) -> dict[str, Any]:
    if name in ("inspection", "practice"):
        with house.at_desk(LIN) as desk:
            return brief.dump(read_facts(desk, 1))
    if name in FACTS:
        return FACTS[name]
    people = (("linyifan", "林一帆", True), ("wangmin", "王敏", True))
    options = OPTIONS.get(name, ())
    matter = Matter(1, "要定的事", "某企业", options=options, hazards=HAZARDS, people=people)
    if name in SEALS:
        return asdict(ToSeal("visit", matter, "城东"))
    return asdict(matter)


def _walk(house: AHouse, name: str) -> Walk:
    entry, now = house.table.scripts[name], house.clock.now()
    sheet = Sheet("sheet", name, "1", _facts(house, name), now, LIN, now, "open")
    officer = frozenset({Role.OFFICER.value})
    actor = Actor(Person("wecom", LIN), "林一帆", officer, team="执法一队", district="城东")

    def begin() -> Script:
        return entry.begin(sheet, {"slip": 1})

    def look(step: Look) -> Any:
        found: list[Any] = []
        try:
            with house.store.write() as work:
                found.append(house.table.look(step, sheet, actor, Books(work)))
                raise _PutBackError
        except _PutBackError:
            return found[0]

    return Walk(begin, look, frozenset(item.id for item in house.rules.checklist.items))

"""点评: what an expert says beside items of an inspection. It answers no item and decides nothing."""

import re
from collections.abc import Mapping
from typing import Any

from bot.script import Ask, Choice, Choose, Script, Write, about
from handlers.commands.visit import GiveComments
from rules.reading import Reading, Refusal, read_text

MOST = 10
_SAID = re.compile(
    r"第?\s*(?P<number>\d{1,3})\s*(?:项|号)?[\s:：,，、]+(?![年月日天张个家次份台米吨])(?P<text>.+)",
    re.DOTALL,
)
"""「3 月的记录」 is about March, not about the third item."""


def comment(facts: Mapping[str, Any]) -> Script:
    """`facts`: sheet, visit, firm, items [number, id]. Hands over GiveComments."""
    items = {int(number): str(item) for number, item in facts["items"]}
    said: list[tuple[str, int, str]] = []
    for n in range(1, MOST + 1):
        number, text = yield Ask(
            key=f"said.{n}",
            title=f"点评 {facts['firm']}",
            note="第几项、什么意见？不指哪项就直接说",
            body="比如“17 三月的记录在检测公司，建议调取”。只供检查人员参考，不改他们的答案。",
            form=Write(500),
            check=lambda typed: _read(typed, items),
        )
        item = items.get(number, "")
        said.append((item, number, text))
        more: str = yield Ask(
            key=f"next.{n}",
            title=f"第 {number} 项的点评记下了" if number else "点评记下了",
            note="有照片现在发；发完点“就这些”",
            body=text[:150],
            form=Choose((Choice("done", "就这些", 1), Choice("more", "再说一项"))),
            item=item,
            item_label=f"第 {number} 项" if number else "",
            about=about(number, text),
        )
        if more == "done":
            break
    return GiveComments(str(facts["sheet"]), int(facts["visit"]), str(facts["firm"]), tuple(said))


def _read(typed: str, items: Mapping[int, str]) -> Reading[list[Any]] | Refusal:
    """[the item's number or 0, the words]."""
    found = _SAID.fullmatch(typed.strip())
    number, words = (int(found["number"]), found["text"]) if found else (0, typed)
    if number and number not in items:
        return Refusal(f"表上没有第 {number} 项。比如“17 三月的记录在检测公司，建议调取”。")
    read = read_text(words, least=4, most=500, what="点评")
    return read if isinstance(read, Refusal) else Reading([number, read.value], read.note)

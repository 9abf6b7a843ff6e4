"""批量温馨提示: what would go out, and the leader's word. Nothing is numbered before it."""

from collections.abc import Mapping
from typing import Any

from bot.script import Ask, Choice, Choose, Script
from handlers.commands.mailing import StartMailing
from handlers.commands.opening import Nothing


def mailing(facts: Mapping[str, Any]) -> Script:
    """`facts`: district, day, all, wanting, bound (numbers of firms)."""
    wanting, bound = int(facts["wanting"]), int(facts["bound"])
    had = int(facts["all"]) - wanting
    paper = wanting - bound
    lines = [f"{facts['district']}其他企业 {facts['all']} 家" + (f"，已有 {had} 家。" if had else "。")]
    if bound:
        lines.append(f"{bound} 家有联系人：发到微信，请对方签收。")
    if paper:
        lines.append(f"{paper} 家没有联系人：合成可打印的 PDF 发给你，一式两份。")
    said: str = yield Ask(
        key="go",
        title=f"给 {wanting} 家发温馨提示单？",
        note=f"成文日期 {facts['day']}，一家一个内部编号",
        body="\n".join(lines),
        form=Choose((Choice("yes", "开始发", 1), Choice("no", "先不发", also=("不发",)))),
    )
    return StartMailing(str(facts["district"])) if said == "yes" else Nothing("好的，没有发。")

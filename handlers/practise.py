"""练习: opens a visit that leaves no number, no delivery, no figure, no row of the register; and ends it."""

from dataclasses import replace

from bot.script import Done, Opening
from handlers.commands.opening import EndPractice
from handlers.desk import Desk
from handlers.scripts import brief
from handlers.scripts.practice import FIRM
from handlers.start_inspection import facts_about


def open_practice(word: str, desk: Desk) -> Done:
    """练习, or 练习 with a word of a form's title: the first form that has it. Anybody on the staff may."""
    forms = desk.house.bureau.campaign.checklists
    chosen = next((key for key in forms if word in desk.house.checklists[key].title), forms[0])
    facts = facts_about(replace(FIRM, district=desk.by.district), chosen, desk)
    return Done(
        say="练习开始：不编号、不发给企业、不计入汇总表，样张上都印“练习”。随时可以说“取消”。",
        opens=Opening(script="practice", subject="", facts=brief.dump(facts)),
    )


def end_practice(command: EndPractice, desk: Desk) -> Done:
    """Nothing was written but the sheet itself."""
    found = f"记了 {command.hazards} 条隐患" if command.hazards else "没有发现隐患"
    say = f"练习完了：{found}。没有编号，没有发给企业，也不计入汇总表。正式检查请发企业名称。"
    return Done(say=say, settle="练习完")

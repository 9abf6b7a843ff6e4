"""点评: an expert's words and pictures beside items of an inspection that is open or on file.

Told to the officers at once and kept with the visit in his name. No item is answered by it.
"""

from bot.deeds import Person
from bot.script import Done, Opening
from bot.words import Say
from handlers.commands.visit import GiveComments
from handlers.desk import Desk
from models.tables.people import Enterprise
from rules.roles import Action, any_may


def open_comment(row: Enterprise, desk: Desk) -> Done:
    """The form of the inspection that is open, else of the last visit."""
    if not any_may(desk.by.roles, Action.VISIT_COMMENT):
        return Done(say="点评由专家和科室来写。检查人员请直接改那一项，比如“改 17”。")
    open_ones = [one for one in desk.work.sheets.opened("inspection", str(row.id)) if one.facts.get("firm")]
    visit = None if open_ones else next(iter(desk.work.people.visits_of(row.id)), None)
    if not open_ones and visit is None:
        return Done(say=f"{row.name} 还没有开始检查。开始以后再点评。")
    key = str(open_ones[0].facts["checklist"]) if open_ones else visit.checklist if visit else ""
    items = [[item.num, item.id] for item in desk.house.checklists[key].items]
    facts = {
        "sheet": open_ones[0].id if open_ones else visit.sheet_id if visit else "",
        "visit": visit.id if visit else 0,
        "firm": row.name,
        "items": items,
    }
    return Done(opens=Opening(script="comment", subject=str(row.id), facts=facts))


def give_comments(command: GiveComments, desk: Desk) -> Done:
    """Keep each with its item, put the pictures beside it, tell whoever inspects."""
    filed = desk.work.notices.visit_of_sheet(command.sheet)
    visit = command.visit or (filed.id if filed else 0)
    assert desk.sheet is not None
    photos = desk.work.notices.photos(sheet=desk.sheet.id)
    for photo in photos:
        photo.sheet_id, photo.visit_id = command.sheet, visit or None
    lines = []
    for item, number, text in command.said:
        head = f"第{number}项点评" if number else "点评"
        row = desk.work.evidence.new(
            "comment", desk.who.channel, desk.who.id, text=f"{head}（{desk.by.name}，{desk.by.unit}）：{text}"
        )
        row.sheet_id, row.visit_id, row.item = command.sheet, visit or None, item
        desk.work.evidence.add(row)
        desk.work.audit.note(desk.who.id, "commented", f"evidence:{row.id}", item=item)
        beside = sum(one.item == item for one in photos)
        lines.append(f"{f'第{number}项 ' if number else ''}{text}{f'（照片 {beside} 张）' if beside else ''}")
    told = f"{desk.by.name}（{desk.by.unit}）点评 {command.firm}：\n" + "\n".join(lines)
    names = []
    for userid in _inspectors(command.sheet, visit, desk):
        desk.books.send(Person("wecom", userid), Say(f"{told}\n只供参考，你的答案没有变。"))
        names.append(desk.books.name_of(userid))
    whom = f"，已告诉 {'、'.join(names)}" if names else ""
    return Done(settle="已记下", say=f"{len(command.said)} 条点评记下了{whom}。")


def _inspectors(sheet: str, visit: int, desk: Desk) -> list[str]:
    """Who is at the open inspection, else the officers of the visit."""
    if visit:
        return [row.userid for row in desk.work.notices.visit_staff(visit) if row.role == "officer"]
    return [person for channel, person in desk.work.sheets.people(sheet) if channel == "wecom"]

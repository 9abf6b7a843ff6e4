"""把脉会诊: an officer asks the district's experts with photos; what they say is recorded with their names.

An opinion is words beside the visit. It answers no item, and it decides nothing.
"""

from dataclasses import asdict

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Picture, Say
from handlers.assign import Assignment, assign
from handlers.at_firm import inspection_at
from handlers.commands.visit import AskExperts, GiveOpinion
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.scripts.decisions import Matter
from models.tables.cases import Evidence
from models.tables.people import Enterprise
from rules.roles import Role

MOST_PHOTOS = 5


def open_consultation(row: Enterprise, desk: Desk) -> Done:
    """Ask what is to be looked at: about the inspection that is open, else about the last visit."""
    open_sheets = desk.work.sheets.opened("inspection", str(row.id))
    visit = next(iter(desk.work.people.visits_of(row.id)), None)
    if not open_sheets and visit is None:
        mailed = desk.work.people.last_visit(row.id) is not None
        so_far = "只发过温馨提示单，还没有入企检查" if mailed else "还没有检查过"
        return Done(say=f"{row.name} {so_far}。先开始检查，再请会诊。")
    facts = {
        "name": row.name,
        "sheet": open_sheets[0].id if open_sheets else "",
        "visit": 0 if open_sheets or visit is None else visit.id,
    }
    return Done(opens=Opening(script="consult", subject=str(row.id), facts=facts))


def ask_here(text: str, desk: Desk) -> Done | None:
    """「会诊 这个池子算不算应急池」 at an open inspection; None if it is nothing of the kind."""
    word, _, question = text.strip().partition(" ")
    if word != "会诊" or not question.strip() or (sheet := inspection_at(desk)) is None:
        return None
    name = str(sheet.facts["firm"]["name"])
    try:
        return ask_experts(AskExperts(sheet.id, 0, name, question.strip()), desk)
    except RefusedError as refused:
        return Done(say=refused.say)


def ask_experts(command: AskExperts, desk: Desk) -> Done:
    """A card and the photos for every expert of the district. Raises RefusedError if there is none."""
    enterprise = _enterprise(command, desk)
    experts = [
        row
        for row in desk.work.people.with_role(Role.EXPERT, desk.by.district)
        if row.userid != desk.who.id and enterprise not in row.recused
    ]
    if not experts:
        raise RefusedError("这个辖区还没有登记专家。请联系管理员补上。")
    asked = desk.work.evidence.new("inquiry", desk.who.channel, desk.who.id, text=f"会诊：{command.question}")
    asked.sheet_id, asked.visit_id = command.sheet or None, command.visit or None
    desk.work.evidence.add(asked)
    photos = _photos(command, desk)
    for expert in experts:
        matter = Matter(
            id=asked.id,
            title=f"{command.name} 请你会诊",
            note=f"{desk.by.name} 问",
            body=command.question[:150],
            rows=(("照片", f"{len(photos)} 张"),),
        )
        opening = Opening(script="opinion", subject=f"{asked.id}:{expert.userid}", facts=asdict(matter))
        for n, photo in enumerate(photos, 1):
            desk.books.send_paper(
                Person("wecom", expert.userid), Picture(f"file:{photo.display_sha256}", f"会诊照片{n}.jpg")
            )
        assign(desk, staff_actor(expert), Assignment("opinion", f"会诊：{command.name}", opening))
    names = "、".join(row.name for row in experts)
    invited = [row.userid for row in experts]
    desk.work.audit.note(desk.who.id, "consulted", f"evidence:{asked.id}", experts=invited)
    say = f"已请 {names} 会诊，照片一起发了 {len(photos)} 张。有意见我马上告诉你。"
    return Done(say=say, settle="已发出")


def _enterprise(command: AskExperts, desk: Desk) -> int:
    if command.visit:
        return desk.work.notices.visit(command.visit).enterprise_id
    sheet = desk.books.sheet(command.sheet)
    return int(sheet.subject) if sheet is not None else 0


def _photos(command: AskExperts, desk: Desk) -> list[Evidence]:
    rows = desk.work.notices.photos(sheet=command.sheet, visit=command.visit)
    return [row for row in rows if row.display_sha256][-MOST_PHOTOS:]


def give_opinion(command: GiveOpinion, desk: Desk) -> Done:
    """The expert's words, kept beside the visit with his name, and told to who asked."""
    asked = desk.work.session.get_one(Evidence, command.request)
    said = f"会诊意见（{desk.by.name}，{desk.by.unit}）：{command.text}"
    row = desk.work.evidence.new("opinion", desk.who.channel, desk.who.id, text=said)
    row.sheet_id, row.visit_id = asked.sheet_id, asked.visit_id
    desk.work.evidence.add(row)
    desk.work.schedule.done("opinion", f"{asked.id}:{desk.who.id}")
    desk.work.audit.note(desk.who.id, "opinion", f"evidence:{row.id}", asked=asked.id)
    desk.books.send(Person("wecom", asked.by), Say(said))
    return Done(settle="已回复", say="意见记下了，已告诉对方。")

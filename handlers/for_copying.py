"""Words for people to copy: a visit for the national permit platform (条例25), 送法入企 for one enterprise.

Made of what is on file and of the law on the day of the act; penalties are in neither.
"""

from dataclasses import asdict

from bot.script import Done, Opening, RefusedError
from bot.words import Say
from handlers.advice import advice_of
from handlers.commands.draft import load_draft
from handlers.commands.visit import MarkEntered
from handlers.desk import Desk
from handlers.scripts.decisions import Matter
from models.tables.cases import Hazard, Visit
from rules.checklist import Checklist
from rules.hazard_states import HazardState
from rules.law import LawMissingError, basis
from rules.local_time import show_date

MOST = 600
"""Characters of one text: 2,048 bytes hold them whatever they are."""


def platform_text(visit: Visit, desk: Desk) -> Done:
    """What 条例25 wants entered: when, who, what was looked at, what was found, what was asked for."""
    draft = load_draft(visit.draft)
    row = desk.work.people.enterprise(visit.enterprise_id)
    people = "、".join(f"{one.name}（{one.unit}）" for one in desk.work.notices.visit_staff(visit.id))
    hazards = desk.work.notices.hazards_of_visit(visit.id)
    found = "；".join(f"{h.place}.{h.text.rstrip('。')}（{HazardState(h.state).label}）" for h in hazards)
    numbers = "、".join(one.number for one in desk.work.notices.of_visit(visit.id, "warning"))
    lines = [
        f"执法检查时间：{show_date(visit.visited_on)}",
        f"排污单位：{draft.header['name']}",
        f"排污许可证编号：{row.permit_no or row.registration_no or '无'}",
        f"检查人员：{people}",
        f"检查内容：{desk.house.checklists[visit.checklist].title}",
        f"检查情况：{draft.conclusion}",
        f"发现的问题：{found or '未发现'}",
        f"处理情况：{f'发出预警提示单 {numbers}，限 {visit.days} 日整改' if numbers else '未发预警提示单'}",
    ]
    for text in texts("\n".join(lines)):
        desk.books.send(desk.who, Say(text))
    when = f"已于 {show_date(visit.platform_at.date())} 录入" if visit.platform_at else "录完点“已录平台”"
    matter = Matter(id=visit.id, title=f"{draft.header['name']}：上面的话可以整段复制", note=when)
    return Done(opens=Opening(script="platform", subject=str(visit.id), facts=asdict(matter)))


def mark_entered(command: MarkEntered, desk: Desk) -> Done:
    """〔已录平台〕, with who and when."""
    if not command.entered:
        return Done(settle="稍后再录", say="好的，录完再说“平台”加企业名。")
    visit = desk.work.notices.lock_visit(command.visit)
    if visit.platform_at is not None:
        raise RefusedError(f"{desk.books.name_of(visit.platform_by)} 已经记过“已录平台”了。")
    visit.platform_by, visit.platform_at = desk.by.person.id, desk.now
    desk.work.audit.note(desk.by.person.id, "entered_platform", f"visit:{visit.id}")
    return Done(settle="已录平台", say=f"{visit.header['name']} 已标记“已录平台”。")


def law_text(visit: Visit, desk: Desk) -> Done:
    """送法入企: the duties behind this enterprise's own hazards, in plain words, by the day of the visit."""
    checklist = desk.house.checklists[visit.checklist]
    hazards = desk.work.notices.hazards_of_visit(visit.id)
    if not hazards:
        return Done(say=f"{visit.header['name']} 上次没有查出问题，没有要送的条文。")
    parts = [f"{visit.header['name']}：和你单位有关的规定"]
    parts += [_about(row, checklist, visit) for row in hazards]
    for text in texts("\n".join(parts)):
        desk.books.send(desk.who, Say(text))
    return Done(say="上面的话可以转给企业，也可以当面念；里面没有罚则。")


def _about(row: Hazard, checklist: Checklist, visit: Visit) -> str:
    item = checklist.item(row.item)
    try:
        law = basis(item.law, visit.visited_on)
    except LawMissingError:
        law = ()
    fix = advice_of(row, item)
    lines = [f"{row.place}. {row.text.rstrip('。')}", *(f"　{line}" for line in law)]
    return "\n".join([*lines, *([f"　怎么改：{fix}"] if fix else [])])


def texts(whole: str) -> list[str]:
    """Cut between lines, and inside a line only where it is longer than a text."""
    pieces = [line[at : at + MOST] for line in whole.split("\n") for at in range(0, max(len(line), 1), MOST)]
    cut = [""]
    for piece in pieces:
        joined = f"{cut[-1]}\n{piece}" if cut[-1] else piece
        if len(joined) > MOST and cut[-1]:
            cut.append(piece)
        else:
            cut[-1] = joined
    return cut

"""补签收照片: a photo of a receipt on paper that was lost on the way comes later, and belongs to it.

It keeps its own time. The receipt, its day and its hash stay as they are, and whether there was a seal is
what was said when it was recorded: a late photo is no 盖章回执 by itself.
"""

import re
from dataclasses import asdict

from bot.script import Done, Opening, RefusedError
from handlers.assign import Assignment, assign
from handlers.commands.contact import AddLatePhoto
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.on_paper import visit_meant
from handlers.scripts.late_photo import LatePhoto
from handlers.sign_in_person import may_take
from handlers.take_on_paper import PHOTOS
from models.tables.cases import Evidence, Visit
from models.tables.letters import Handover
from rules.local_time import month_day
from rules.receipts import How
from rules.roles import reaches

WORDS = ("补签收照片", "补签收页", "补回执照片", "补留置照片")
SAID = re.compile(rf"({'|'.join(WORDS)})[\s：:，,]*(.{{0,40}})")
WHAT = {How.PAPER: "签收页", How.MAILED: "邮寄回执", How.LEFT: "留置现场"}


def begin(word: str, typed: str, desk: Desk) -> Done:
    """补签收照片 with a number or part of a firm's name, or for one's own last letter."""
    if not may_take(desk):
        return Done(say="签收的照片由执法人员或内勤来补。")
    visit = visit_meant(typed.strip(), word, desk, received=True)
    if isinstance(visit, Done):
        return visit
    handover = _standing(visit, desk)
    if handover is None:
        firm = visit.header["name"]
        return Done(say=f"{firm} 没有纸质签收、留置或邮寄的记录，不用补照片。还没记的说“纸质签收”。")
    for sheet, _ in desk.books.seats(desk.by.person):
        if (sheet.script, sheet.subject) == ("late_photo", str(handover.id)):
            return Done(joins=sheet.id)
    return Done(opens=_opening(handover, visit))


def ask_again(row: Evidence, desk: Desk) -> None:
    """A photo was lost: if it is one of a recorded receipt, its sender is asked for it once more."""
    handover = next((one for one in _handovers(row, desk) if row.id in one.evidence), None)
    officer = desk.work.people.staff(row.by)
    if handover is None or officer is None:
        return
    visit = desk.work.notices.visit(handover.visit_id)
    title = f"补签收照片：{visit.header['name']}"
    assign(desk, staff_actor(officer), Assignment("late_photo", title, _opening(handover, visit)))


def add_late_photo(command: AddLatePhoto, desk: Desk) -> Done:
    """Raises RefusedError where the receipt is not this officer's to add to."""
    row = desk.work.notices.handover(command.handover)
    visit = desk.work.notices.lock_visit(row.visit_id)
    desk.work.session.refresh(row)
    if not may_take(desk) or not reaches(desk.by.roles, desk.by.district, visit.district):
        raise RefusedError("签收的照片由本辖区的执法人员或内勤来补。")
    desk.work.schedule.done("late_photo", str(row.id))
    if not command.sent:
        return Done(settle="先不补", say="好的，先不补。要补的时候说“补签收照片”，后面带编号或企业名。")
    sent = [one for one in _sent(desk) if one.state != "lost"]
    for one in sent:
        one.visit_id = visit.id
        one.sort = PHOTOS[How(row.how)] if one.sort == "photo" else one.sort
    row.evidence = [*row.evidence, *(one.id for one in sent)]
    desk.work.audit.note(
        desk.by.person.id,
        "photo added to a receipt on paper",
        f"visit:{visit.id}",
        handover=row.id,
        evidence=[one.id for one in sent],
    )
    say = f"补上了 {len(sent)} 张：{visit.header['name']}，{_told(row)}。照片按今天存，签收日和期限不变。"
    return Done(settle="已补上", say=say)


def _sent(desk: Desk) -> list[Evidence]:
    rows = desk.work.evidence.of_sheet(desk.sheet.id) if desk.sheet is not None else ()
    return [one for one in rows if one.sort in ("photo", "clip")]


def _handovers(row: Evidence, desk: Desk) -> list[Handover]:
    return list(desk.work.notices.handovers(row.visit_id)) if row.visit_id else []


def _standing(visit: Visit, desk: Desk) -> Handover | None:
    """What was recorded last and still holds."""
    found = [
        one for one in desk.work.notices.handovers(visit.id) if one.state not in ("refused", "overtaken")
    ]
    return found[-1] if found else None


def _opening(row: Handover, visit: Visit) -> Opening:
    facts = LatePhoto(row.id, visit.header["name"], WHAT[How(row.how)], _told(row))
    return Opening(script="late_photo", subject=str(row.id), facts=asdict(facts))


def _told(row: Handover) -> str:
    """林犇 5月9日纸质签收."""
    return f"{row.name} {month_day(row.on)}{How(row.how).label}"

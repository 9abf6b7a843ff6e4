"""What somebody had to decide goes to whoever may: he stays away from the firm, has left the bureau, or has
another role now. It goes to the leaders, a 疑似 item to 许可科室 first, what
waits for the seal to its other keepers; never to who asked."""

from collections.abc import Callable

from bot.deeds import Person
from bot.script import Opening
from bot.sheet import Sheet
from bot.words import Say
from handlers.addresses import staff_page
from handlers.assign import Assignment, assign
from handlers.barred import enterprise_of
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from handlers.sealing import KINDS, keepers, show, to_seal
from handlers.still_may import may_do
from handlers.suspicion import permits_of
from models.tables.people import Enterprise, Staff
from models.tables.schedule import Duty


def pass_on(userid: str, desk: Desk, enterprise: int = 0) -> int:
    """His duties about this enterprise (0: any) go to others; returns how many.

    What nobody else could decide stays in his list until there is somebody.
    """
    return len(_passed(userid, desk, lambda duty, firm: enterprise in (0, firm)))


def pass_on_lost(row: Staff, moved: bool, desk: Desk) -> int:
    """What his role lets him do no longer, and what is of a district he left, goes on; he is told."""

    def lost(duty: Duty, firm: int) -> bool:
        elsewhere = moved and desk.work.people.enterprise(firm).district != row.district
        return elsewhere or not may_do(duty.kind, frozenset(row.roles), desk.house)

    passed = _passed(row.userid, desk, lost)
    asked = _no_expert(row, desk)
    if passed or asked:
        titles = "；".join(f"{title}（转给 {names}）" for title, names in (*passed, *asked))
        say = f"你的角色或辖区变了，这些不用你办了：{titles}。原来的卡片不用点。"
        desk.books.send(Person("wecom", row.userid), Say(say))
    return len(passed)


def _passed(userid: str, desk: Desk, wanted: Callable[[Duty, int], bool]) -> list[tuple[str, str]]:
    """(title, whom) of what somebody else has now."""
    found = []
    for duty in desk.work.schedule.duties(userid):
        sheet = desk.books.sheet(duty.sheet_id or "")
        firm = enterprise_of(sheet.script, sheet.subject, desk.work) if sheet else 0
        if sheet is not None and firm and wanted(duty, firm) and (to := _give(duty, sheet, firm, desk)):
            found.append((duty.title, "、".join(one.name for one in to)))
    return found


def _give(duty: Duty, sheet: Sheet, enterprise: int, desk: Desk) -> list[Staff]:
    """Close it for him and put it before the others; [] where there is nobody."""
    heirs = _heirs(duty, sheet, desk.work.people.enterprise(enterprise), desk)
    if not heirs:
        return []
    duty.state, duty.done_at = "done", desk.now
    desk.books.close(sheet.id, "cancelled")
    desk.work.session.flush()
    for heir in heirs:
        if duty.kind in KINDS:
            show(to_seal(sheet.facts), heir, desk)
            continue
        facts = _for(heir, sheet.facts, desk)
        opening = Opening(script=sheet.script, subject=sheet.subject, facts=facts)
        assign(desk, staff_actor(heir), Assignment(duty.kind, duty.title, opening, duty.due_on))
    return heirs


def _heirs(duty: Duty, sheet: Sheet, firm: Enterprise, desk: Desk) -> list[Staff]:
    if duty.kind in KINDS:
        return [one for one in keepers(desk, firm.district, firm.id) if one.userid != duty.owner]
    if duty.kind == "suspicion":
        office = permits_of(desk, firm.district, firm.id, but=duty.owner)
        return [one for one in office if one.userid != sheet.opened_by]
    return leaders_of(desk, firm.district, firm.id, but=(sheet.opened_by, duty.owner))


def _no_expert(row: Staff, desk: Desk) -> list[tuple[str, str]]:
    """An opinion is asked of the expert himself: nobody else gives it in his place, and who asked is told."""
    found = []
    for duty in desk.work.schedule.duties(row.userid):
        sheet = desk.books.sheet(duty.sheet_id or "")
        if sheet is None or duty.kind != "opinion" or may_do("opinion", frozenset(row.roles), desk.house):
            continue
        duty.state, duty.done_at = "done", desk.now
        desk.books.close(sheet.id, "cancelled")
        say = f"{duty.title}：{row.name} 不再是专家，不会回复了。要的话请再请一次会诊。"
        desk.books.send(Person("wecom", sheet.opened_by), Say(say))
        found.append((duty.title, desk.books.name_of(sheet.opened_by) + "另请"))
    return found


def _for(leader: Staff, facts: dict[str, object], desk: Desk) -> dict[str, object]:
    """The same matter with a page of his own."""
    link = desk.work.notices.link_by_token(str(facts.get("page") or "").rpartition("/")[2])
    if link is None or link.purpose != "staff":
        return facts
    return facts | {"page": staff_page(desk, int(link.subject), leader.userid)}

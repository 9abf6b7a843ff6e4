"""Open inspections somebody may not go on with: he leaves them, and where nobody is left, the leaders choose
who goes on. Nothing answered so far is lost."""

from dataclasses import replace

from bot.deeds import Person
from bot.script import Opening
from bot.words import Say
from handlers.assign import Assignment, assign
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from handlers.may_inspect import may_inspect
from handlers.scripts import brief
from models.tables.people import Enterprise, Staff
from rules.roles import Action, any_may

MOST = 5


def leave(person: Staff, firm: Enterprise, desk: Desk) -> str:
    """He leaves the open inspection and its list of people; the sheet nobody is at any more, or ''."""
    empty = ""
    for row in desk.work.sheets.opened("inspection", str(firm.id)):
        facts = brief.load(row.facts)
        mates = tuple(one for one in facts.colleagues if one.userid != person.userid)
        partners = tuple(one for one in facts.partners if one != person.userid)
        officer = "" if facts.officer == person.userid else facts.officer
        kept = replace(facts, colleagues=mates, partners=partners, officer=officer)
        desk.books.refresh(row.id, brief.dump(kept))
        seated = [userid for _, userid in desk.work.sheets.people(row.id)]
        if person.userid in seated:
            desk.work.sheets.pause(row.id, "wecom", person.userid)
            if not any(_goes_on(userid, firm, desk) for userid in seated if userid != person.userid):
                empty = row.id
    return empty


def leave_all(person: Staff, why: str, desk: Desk) -> int:
    """Every inspection he is at; the leaders hear `why`. Returns how many are left alone."""
    alone = []
    for sheet, _ in desk.books.seats(Person("wecom", person.userid)):
        if sheet.script == "inspection":
            firm = desk.work.people.enterprise(int(sheet.subject))
            if left := leave(person, firm, desk):
                alone.append(firm.name)
                for leader in leaders_of(desk, firm.district, firm.id, but=(person.userid,)):
                    ask_who_goes_on(leader, left, firm, f"{person.name}{why}", desk)
    if alone and person.active:
        say = f"你的角色或辖区变了，{'、'.join(alone)} 没查完，已请队领导另派人，记下的都在。"
        desk.books.send(Person("wecom", person.userid), Say(say))
    return len(alone)


def ask_who_goes_on(leader: Staff, sheet: str, firm: Enterprise, note: str, desk: Desk) -> None:
    """A card with whoever may go on."""
    facts = {"sheet": sheet, "title": f"{firm.name} 请另派人", "note": note[:44], "people": _able(firm, desk)}
    opening = Opening(script="reassign", subject=sheet, facts=facts)
    assign(desk, staff_actor(leader), Assignment("reassign", f"另派人：{firm.name}", opening))


def _goes_on(userid: str, firm: Enterprise, desk: Desk) -> bool:
    row = desk.work.people.staff(userid)
    return row is not None and may_inspect(row.roles, desk.house) and firm.id not in row.recused


def _able(firm: Enterprise, desk: Desk) -> list[list[str]]:
    """Officers of the district who may go, at most as many as a card has buttons for."""
    rows = desk.work.people.with_role("officer", firm.district)
    able = [row for row in rows if firm.id not in row.recused and any_may(row.roles, Action.VISIT_WRITE)]
    return [[row.userid, row.name] for row in able[:MOST]]

"""A word about a firm for whoever was there; who stays away from it or has left is passed over."""

from bot.deeds import Person
from bot.words import Say
from handlers.desk import Desk
from handlers.leaders import leaders_of
from models.tables.cases import Visit
from models.tables.people import Staff


def officers_of(visit: Visit, desk: Desk) -> list[Staff]:
    """Who filed it; else the colleagues who were along; else the leaders."""
    there = [visit.filed_by, *(one.userid for one in desk.work.notices.visit_staff(visit.id))]
    rows = [desk.work.people.staff(one) for one in dict.fromkeys(there)]
    able = [row for row in rows if row is not None and visit.enterprise_id not in row.recused]
    return able[:1] or leaders_of(desk, visit.district, visit.enterprise_id)


def tell_officer(visit: Visit, say: str, desk: Desk, key: str = "") -> str:
    """Returns the names of those who were told. `key` makes a message go out once."""
    told = officers_of(visit, desk)
    for row in told:
        own = key if not key or row.userid == visit.filed_by else f"{key}:{row.userid}"
        desk.books.send(Person("wecom", row.userid), Say(say), key=own)
    return "、".join(row.name for row in told)

"""Who is speaking: a platform identity becomes a person we know, with roles and reach. It grants nothing."""

from bot.deeds import Person
from bot.sheet import Actor
from models.tables.people import Staff
from models.work import Work
from rules.roles import Role

__all__ = ["Person", "actor_of", "contact_person", "name_of", "staff_actor", "staff_person"]


def contact_person(openid: str) -> Person:
    """A follower of the service account."""
    return Person("wechat", openid)


def staff_person(userid: str) -> Person:
    """A member of the corp."""
    return Person("wecom", userid)


def actor_of(work: Work, who: Person) -> Actor | None:
    """Staff by userid, an enterprise's contact by openid; None for anybody else (no access)."""
    if who.channel == "wecom":
        row = work.people.staff(who.id)
        return staff_actor(row) if row else None
    bindings = [b for b in work.people.bindings(who.id) if b.state == "active"]
    if not bindings:
        return None
    return Actor(
        person=who,
        name=bindings[0].name,
        roles=frozenset({Role.CONTACT}),
        unit=bindings[0].post,
        enterprises=tuple(b.enterprise_id for b in bindings),
    )


def staff_actor(row: Staff) -> Actor:
    """A member of staff as an actor."""
    return Actor(
        person=Person("wecom", row.userid),
        name=row.name,
        roles=frozenset(row.roles),
        unit=row.unit,
        team=row.team,
        district=row.district,
        recused=tuple(row.recused),
    )


def name_of(work: Work, who: str) -> str:
    """A colleague's name by id; the id itself if nobody has it any more."""
    row = work.people.staff(who)
    if row is not None:
        return row.name
    bindings = work.people.bindings(who)
    return bindings[0].name if bindings else who

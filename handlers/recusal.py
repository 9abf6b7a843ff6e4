"""回避: somebody stays away from an enterprise. It holds at once, and his work there goes to others.

Who declares it for himself needs nobody's leave; a leader declares it for others (as when the enterprise asks
for it) and lifts it. Every step keeps its reason. Nothing he did before is taken off the record.
"""

from dataclasses import replace

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Say
from handlers.commands.recusal import DeclareRecusal, LiftRecusal, Reassign
from handlers.desk import Desk
from handlers.hand_over import give
from handlers.leaders import leaders_of
from handlers.left_alone import ask_who_goes_on, leave
from handlers.pass_on import pass_on
from handlers.scripts import brief
from models.tables.people import Enterprise, Recusal, Staff
from rules.roles import LEADERS


def open_recusal(row: Enterprise, whom: str, desk: Desk, *, lift: bool = False) -> Done:
    """「回避 企业」 for oneself, with a name by a leader; 「解除回避 企业 姓名」: ask for the reason."""
    leads = bool(desk.by.roles & LEADERS)
    if (whom or lift) and not leads:
        return Done(say="别人的回避、解除回避，由队领导来定。自己回避请说“回避”加企业名。")
    person = _named(whom, row, desk) if whom else desk.work.people.staff(desk.by.person.id)
    if person is None:
        return Done(say=f"{row.district}没有叫“{whom[:10]}”的同事，请核对姓名。")
    stays = row.id in person.recused
    if stays != lift:
        return Done(say=f"{person.name}{'已经回避' if stays else '没有回避'}{row.name}。")
    facts = {
        "enterprise": row.id, "firm": row.name, "userid": person.userid, "name": person.name, "lift": lift
    }  # fmt: skip
    return Done(opens=Opening(script="recusal", subject=f"{row.id}:{person.userid}", facts=facts))


def _named(name: str, row: Enterprise, desk: Desk) -> Staff | None:
    found = [one for one in desk.work.people.named(name) if one.district == row.district]
    return found[0] if len(found) == 1 else None


def declare_recusal(command: DeclareRecusal, desk: Desk) -> Done:
    """It holds from this moment. Raises RefusedError if it is declared already."""
    person = desk.work.session.get_one(Staff, command.userid)
    firm = desk.work.people.enterprise(command.enterprise)
    if firm.id in person.recused:
        raise RefusedError(f"{person.name}已经回避{firm.name}。")
    desk.work.session.add(
        Recusal(
            enterprise_id=firm.id,
            userid=person.userid,
            reason=command.reason,
            by=desk.who.id,
            at=desk.now,
        )
    )
    person.recused = [*person.recused, firm.id]
    desk.work.session.flush()
    desk.work.audit.note(
        desk.who.id, "recused", f"enterprise:{firm.id}", who=person.userid, reason=command.reason
    )
    left = leave(person, firm, desk)
    passed = pass_on(person.userid, desk, firm.id)
    _tell_leaders(person, firm, command.reason, left, desk)
    if person.userid != desk.who.id:
        say = f"{desk.by.name} 登记你回避 {firm.name}：{command.reason}。这家由别的同事来办。"
        desk.books.send(Person("wecom", person.userid), Say(say))
    others = f"；{passed} 件待办转给了队领导" if passed else ""
    return Done(
        settle="已登记", say=f"已登记：{person.name}回避 {firm.name}{others}。已告诉队领导，理由留档。"
    )


def lift_recusal(command: LiftRecusal, desk: Desk) -> Done:
    """He may go there again; the recusal and its reason stay on file."""
    person = desk.work.session.get_one(Staff, command.userid)
    firm = desk.work.people.enterprise(command.enterprise)
    for row in desk.work.people.recusals(firm.id):
        if row.userid == person.userid and row.lifted_at is None:
            row.lifted_by, row.lifted_at, row.lifted_because = desk.who.id, desk.now, command.reason
    person.recused = [one for one in person.recused if one != firm.id]
    desk.work.audit.note(
        desk.who.id, "recusal_lifted", f"enterprise:{firm.id}", who=person.userid, reason=command.reason
    )
    say = f"{desk.by.name} 解除了你对 {firm.name} 的回避：{command.reason}。"
    desk.books.send(Person("wecom", person.userid), Say(say))
    return Done(settle="已解除", say=f"已解除：{person.name}可以再办 {firm.name}，原来的登记留档。")


def reassign(command: Reassign, desk: Desk) -> Done:
    """The inspection goes on in other hands, with everything answered so far."""
    sheet = desk.books.lock(command.sheet)
    desk.work.schedule.done("reassign", command.sheet)
    if not command.userid:
        return Done(settle="先放着", say="好的，记下的都在。要派人，请他找这家企业，点“我来接手”。")
    person = desk.work.people.staff(command.userid)
    if sheet is None or sheet.state != "open" or person is None:
        raise RefusedError("这次检查已经结束，或者这位同事已不在岗。")
    facts = brief.load(sheet.facts)
    if not facts.officer:
        desk.books.refresh(sheet.id, brief.dump(replace(facts, officer=person.userid)))
    give(desk.books.sheet(sheet.id) or sheet, person, desk)
    return Done(settle="已派人", say=f"已交给 {person.name}，前面的答案和照片都在。")


def _tell_leaders(person: Staff, firm: Enterprise, reason: str, left: str, desk: Desk) -> None:
    """A card of who goes on where the inspection is left alone, else a word."""
    told = f"{person.name} 回避 {firm.name}：{reason}。"
    for leader in leaders_of(desk, firm.district, firm.id):
        if left:
            ask_who_goes_on(leader, left, firm, told, desk)
        elif leader.userid != desk.who.id:
            rest = "不再派他去。要解除，说“解除回避”加企业名和姓名。"
            desk.books.send(Person("wecom", leader.userid), Say(f"{told}{rest}"))

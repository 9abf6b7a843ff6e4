"""关闭/失联: an officer reports it, a leader decides, both with a reason. Nothing is deleted by it."""

from dataclasses import asdict

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Say
from handlers.assign import Assignment, assign, settle
from handlers.commands.visit import ConfirmLost, ReportLost
from handlers.desk import Desk
from handlers.identity import staff_actor
from handlers.leaders import leaders_of
from handlers.moves import move
from handlers.scripts.decisions import Matter
from rules.enterprise_states import MOVES, EnterpriseState


def report_lost(command: ReportLost, desk: Desk) -> Done:
    """A card for every leader of the district."""
    row = desk.work.people.enterprise(command.enterprise)
    if not MOVES.may(EnterpriseState(row.state), EnterpriseState.LOST):
        raise RefusedError(f"{row.name} 现在是“{EnterpriseState(row.state).label}”，不用再报。")
    matter = Matter(
        id=row.id,
        title=f"{row.name} {command.word}",
        note=f"{desk.by.name} 上报，请你定",
        body=command.reason,
    )
    opening = Opening(script="lost", subject=str(row.id), facts=asdict(matter))
    leaders = leaders_of(desk, row.district, row.id)
    for leader in leaders:
        assign(desk, staff_actor(leader), Assignment("lost", f"{command.word}：{row.name}", opening))
    desk.work.audit.note(
        desk.by.person.id, "reported", f"enterprise:{row.id}", word=command.word, reason=command.reason
    )
    names = "、".join(one.name for one in leaders) or "队领导"
    return Done(say=f"已报给 {names}，定了我告诉你。", settle="已上报")


def confirm_lost(command: ConfirmLost, desk: Desk) -> Done:
    """The leader's word, told to the officer who reported."""
    row = desk.work.people.enterprise(command.enterprise)
    settle(desk, "lost", str(row.id))
    assert desk.sheet is not None
    officer = Person("wecom", desk.sheet.opened_by)
    if not command.agreed:
        desk.work.audit.note(desk.by.person.id, "not_lost", f"enterprise:{row.id}", reason=command.reason)
        desk.books.send(officer, Say(f"{row.name}：{desk.by.name} 请你再去一次。理由：{command.reason}"))
        return Done(settle="已退回", say=f"已请 {desk.books.name_of(officer.id)} 再去一次。")
    move(desk, row, MOVES, EnterpriseState.LOST, why=command.reason)
    row.updated_at = desk.now
    desk.books.send(officer, Say(f"{row.name} 已记为“关闭/失联”（{desk.by.name} 同意），仍在对象数里。"))
    return Done(settle="已同意", say=f"{row.name} 已记为“关闭/失联”，理由留档。")

"""线上预警: findings of online platforms as people enter them, their verdict, the warning after 属实.

A patrol is kept also when it found nothing. 属实 warns the enterprise and asks it to check itself; a formal
notice only follows a visit, by people. Nothing is read from any platform.
"""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot.deeds import Person
from bot.script import Done, Opening, RefusedError
from bot.words import Notify, Say
from handlers.barred import stays_away
from handlers.commands.online import JudgeAlert, PickAlert, RecordAlert, RecordPatrol, ReplyToAlert
from handlers.desk import Desk
from handlers.moves import move
from handlers.notify import notify
from handlers.scripts.decisions import Matter
from handlers.whom_to_ask import whom_to_ask
from models.tables.records import OnlineProblem, Patrol
from rules.local_time import local_date, local_time
from rules.online import MOVES, AlertState, hours_between
from rules.roles import Action, any_may, reaches

NOT_YOURS = "没有找到这一条，或者不在你的辖区。"
MOST_LISTED = 6


def open_online(desk: Desk) -> Done:
    """线上预警 from the menu."""
    if not any_may(desk.by.roles, Action.VISIT_WRITE):
        return Done(say="线上预警由执法人员登记。")
    facts = {"platforms": list(desk.house.bureau.online.platforms), "now": desk.now.isoformat()}
    return Done(opens=Opening(script="online", subject="", facts=facts))


def record_patrol(command: RecordPatrol, desk: Desk) -> Done:
    """巡查无异常."""
    _patrol(command.platform, 0, "", desk)
    return Done(settle="已记下", say=f"记下了：{command.platform} 巡查，没有异常。")


def _patrol(platform: str, found: int, note: str, desk: Desk) -> None:
    row = Patrol(
        platform=platform,
        district=desk.by.district,
        found=found,
        note=note,
        by=desk.by.person.id,
        at=desk.now,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    desk.work.audit.note(desk.by.person.id, "patrolled", f"patrol:{row.id}", platform=platform, found=found)


def record_alert(command: RecordAlert, desk: Desk) -> Done:
    """待核 at first, and the verdict is asked at once. The same episode again is the one on file."""
    row = add_alert(command, desk)
    if row.by != desk.by.person.id or row.at != desk.now:
        return Done(settle="已登记过", say=f"这一条已经登记过（{row.state}），同一次异常只算一个。")
    _patrol(command.platform, 1, command.cause, desk)
    return Done(settle="已登记", opens=_opening(row, desk))


def add_alert(command: RecordAlert, desk: Desk) -> OnlineProblem:
    """The finding's row, new or on file. Raises RefusedError for a firm out of reach or stayed away from."""
    firm = desk.work.people.enterprise(command.enterprise)
    if not reaches(desk.by.roles, desk.by.district, firm.district):
        raise RefusedError(NOT_YOURS)
    if firm.id in desk.by.recused:
        raise RefusedError(stays_away(firm.id, desk.work))
    at = datetime.fromisoformat(command.at).astimezone(UTC)
    episode = local_date(at).isoformat()
    before = desk.work.online.same(command.platform, firm.id, command.cause, episode)
    if before is not None:
        return before
    row = OnlineProblem(
        platform=command.platform,
        enterprise_id=firm.id,
        district=firm.district,
        cause=command.cause,
        episode=episode,
        detected_at=at,
        state=AlertState.PENDING,
        by=desk.by.person.id,
        at=desk.now,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    desk.work.audit.note(desk.by.person.id, "alert", f"online_problem:{row.id}", platform=row.platform)
    return row


def pick_alert(command: PickAlert, desk: Desk) -> Done:
    """One that waits."""
    return Done(settle="好的", opens=_opening(_own(command.problem, desk), desk))


def pending_alerts(desk: Desk) -> list[dict[str, Any]]:
    """What waits for a verdict within this person's reach, oldest first."""
    mine = [
        row
        for row in desk.work.online.in_state(AlertState.PENDING)
        if reaches(desk.by.roles, desk.by.district, row.district)
        if row.enterprise_id not in desk.by.recused
    ]
    return [{"id": row.id, "line": _line(row, desk)} for row in mine[:MOST_LISTED]]


def _line(row: OnlineProblem, desk: Desk) -> str:
    name = desk.work.people.enterprise(row.enterprise_id).name
    return f"{local_time(row.detected_at):%m-%d %H:%M} {name} {row.cause}"


def _own(problem: int, desk: Desk) -> OnlineProblem:
    row = desk.work.online.get(problem)
    if row is None or not reaches(desk.by.roles, desk.by.district, row.district):
        raise RefusedError(NOT_YOURS)
    if row.enterprise_id in desk.by.recused:
        raise RefusedError(stays_away(row.enterprise_id, desk.work))
    return row


def _opening(row: OnlineProblem, desk: Desk) -> Opening:
    firm = desk.work.people.enterprise(row.enterprise_id)
    matter = Matter(
        id=row.id,
        title="这条异常核实了吗？",
        note=firm.name,
        body=f"{row.cause}\n属实的会马上预警企业、请它自查；要不要发提示单，入企检查后由人定。",
        rows=(("平台", row.platform), ("发现", f"{local_time(row.detected_at):%m-%d %H:%M}")),
    )
    return Opening(script="verdict", subject=str(row.id), facts=asdict(matter))


def judge_alert(command: JudgeAlert, desk: Desk) -> Done:
    """属实, 误报 or 标记数据; 属实 warns the enterprise in the same commit."""
    row = _own(command.problem, desk)
    if row.state != AlertState.PENDING:
        raise RefusedError(f"这一条已经核过了（{row.state}）。")
    move(desk, row, MOVES, AlertState(command.verdict), why=command.because)
    row.decided_by, row.decided_at, row.because = desk.by.person.id, desk.now, command.because
    if command.verdict != AlertState.TRUE:
        return Done(settle=command.verdict, say=f"已记为{command.verdict}，不计入汇总表。")
    return Done(settle="属实", say=_warn(row, desk))


def _warn(row: OnlineProblem, desk: Desk) -> str:
    contacts = desk.work.people.contacts(row.enterprise_id)
    firm = desk.work.people.enterprise(row.enterprise_id).name
    if not contacts:
        return (
            f"已记为属实，计入汇总表。{firm} 没有联系人，请打电话预警。{whom_to_ask(row.enterprise_id, desk)}"
        )
    row.warned_at = desk.now
    for contact in contacts:
        facts = {
            "what": "线上监测异常，请自查",
            "number": row.platform,
            "count": row.cause,
            "do": "查完回“自查结果”说一声",
        }
        page = desk.house.links.url("self-check")
        notify(desk, contact, Notify("notice", facts, page), key=f"alert:{row.id}:{contact.id}")
    hours = hours_between(row.detected_at, desk.now)
    names = "、".join(one.name for one in contacts)
    return f"已记为属实，正在预警 {names}。从发现到预警 {hours:g} 小时。对方自查后会转给你。"


def begin_self_report(desk: Desk) -> Done:
    """自查结果, said by a contact."""
    waiting = [row for e in desk.by.enterprises for row in desk.work.online.unanswered(e)][:5]
    if not waiting:
        return Done(say="现在没有要回复的线上预警。")
    matters = [[row.id, f"{local_time(row.detected_at):%m-%d} {row.cause}"] for row in waiting]
    return Done(opens=Opening(script="self_report", subject=desk.by.person.id, facts={"matters": matters}))


def reply_to_alert(command: ReplyToAlert, desk: Desk) -> Done:
    """What the enterprise's own check found, to whoever judged the finding."""
    row = desk.work.online.get(command.problem)
    if row is None or row.enterprise_id not in desk.by.enterprises:
        raise RefusedError("没有找到这条预警。")
    if row.reply:
        raise RefusedError("这条预警已经回复过了。")
    row.reply, row.replied_at = command.text, desk.now
    desk.work.audit.note(desk.by.person.id, "replied", f"online_problem:{row.id}", text=command.text)
    firm = desk.work.people.enterprise(row.enterprise_id).name
    say = f"{firm} {desk.by.name} 自查结果（{row.platform} {row.cause[:40]}）：{command.text}"
    desk.books.send(Person("wecom", row.decided_by or row.by), Say(say))
    return Done(say="收到，已转给检查人员。")

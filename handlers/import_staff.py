"""The bureau's people from a workbook, all rows or none. Who is not in it any more loses access only.

What somebody had to decide who left, or may decide it no longer, goes to whoever may.
"""

from pathlib import Path

from handlers.desk import Desk
from handlers.left_alone import leave_all
from handlers.may_inspect import may_inspect
from handlers.pass_on import pass_on, pass_on_lost
from handlers.register_file import Column, FileFaultError, Line, read_lines
from models.tables.people import Staff
from rules.names import read_person_name
from rules.reading import Refusal
from rules.roles import Role

COLUMNS = (
    Column("name", "姓名"),
    Column("userid", "企业微信账号", ("账号", "userid", "UserID")),
    Column("unit", "工作单位", ("单位", "部门")),
    Column("team", "队伍", ("中队", "执法队", "科室")),
    Column("district", "辖区", ("区域", "片区")),
    Column("roles", "角色", ("身份",)),
    Column("certificate", "执法证号", (), required=False),
    Column("deputy", "代理人账号", ("副手账号",), required=False),
)
ROLES = {
    "执法人员": Role.OFFICER, "专家": Role.EXPERT, "科室": Role.EXPERT, "队负责人": Role.LEADER,
    "队领导": Role.LEADER, "队副负责人": Role.DEPUTY, "副队长": Role.DEPUTY, "内勤": Role.LIAISON,
    "联络人": Role.LIAISON, "督导组": Role.SUPERVISOR, "局领导": Role.SUPERVISOR, "法制": Role.LEGAL,
    "执法办": Role.LEGAL, "档案员": Role.ARCHIVIST, "管理员": Role.ADMIN,
    "许可科室": Role.PERMITS, "许可科": Role.PERMITS,
}  # fmt: skip


def import_staff(path: Path, desk: Desk) -> tuple[int, int, int]:
    """(added, updated, left). Raises FileFaultError naming every row at fault; then nothing is written."""
    lines = read_lines(path, COLUMNS)
    faults = _faults(lines)
    if faults:
        raise FileFaultError(faults)
    session = desk.work.session
    known = {row.userid: row for row in desk.work.people.all_staff()}
    before = {row.userid: (set(row.roles), row.district) for row in known.values() if row.active}
    added = updated = 0
    for line in lines:
        row = known.pop(line["userid"], None)
        if row is None:
            row = Staff(userid=line["userid"])
            session.add(row)
            added += 1
        else:
            updated += 1
        _fill(row, line, desk)
    left = [row for row in known.values() if row.active]
    for row in left:
        row.active = False
    session.flush()
    passed = sum(pass_on(row.userid, desk) for row in left) + _changed(before, desk)
    passed += sum(leave_all(row, "已不在名单里", desk) for row in left)
    desk.work.audit.note(
        desk.who.id, "imported", "staff", added=added, updated=updated, left=len(left), passed=passed
    )
    return added, updated, len(left)


def _changed(before: dict[str, tuple[set[str], str]], desk: Desk) -> int:
    """What people had to decide whose roles or district are others now; returns how much was passed on."""
    passed = 0
    for userid, (roles, district) in before.items():
        row = desk.work.people.staff(userid)
        if row is not None and (roles - set(row.roles) or district != row.district):
            passed += pass_on_lost(row, district != row.district, desk)
            if district != row.district or not may_inspect(row.roles, desk.house):
                passed += leave_all(row, "换了角色或辖区", desk)
    return passed


def _fill(row: Staff, line: Line, desk: Desk) -> None:
    row.name = line["name"]
    row.unit = line["unit"]
    row.team = line["team"]
    row.district = line["district"]
    row.roles = [ROLES[word].value for word in _words(line["roles"])]
    row.certificate = line["certificate"]
    row.deputy = line["deputy"]
    row.active = True
    row.updated_at = desk.now


def _words(roles: str) -> list[str]:
    return [word.strip() for word in roles.replace("，", "、").replace(",", "、").split("、") if word.strip()]


def _faults(lines: list[Line]) -> list[str]:
    seen: dict[str, int] = {}
    userids = {line["userid"] for line in lines}
    return [f"第 {line.number} 行：{wrong}" for line in lines for wrong in _row_faults(line, seen, userids)]


def _row_faults(line: Line, seen: dict[str, int], userids: set[str]) -> list[str]:
    wrong = []
    name = read_person_name(line["name"])
    if isinstance(name, Refusal):
        wrong.append(f"姓名：{name.say}")
    wrong += [f"{c.heading}没有填" for c in COLUMNS[1:6] if not line[c.name]]
    if line["userid"] and line["userid"] in seen:
        wrong.append(f"账号与第 {seen[line['userid']]} 行重复")
    seen.setdefault(line["userid"], line.number)
    unknown = [word for word in _words(line["roles"]) if word not in ROLES]
    if unknown:
        wrong.append(f"角色“{'、'.join(unknown)}”没见过，可填：{'、'.join(ROLES)}")
    if line["deputy"] and line["deputy"] not in userids:
        wrong.append(f"代理人账号“{line['deputy']}”不在这张表里")
    return wrong

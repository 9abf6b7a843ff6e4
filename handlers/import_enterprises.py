"""The 「双随机、一公开」 library: enterprises from a workbook, all rows or none. Existing ones are updated.

What inspectors learned on site (contacts, phones, addresses) is not overwritten with empty cells.
"""

from collections.abc import Sequence
from pathlib import Path

from handlers.annex4 import campaign_of
from handlers.desk import Desk
from handlers.known import REGISTER
from handlers.register_file import Column, FileFaultError, Line, read_day, read_lines
from handlers.spelling import initials, pinyin
from models.tables.people import Enterprise
from rules.campaign import Permit
from rules.checklist import Checklist
from rules.enterprise_states import EnterpriseState
from rules.names import read_enterprise_name, read_person_name
from rules.phones import read_phone
from rules.reading import Refusal
from rules.uscc import read_code

TIERS = ("重点管理", "简化管理", "登记管理", "")
PRODUCTIONS = ("生产", "停产", "季节性停产", "关闭", "")
COLUMNS = (
    Column("name", "企业名称", ("单位名称", "名称")),
    Column("uscc", "统一社会信用代码", ("信用代码", "社会信用代码")),
    Column("district", "辖区", ("区域", "片区")),
    Column("site_name", "场所名称", ("厂区", "生产经营场所"), required=False),
    Column("representative", "法定代表人", ("法人代表", "法人"), required=False),
    Column("site_contact", "现场负责人", ("联系人",), required=False),
    Column("phone", "联系电话", ("电话", "手机"), required=False),
    Column("address", "地址", ("生产经营地址", "单位地址"), required=False),
    Column("tier", "排污许可管理类型", ("管理类型", "管理类别"), required=False),
    Column("production", "生产状况", (), required=False),
    Column("permit_no", "排污许可证编号", ("许可证编号",), required=False),
    Column("permit_since", "许可证有效期起", ("有效期起", "发证日期"), required=False),
    Column("permit_until", "许可证有效期止", ("有效期止", "有效期至", "许可证有效期至"), required=False),
    Column("registration_no", "排污登记编号", ("登记编号",), required=False),
    Column("latitude", "纬度", (), required=False),
    Column("longitude", "经度", (), required=False),
)
YES, NO = ("是", "有", "√"), ("否", "无", "没有", "×")


def columns(checklist: Checklist) -> tuple[Column, ...]:
    """The workbook's columns; each fact of the campaign's form may have one, headed by its own words."""
    facts = (Column(f"fact:{f.id}", f.ask, (), required=False) for f in checklist.facts if f.kind == "bool")
    return (*COLUMNS, *facts)


def import_enterprises(path: Path, desk: Desk) -> tuple[int, int]:
    """(added, updated). Raises FileFaultError naming every row at fault; then nothing is written."""
    lines = read_lines(path, columns(desk.house.checklist))
    faults: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    rows = [_row(line, seen, faults, desk) for line in lines]
    if faults:
        raise FileFaultError(faults)
    return _write([(row, line) for row, line in zip(rows, lines, strict=True) if row is not None], desk)


def _row(line: Line, seen: dict[tuple[str, str], int], faults: list[str], desk: Desk) -> Enterprise | None:
    wrong = _faults(line)
    key = (line["uscc"] or line["name"], line["site_name"])
    if key in seen:
        wrong.append(f"与第 {seen[key]} 行重复")
    seen.setdefault(key, line.number)
    if wrong:
        faults += [f"第 {line.number} 行：{one}" for one in wrong]
        return None
    return _enterprise(line, desk)


def _faults(line: Line) -> list[str]:
    checks: Sequence[tuple[str, object]] = (
        ("企业名称", read_enterprise_name(line["name"])),
        ("统一社会信用代码", read_code(line["uscc"]) if line["uscc"] else None),
        ("法定代表人", read_person_name(line["representative"]) if line["representative"] else None),
        ("现场负责人", read_person_name(line["site_contact"]) if line["site_contact"] else None),
        ("联系电话", read_phone(line["phone"]) if line["phone"] else None),
    )
    wrong = [f"{name}：{read.say}" for name, read in checks if isinstance(read, Refusal)]
    if not line["district"]:
        wrong.append("辖区没有填")
    if line["tier"] not in TIERS:
        wrong.append(f"管理类型“{line['tier']}”不在“重点管理、简化管理、登记管理”里")
    if line["production"] not in PRODUCTIONS:
        wrong.append(f"生产状况“{line['production']}”不在“生产、停产、季节性停产、关闭”里")
    for name in ("permit_since", "permit_until"):
        try:
            read_day(line[name])
        except ValueError:
            wrong.append(f"日期“{line[name]}”没看懂，例如 2024-03-01")
    wrong += _unlike_degrees(line)
    for name, value in line.cells.items():
        if name.startswith("fact:") and value not in (*YES, *NO, ""):
            wrong.append(f"“{value}”请填 是 或 否，不清楚就空着")
    return wrong


def _unlike_degrees(line: Line) -> list[str]:
    """Latitude and longitude of China, both or neither."""
    given = (line["latitude"], line["longitude"])
    if not any(given):
        return []
    try:
        latitude, longitude = map(float, given)
    except ValueError:
        return ["经纬度要成对填数字，例如 28.12 和 120.95"]
    if 3 <= latitude <= 54 and 73 <= longitude <= 136:
        return []
    return [f"经纬度“{given[1]}，{given[0]}”不在国内，是不是填反了？纬度例如 28.12，经度例如 120.95"]


def _enterprise(line: Line, desk: Desk) -> Enterprise:
    code = read_code(line["uscc"]) if line["uscc"] else None
    phone = read_phone(line["phone"]) if line["phone"] else None
    since, until = read_day(line["permit_since"]), read_day(line["permit_until"])
    campaign = campaign_of(desk.house.bureau)
    group = campaign.group(line["tier"], Permit(line["permit_no"], since, until))
    return Enterprise(
        name=line["name"],
        uscc=None if code is None or isinstance(code, Refusal) else code.code,
        site_name=line["site_name"],
        initials=initials(line["name"]),
        pinyin=pinyin(line["name"]),
        representative=line["representative"],
        site_contact=line["site_contact"],
        phone="" if phone is None or isinstance(phone, Refusal) else phone.value.number,
        address=line["address"],
        district=line["district"],
        tier=line["tier"],
        production=line["production"],
        permit_no=line["permit_no"],
        permit_since=since,
        permit_until=until,
        latitude=float(line["latitude"]) if line["latitude"] else None,
        longitude=float(line["longitude"]) if line["longitude"] else None,
        registration_no=line["registration_no"],
        in_register=True,
        group=group.value,
        state=EnterpriseState.NOT_STARTED,
        updated_at=desk.now,
    )


UPDATED = (
    "name", "initials", "pinyin", "district", "tier", "permit_no", "permit_since", "permit_until",
    "registration_no", "group",
)  # fmt: skip
KEPT_IF_EMPTY = (
    "representative", "site_contact", "phone", "address", "production", "latitude", "longitude",
)  # fmt: skip


def _write(rows: list[tuple[Enterprise, Line]], desk: Desk) -> tuple[int, int]:
    session = desk.work.session
    known = {(e.uscc or e.name, e.site_name): e for e in desk.work.people.all_enterprises()}
    added = updated = 0
    told: list[tuple[Enterprise, Line]] = []
    for row, line in rows:
        old = known.get((row.uscc or row.name, row.site_name))
        told.append((old or row, line))
        if old is None:
            session.add(row)
            added += 1
            continue
        for field in UPDATED:
            setattr(old, field, getattr(row, field))
        for field in KEPT_IF_EMPTY:
            if getattr(row, field):
                setattr(old, field, getattr(row, field))
        old.in_register, old.updated_at = True, desk.now
        updated += 1
    session.flush()
    for row, line in told:
        _learn(row, line, desk)
    desk.work.audit.note(desk.who.id, "imported", "enterprises", added=added, updated=updated)
    return added, updated


def _learn(row: Enterprise, line: Line, desk: Desk) -> None:
    """Facts the register gives; what somebody saw on site is not overwritten by it."""
    given = {
        name.removeprefix("fact:"): v for name, v in line.cells.items() if name.startswith("fact:") and v
    }
    if not given:
        return
    seen = {fact.fact for fact in desk.work.people.known_facts(row.id) if fact.by != REGISTER}
    for fact, value in given.items():
        if fact not in seen:
            desk.work.people.learn(row.id, fact, value in YES, REGISTER, desk.now)

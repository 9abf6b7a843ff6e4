"""Who and what there is in every conversation: firms of all sorts, staff of two districts, contacts.

All people, firms and codes are synthetic.
"""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.deeds import Person
from models.engine import open_engine
from models.tables.people import Enterprise, Staff
from rules.uscc import body_check, check_character
from tests.clock import AClock
from tests.factories import a_staff, an_enterprise, the_staff
from tests.house import AHouse

LONG_NAME = "城东新光工业区精密电子元器件表面处理加工集团有限责任公司第三分公司"
LONG_ADDRESS = "城东街道新光工业区纬十二路与经七路交叉口东南侧标准厂房3号楼1至4层及附属污水处理站"

FOLLOWERS = {
    "林犇": "oTEST000000000000000linben1",
    "高远": "oTEST000000000000000gaoyuan",
    "路人": "oTEST000000000000000passer1",
}
STRANGERS = {"外人": "nobody"}

ORDINARY: dict[str, Any] = {"group": "ordinary", "tier": "登记管理", "permit_no": "", "permit_until": None}
UNLISTED: dict[str, Any] = {**ORDINARY, "tier": "不在名录"}
EMPTY: dict[str, Any] = {"tier": "", "representative": "", "site_contact": "", "phone": "", "address": ""}


def firms() -> list[Enterprise]:
    """Ids are places: 1 is the priority firm most conversations are about."""
    return [
        an_enterprise(latitude=28.1203, longitude=120.95),
        _firm("城西瑞昌阀门有限公司", 2, district="城西", representative="吴喆"),
        _firm("城东盛益包装有限公司", 3, tier="简化管理"),
        _firm("城东顺达五金厂", 4, registration_no="91330382YYYY00104A001X", **ORDINARY),
        _firm("城东和记豆腐店", 5, **UNLISTED),
        _firm("城东恒丰印染有限公司", 6, production="停产"),
        _firm("城东旧窑砖瓦厂", 7, permit_until=date(2023, 3, 1)),
        _firm("城东缺项机械有限公司", 8, **EMPTY),
        _firm(LONG_NAME, 9, address=LONG_ADDRESS),
        _firm("城东华光电镀有限公司", 10, tier="简化管理", latitude=28.11, longitude=120.953),
        _firm("城东双龙电镀有限公司", 11, tier="简化管理"),
    ]


def _firm(name: str, place: int, **but: Any) -> Enterprise:
    uscc = a_code(place)
    return an_enterprise(**{"name": name, "uscc": uscc, "permit_no": f"{uscc}001P", **but})


def a_code(number: int) -> str:
    """A credit code nobody has, whose check characters fit."""
    body = f"YYYY{100 + number:04d}"
    code = f"91330382{body}{body_check(body)}"
    return code + check_character(code)


def staff() -> list[Staff]:
    """Two officers, their leader and his deputy, a liaison, a supervisor, an expert; another district."""
    permits = {"unit": "行政许可科", "team": "行政许可科", "roles": ["expert", "permits"]}
    return [*the_staff(), a_staff(userid="helei", name="何蕾", **permits)]


def people() -> dict[str, Person]:
    """Everybody by name."""
    ours = {row.name: Person("wecom", row.userid) for row in staff()}
    theirs = {name: Person("wechat", openid) for name, openid in FOLLOWERS.items()}
    return {**ours, **theirs, **{name: Person("wecom", one) for name, one in STRANGERS.items()}}


def template(bare: Path, path: Path) -> Path:
    """A database file with all of it, to be copied for every conversation."""
    copy_database(bare, path)
    engine = quick_engine(path)
    AHouse(engine, AClock(), path.parent).add(*staff(), *firms())
    engine.dispose()
    return path


def quick_engine(path: Path) -> Engine:
    """Our engine, without waiting for the disk: what a crash leaves is proved elsewhere."""
    engine = open_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _hasty(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return engine


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy, whoever has either of them open."""
    here, there = sqlite3.connect(source), sqlite3.connect(target)
    try:
        here.backup(there)
    finally:
        here.close()
        there.close()

"""A bureau of the size of a prefecture: 20,000 firms, the sample staff, an app of this process.

The web processes that are measured open the same database: `environment` is what they are started with.
"""

import random
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from app import App, build
from config.settings import load
from deploy.local.people import DISTRICTS
from deploy.local.sample import COUNT, FIRST, SECOND, TRADES, write
from deploy.local.world import World
from handlers.import_enterprises import import_enterprises
from handlers.import_staff import import_staff
from handlers.spelling import initials, pinyin
from models import migrations
from models.tables.people import Enterprise, Staff
from rules.enterprise_states import EnterpriseState
from rules.uscc import body_check, check_character

ENTERPRISES = 20_000
SEED = 20_000


class Bureau:
    """One database with `enterprises` firms and the sample staff, opened by an app of this process."""

    def __init__(
        self, folder: Path, enterprises: int = ENTERPRISES, redis_url: str = "", database_url: str = ""
    ) -> None:
        self.world = World(folder, 1, 1)
        # No sandbox stands behind it: the clock is the ordinary one.
        self.environment = {**self.world.environment(redis_url, database_url), "SANDBOX_CLOCK_URL": ""}
        self.app: App = build(load(self.environment))
        migrations.upgrade(self.app.settings.database_url)
        firms, staff = write(folder / "sample")
        with self.app.store.write() as work:
            import_enterprises(firms, self.app.desk(work))
            import_staff(staff, self.app.desk(work))
            work.session.execute(insert(Enterprise), list(_more(enterprises - COUNT, work.now)))

    def hire(self, userid: str) -> None:
        """One more officer of the first team."""
        with self.app.store.write() as work:
            like = work.session.get_one(Staff, "linyifan")
            kept = {name: getattr(like, name) for name in ("unit", "team", "district", "roles")}
            work.session.add(Staff(userid=userid, name=userid, updated_at=work.now, **kept))

    def firms(self, count: int) -> list[str]:
        """Names of 重点 firms of the first team's district, each its own."""
        found = select(Enterprise.name).where(Enterprise.district == "城东", Enterprise.group == "priority")
        with self.app.store.read() as work:
            return list(work.session.execute(found.order_by(Enterprise.id.desc()).limit(count)).scalars())


def _more(count: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Synthetic firms with names as long and as alike as real ones, each name its own."""
    dice = random.Random(SEED)
    names: set[str] = set()
    while len(names) < count:
        district = dice.choice(DISTRICTS)
        middle = "".join(dice.choice(FIRST + SECOND) for _ in range(3))
        name = f"{district}{middle}{dice.choice(TRADES)}有限公司"
        if name in names:
            continue
        names.add(name)
        yield _firm(len(names), name, district, dice.choices(("重点管理", "登记管理"), (1, 4))[0], now)


def _firm(number: int, name: str, district: str, tier: str, now: datetime) -> dict[str, Any]:
    body = f"YY{number:06d}"
    seventeen = f"91330382{body}{body_check(body)}"
    uscc = seventeen + check_character(seventeen)
    heavy = tier == "重点管理"
    return {
        "uscc": uscc,
        "name": name,
        "initials": initials(name),
        "pinyin": pinyin(name),
        "representative": "陈龑",
        "site_contact": "林犇",
        "phone": f"139{number:08d}",
        "address": f"{district}工业路{number}号",
        "district": district,
        "tier": tier,
        "production": "生产",
        "permit_no": f"{uscc}001P" if heavy else "",
        "group": "priority" if heavy else "ordinary",
        "in_register": True,
        "state": EnterpriseState.NOT_STARTED,
        "updated_at": now,
    }

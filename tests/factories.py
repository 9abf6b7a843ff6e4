"""Rows and drafts for tests: `an_enterprise(**but)` is an ordinary one, except for what the test says.

All people, firms and codes are synthetic.
"""

import io
from datetime import UTC, date, datetime
from typing import Any

from PIL import Image

from handlers.commands.draft import HazardDraft, VisitDraft
from handlers.spelling import initials, pinyin
from models.tables.people import Contact, Enterprise, Staff
from rules.enterprise_states import EnterpriseState

AT = datetime(2023, 5, 8, 1, tzinfo=UTC)
FIRM = "永嘉堃电镀有限公司"
OTHER_FIRM = "城西瑞昌阀门有限公司"

LIN, WANG, ZHOU, CHEN = "linyifan", "wangmin", "zhouzheng", "chenhe"
SONG, TANG, ZHAO, WU = "songwen", "tangyuan", "zhaoqi", "wuhan"
LINBEN = "oTEST000000000000000linben1"


def an_enterprise(**but: Any) -> Enterprise:
    """A firm with a permit, of the register, in 城东."""
    row = {
        "uscc": "91330382YYYY00012D",
        "name": FIRM,
        "representative": "陈龑",
        "site_contact": "林犇",
        "phone": "13800138000",
        "address": "城东工业路1号",
        "district": "城东",
        "tier": "重点管理",
        "production": "生产",
        "permit_no": "91330382YYYY00012D001P",
        "permit_until": date(2024, 7, 1),
        "in_register": True,
        "group": "priority",
        "state": EnterpriseState.NOT_STARTED,
        "updated_at": AT,
    }
    name = str(but.get("name", FIRM))
    return Enterprise(**{**row, "initials": initials(name), "pinyin": pinyin(name), **but})


def a_staff(**but: Any) -> Staff:
    """An officer of 执法一队 in 城东."""
    row = {
        "userid": LIN,
        "name": "林一帆",
        "unit": "执法一队",
        "team": "执法一队",
        "district": "城东",
        "roles": ["officer"],
        "certificate": "ZJ-00001",
        "deputy": "",
        "active": True,
        "updated_at": AT,
    }
    return Staff(**{**row, **but})


def the_staff() -> list[Staff]:
    """Two officers, their leader and his deputy, the liaison, the supervisor; another district's two."""
    west = {"unit": "执法二队", "team": "执法二队", "district": "城西"}
    office = {"unit": "办公室", "team": "办公室"}
    return [
        a_staff(),
        a_staff(userid=WANG, name="王敏"),
        a_staff(userid=ZHOU, name="周正", roles=["leader"], deputy=CHEN),
        a_staff(userid=CHEN, name="陈禾", roles=["officer", "deputy"]),
        a_staff(userid=SONG, name="宋雯", roles=["liaison"], **office),
        a_staff(userid=TANG, name="唐远", roles=["supervisor", "legal"], **office),
        a_staff(userid=ZHAO, name="赵启", **west),
        a_staff(userid=WU, name="吴瀚", roles=["leader"], **west),
    ]


def a_contact(enterprise: int, **but: Any) -> Contact:
    """A bound contact of an enterprise."""
    row = {
        "enterprise_id": enterprise,
        "openid": LINBEN,
        "name": "林犇",
        "post": "环保负责人",
        "phone": "13800138000",
        "consent": "2023-05",
        "consent_at": AT,
        "state": "active",
        "vouched_by": LIN,
        "vouched_at": AT,
    }
    return Contact(**{**row, **but})


def a_hazard(**but: Any) -> HazardDraft:
    """A harmless hazard of item 10, still to be put right."""
    row: dict[str, Any] = {
        "item": "outlet_standardized_signed",
        "number": 10,
        "text": "DA001 酸雾废气排放口没有设置标志牌",
        "intent": "not_deliberate",
        "consequence": "none",
        "problem": 1,
    }
    return HazardDraft(**{**row, **but})


def a_draft(**but: Any) -> VisitDraft:
    """A visit by two officers that found one harmless hazard, with 15 days to put it right."""
    row: dict[str, Any] = {
        "enterprise": 1,
        "source": "on_site",
        "scope": "full",
        "header": {
            "name": FIRM,
            "uscc": "91330382YYYY00012D",
            "legal_rep": "陈龑",
            "site_contact": "林犇",
            "phone": "13800138000",
            "address": "城东工业路1号",
        },
        "production": "生产",
        "tier": "重点管理",
        "facts": {},
        "marks": {},
        "hazards": (a_hazard(),),
        "gate": "release",
        "days": 15,
        "conclusion": "现场发现环境隐患（问题）1条。",
        "staff": (LIN, WANG),
        "visited_on": date(2023, 5, 8),
    }
    return VisitDraft(**{**row, **but})


def a_picture() -> bytes:
    """A small JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "JPEG")
    return out.getvalue()

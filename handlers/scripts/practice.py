"""练习: the whole inspection on a firm that does not exist. It hands over nothing that could be filed."""

from bot.script import Script
from handlers.commands.opening import EndPractice
from handlers.commands.visit import FileVisit
from handlers.scripts.brief import Brief, Firm
from handlers.scripts.inspection import inspection

FIRM = Firm(
    id=0,
    name="练习用电镀有限公司",
    uscc="91330382YYYYTEXT8W",
    representative="练习",
    site_contact="练习",
    phone="13800138000",
    address="练习路1号",
    district="",
    tier="重点管理",
    production="生产",
    permit_no="",
    permit_until=None,
    registration_no="",
    in_register=False,
    group="priority",
)
"""In no register: nothing that is learned about it can reach one."""


def practice(brief: Brief) -> Script:
    """As an inspection; its end is only told."""
    filed: FileVisit = yield from inspection(brief)
    return EndPractice(len(filed.draft.hazards))

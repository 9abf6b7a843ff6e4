"""What notices are called in messages and on pages, and which of several is the warning."""

from collections.abc import Iterable

from models.tables.letters import Notice

TITLES = {"warning": "环境隐患（问题）整改预警提示单", "reminder": "企业环境风险排查整改温馨提示单"}
NAMES = {"warning": "预警提示单", "reminder": "温馨提示单"}


def warning_of(notices: Iterable[Notice]) -> Notice | None:
    """The warning among the notices of one visit, if there is one."""
    return next((one for one in notices if one.kind == "warning"), None)


def number_of(notice: Notice) -> str:
    """温环乐预警〔2023〕7号; a reminder's number is internal and never told."""
    return notice.number if notice.kind == "warning" else NAMES["reminder"]


def notice_name(notice: Notice) -> str:
    """预警提示单 温环乐预警〔2023〕7号, or 温馨提示单."""
    return f"{NAMES['warning']} {notice.number}" if notice.kind == "warning" else NAMES["reminder"]

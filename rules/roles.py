"""Who may do what: the roles of the bureau and of an enterprise's contact, and the rights of each.

What is not given is refused. District isolation is strict: only the roles named here see beyond their own
(domain text §2). Nothing here knows a person, and no right replaces the rule that nobody approves his own.
"""

from collections.abc import Iterable
from enum import StrEnum

from rules.labels import Labelled


class Role(Labelled):
    """What somebody is, in the words of the bureau. A person may have several."""

    OFFICER = "officer", "执法人员"
    EXPERT = "expert", "专家/科室"
    PERMITS = "permits", "许可科室"
    LEADER = "leader", "队负责人"
    DEPUTY = "deputy", "队副负责人"
    LIAISON = "liaison", "内勤（联络人）"
    SUPERVISOR = "supervisor", "督导组/局领导"
    LEGAL = "legal", "局执法办/法制"
    ARCHIVIST = "archivist", "档案员"
    CONTACT = "contact", "企业联系人"
    ADMIN = "admin", "系统管理员"


class Action(StrEnum):
    """`thing.right`. Any right to a thing includes reading it, within one's reach."""

    VISIT_READ = "visit.read"
    VISIT_WRITE = "visit.write"
    VISIT_APPROVE = "visit.approve"
    VISIT_COMMENT = "visit.comment"
    VISIT_SPOT_CHECK = "visit.spot_check"
    VISIT_CONFIRM = "visit.confirm"
    HAZARD_READ = "hazard.read"
    HAZARD_WRITE = "hazard.write"
    HAZARD_WRITE_READINGS = "hazard.write_readings"
    GATE_READ = "gate.read"
    GATE_PROPOSE = "gate.propose"
    GATE_APPROVE = "gate.approve"
    GATE_OVERRIDE = "gate.override"
    NUMBER_READ = "number.read"
    NUMBER_REQUEST = "number.request"
    NUMBER_APPROVE = "number.approve"
    NUMBER_SET_PREFIX = "number.set_prefix"
    RECEIPT_READ = "receipt.read"
    RECEIPT_WRITE = "receipt.write"
    RECEIPT_CORRECT = "receipt.correct"
    RECEIPT_CONFIRM = "receipt.confirm"
    EXTENSION_READ = "extension.read"
    EXTENSION_PROPOSE = "extension.propose"
    EXTENSION_ADVISE = "extension.advise"
    EXTENSION_APPROVE = "extension.approve"
    EXTENSION_APPROVE_LONG = "extension.approve_long"
    EXTENSION_REQUEST = "extension.request"
    CLOSING_READ = "closing.read"
    CLOSING_WRITE = "closing.write"
    CLOSING_ADVISE = "closing.advise"
    CLOSING_APPROVE = "closing.approve"
    CLOSING_REOPEN = "closing.reopen"
    CLOSING_FEEDBACK = "closing.feedback"
    TRANSFER_READ = "transfer.read"
    TRANSFER_PROPOSE = "transfer.propose"
    TRANSFER_APPROVE = "transfer.approve"
    TABLE_READ = "table.read"
    TABLE_WRITE = "table.write"
    TABLE_APPROVE = "table.approve"
    TABLE_CONSOLIDATE = "table.consolidate"
    PRESSING_READ = "pressing.read"
    PRESSING_REPLY = "pressing.reply"
    PRESSING_ISSUE = "pressing.issue"
    ARCHIVE_READ = "archive.read"
    ARCHIVE_WRITE = "archive.write"
    CONFIG_WRITE_BUSINESS = "config.write_business"
    CONFIG_WRITE_TECHNICAL = "config.write_technical"

    @property
    def thing(self) -> str:
        """What the right is a right to."""
        return self.value.partition(".")[0]


_A = Action
_LEADER = frozenset(
    {
        _A.VISIT_WRITE,
        _A.VISIT_APPROVE,
        _A.HAZARD_WRITE,
        _A.GATE_APPROVE,
        _A.NUMBER_APPROVE,
        _A.RECEIPT_CORRECT,
        _A.EXTENSION_APPROVE,
        _A.CLOSING_APPROVE,
        _A.TRANSFER_APPROVE,
        _A.TABLE_APPROVE,
        _A.PRESSING_REPLY,
    }
)
_EVERY_RECORD = frozenset(
    {_A.VISIT_READ, _A.HAZARD_READ, _A.NUMBER_READ, _A.RECEIPT_READ, _A.EXTENSION_READ, _A.CLOSING_READ}
    | {_A.TRANSFER_READ, _A.TABLE_READ}
)

RIGHTS: dict[Role, frozenset[Action]] = {
    Role.OFFICER: frozenset(
        {
            _A.VISIT_WRITE,
            _A.HAZARD_WRITE,
            _A.GATE_PROPOSE,
            _A.NUMBER_REQUEST,
            _A.RECEIPT_WRITE,
            _A.EXTENSION_PROPOSE,
            _A.CLOSING_WRITE,
            _A.TRANSFER_PROPOSE,
            _A.TABLE_READ,
            _A.PRESSING_READ,
        }
    ),
    Role.EXPERT: frozenset(
        {_A.VISIT_COMMENT, _A.HAZARD_WRITE_READINGS, _A.EXTENSION_ADVISE, _A.CLOSING_ADVISE}
    ),
    # 科室 as the table has them; besides, they are asked about what is only 疑似 of a permit.
    Role.PERMITS: frozenset({_A.VISIT_COMMENT, _A.EXTENSION_ADVISE, _A.CLOSING_ADVISE}),
    Role.LEADER: _LEADER,
    # A leader has a deputy, and what is held times out to him.
    Role.DEPUTY: _LEADER,
    Role.LIAISON: frozenset(
        {_A.VISIT_READ, _A.HAZARD_READ, _A.RECEIPT_WRITE, _A.TABLE_WRITE, _A.PRESSING_READ}
    ),
    Role.SUPERVISOR: _EVERY_RECORD
    | {_A.VISIT_SPOT_CHECK, _A.GATE_READ, _A.CLOSING_REOPEN, _A.PRESSING_ISSUE, _A.ARCHIVE_READ},
    Role.LEGAL: frozenset(
        {
            _A.VISIT_READ,
            _A.HAZARD_READ,
            _A.GATE_OVERRIDE,
            _A.NUMBER_APPROVE,
            _A.NUMBER_SET_PREFIX,
            _A.RECEIPT_READ,
            _A.EXTENSION_APPROVE_LONG,
            _A.CLOSING_READ,
            _A.TRANSFER_APPROVE,
            _A.TABLE_CONSOLIDATE,
            _A.TABLE_APPROVE,
            _A.PRESSING_ISSUE,
            _A.ARCHIVE_READ,
            _A.CONFIG_WRITE_BUSINESS,
        }
    ),
    Role.ARCHIVIST: _EVERY_RECORD | {_A.ARCHIVE_WRITE},
    # Own enterprise only; the text of its hazards without staff notes, and never the gate.
    Role.CONTACT: frozenset(
        {_A.VISIT_CONFIRM, _A.HAZARD_READ, _A.RECEIPT_CONFIRM, _A.EXTENSION_REQUEST, _A.CLOSING_FEEDBACK}
    ),
    # Runs the machine and sees no content.
    Role.ADMIN: frozenset({_A.CONFIG_WRITE_TECHNICAL}),
}

CLOSED_ONLY = frozenset({(Role.ARCHIVIST, _A.VISIT_READ)})
"""Rights that begin when a record is closed."""

EVERY_DISTRICT = frozenset({Role.SUPERVISOR, Role.LEGAL})
"""Who sees beyond his own district."""

LEADERS = frozenset({Role.LEADER, Role.DEPUTY})

DECIDING = LEADERS | {Role.SUPERVISOR}
"""Who decides as a leader: supervisors where a district has nobody else to ask."""


def may(role: Role | str, action: Action | str) -> bool:
    """Does the table give this role this right? A value that is no role may do nothing."""
    rights = next((given for one, given in RIGHTS.items() if one == role), frozenset())
    if action in rights:
        return True
    thing, _, right = str(action).partition(".")
    return right == "read" and any(one.thing == thing for one in rights)


def any_may(roles: Iterable[Role | str], action: Action | str) -> bool:
    """Does one of a person's roles give him this right?"""
    return any(may(role, action) for role in roles)


def everywhere(roles: Iterable[Role | str]) -> bool:
    """Does a member of staff see the records of every district?"""
    return bool(set(map(str, roles)) & EVERY_DISTRICT)


def reaches(roles: Iterable[Role | str], own_district: str, district: str) -> bool:
    """Does a member of staff see records of this district? Contacts and administrators never by district."""
    if everywhere(roles):
        return True
    held = {one for one in Role if one in set(map(str, roles))}
    return bool(held - {Role.CONTACT, Role.ADMIN}) and own_district != "" and own_district == district

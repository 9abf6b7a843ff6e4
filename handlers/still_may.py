"""Whether somebody may still do what he was asked: cards lie in a chat, and roles change meanwhile.

It only says so; what becomes of what he may do no longer is in handlers/pass_on.py.
"""

from collections.abc import Callable, Mapping
from typing import Any

from bot.script import RefusedError
from handlers.commands.contact import DecideExtension
from handlers.commands.notice import CloseNotice, FinishRecheck, JudgeFix, ServeAmendment
from handlers.commands.visit import (
    ConfirmLost,
    DecideSuspicion,
    FileVisit,
    ReleaseAdvice,
    ReleaseVisit,
    RuleOnVisit,
)
from handlers.desk import Desk, House
from handlers.may_inspect import may_inspect
from handlers.sealing import KINDS
from rules.roles import DECIDING, Action, Role, any_may

LEADING = (RuleOnVisit, ReleaseAdvice, ConfirmLost, CloseNotice, DecideExtension)
INSPECTING = (ReleaseVisit, JudgeFix, FinishRecheck, ServeAmendment, FileVisit)
NO_LONGER = "你现在的角色办不了这件事，请转给队里的同事或队领导。"

Roles = frozenset[str]


def still_may(command: Any, desk: Desk) -> None:
    """Raises RefusedError where the role he was asked for is his no longer. What is not listed is asked
    by its own use-case."""
    roles = set(desk.by.roles)
    if roles & DECIDING:
        return
    lost = (
        isinstance(command, LEADING)
        or (isinstance(command, INSPECTING) and not may_inspect(roles, desk.house))
        or (isinstance(command, DecideSuspicion) and Role.PERMITS not in roles)
    )
    if lost:
        raise RefusedError(NO_LONGER)


def may_do(duty: str, roles: Roles, house: House) -> bool:
    """May whoever holds these roles still do a duty of this kind? Keepers of the seal are named, whatever
    their role."""
    return bool(roles & DECIDING) or duty in KINDS or _NEEDED[duty](roles, house)


def _leads(roles: Roles, house: House) -> bool:
    return False


def _inspects(roles: Roles, house: House) -> bool:
    return may_inspect(roles, house)


def _serves(roles: Roles, house: House) -> bool:
    return any_may(roles, Action.RECEIPT_WRITE)


_NEEDED: Mapping[str, Callable[[Roles, House], bool]] = {
    **dict.fromkeys(
        ("ruling", "advice", "lost", "countersign", "extension", "unfixed", "left", "amendment", "reassign"),
        _leads,
    ),
    **dict.fromkeys(("release", "judge", "recheck", "serving", "answer"), _inspects),
    **dict.fromkeys(("on_paper", "late_photo", "undelivered", "vouch"), _serves),
    "suspicion": lambda roles, house: Role.PERMITS in roles,
    "opinion": lambda roles, house: Role.EXPERT in roles,
}
"""Kind of duty → what it wants of who is no leader."""

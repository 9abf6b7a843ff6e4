"""Whether who taps may still do what his card asks: cards lie in a chat, and roles change meanwhile."""

from typing import Any

from bot.script import RefusedError
from handlers.commands.contact import DecideExtension
from handlers.commands.notice import CloseNotice, FinishRecheck, JudgeFix, ServeAmendment
from handlers.commands.visit import ConfirmLost, DecideSuspicion, ReleaseAdvice, ReleaseVisit, RuleOnVisit
from handlers.desk import Desk
from handlers.may_inspect import may_inspect
from rules.roles import DECIDING, Role

LEADING = (RuleOnVisit, ReleaseAdvice, ConfirmLost, CloseNotice, DecideExtension)
INSPECTING = (ReleaseVisit, JudgeFix, FinishRecheck, ServeAmendment)
NO_LONGER = "你现在的角色办不了这件事，请转给队里的同事或队领导。"


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

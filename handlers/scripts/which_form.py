"""Which form a visit fills, where the bureau has published several. Asked once, before the sheet opens."""

from collections.abc import Mapping
from typing import Any

from bot.script import Ask, Choice, Choose, Script
from handlers.commands.opening import StartInspection


def which_form(facts: Mapping[str, Any]) -> Script:
    """Hands over StartInspection with the form.

    `facts`: enterprise, name, reason, given (see StartInspection), forms [[key, title]].
    """
    forms: list[list[str]] = facts["forms"]
    choices = tuple(
        Choice(key, str(n), 1 if n == 1 else 2, also=(title, title.strip("“”")))
        for n, (key, title) in enumerate(forms, 1)
    )
    chosen: str = yield Ask(
        key="form",
        title=str(facts["name"]),
        note="这次用哪张表？",
        rows=tuple((str(n), title[:30]) for n, (_, title) in enumerate(forms, 1)),
        form=Choose(choices),
        alias=("表单",),
    )
    given = tuple((str(key), str(value), str(about)) for key, value, about in facts.get("given", ()))
    return StartInspection(int(facts["enterprise"]), str(facts["reason"]), chosen, given)

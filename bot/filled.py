"""A question shown once more: what was answered or half answered before is ticked and chosen already.

It changes what is preselected and nothing else: the person still submits, and may change all of it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.script import Ask, Pick, TickOff


def filled(ask: Ask, value: Any) -> Ask:
    """The question with an earlier answer of its form's shape; what it no longer offers is left out."""
    match ask.form:
        case TickOff(options) if isinstance(value, list):
            ticked = tuple(option.id for option in options if option.id in value)
            return replace(ask, form=replace(ask.form, ticked=ticked)) if ticked else ask
        case Pick() if isinstance(value, Mapping):
            return replace(ask, form=picked(ask.form, value))
    return ask


def picked(form: Pick, value: Mapping[str, str]) -> Pick:
    """The drop-downs with these choices; the others stay as they are."""

    def known(choice: str, ids: set[str]) -> bool:
        return bool(choice) and choice in ids

    return replace(
        form,
        pickers=tuple(
            replace(p, selected=value[p.id])
            if known(value.get(p.id, ""), {option.id for option in p.options})
            else p
            for p in form.pickers
        ),
    )

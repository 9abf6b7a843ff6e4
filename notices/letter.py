"""Facts to words: `compose` is the one way to make a letter's text.

Pure. It draws nothing, and it refuses to compose a letter whose necessary facts are missing, except
as a preview.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from notices import facts as f
from notices.blocks import Letter
from notices.printable import check_lengths
from notices.words.amend import compose_amend
from notices.words.annex4 import compose_annex4
from notices.words.form import compose_form
from notices.words.incomplete import IncompleteLetterError
from notices.words.prose import compose_reminder, compose_warning
from notices.words.slips import compose_routed, compose_transfer

__all__ = ["IncompleteLetterError", "Letter", "compose"]

_COMPOSERS: dict[type[f.Facts], Callable[[Any, bool], Letter]] = {
    f.FormFacts: compose_form,
    f.WarningFacts: compose_warning,
    f.ReminderFacts: compose_reminder,
    f.TransferFacts: compose_transfer,
    f.RoutedFacts: compose_routed,
    f.Annex4Facts: compose_annex4,
    f.AmendFacts: compose_amend,
}


def compose(facts: f.Facts, *, preview: bool = False) -> Letter:
    """Return the letter in words. Raises IncompleteLetterError, TextTooLongError, UnknownWordingError.

    A preview carries no number and leaves blanks where facts are still missing.
    """
    check_lengths(facts)
    return _COMPOSERS[type(facts)](facts, preview)

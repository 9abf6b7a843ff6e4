"""Facts to words: `compose` is the one way to make a letter's text.

Pure. It draws nothing, and it refuses to compose a letter whose necessary facts are missing, except
as a preview.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from notices.blocks import Letter
from notices.facts.form import FormFacts
from notices.facts.inside import RoutedFacts, TransferFacts
from notices.facts.kinds import Facts
from notices.facts.letters import AmendFacts, ReminderFacts, WarningFacts
from notices.facts.receipt import CertificateFacts
from notices.facts.tables import Annex4Facts
from notices.printable import check_lengths
from notices.words.amend import compose_amend
from notices.words.annex4 import compose_annex4
from notices.words.certificate import compose_certificate
from notices.words.form import compose_form
from notices.words.incomplete import IncompleteLetterError
from notices.words.prose import compose_reminder, compose_warning
from notices.words.slips import compose_routed, compose_transfer

__all__ = ["IncompleteLetterError", "Letter", "compose"]

_COMPOSERS: dict[type[Facts], Callable[[Any, bool], Letter]] = {
    FormFacts: compose_form,
    WarningFacts: compose_warning,
    ReminderFacts: compose_reminder,
    TransferFacts: compose_transfer,
    RoutedFacts: compose_routed,
    Annex4Facts: compose_annex4,
    AmendFacts: compose_amend,
    CertificateFacts: compose_certificate,
}


def compose(facts: Facts, *, preview: bool = False) -> Letter:
    """Return the letter in words. Raises IncompleteLetterError, TextTooLongError, UnknownWordingError.

    A preview carries no number and leaves blanks where facts are still missing.
    """
    check_lengths(facts)
    return _COMPOSERS[type(facts)](facts, preview)

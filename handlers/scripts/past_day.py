"""A day that has come, asked for: 今天 and 昨天 are buttons, any other is typed. Answers hold ISO dates."""

from datetime import date

from bot.script import Choice, Write
from rules.reading import Reading, Refusal

PAST_DAY = Write(20, (Choice("today", "今天"), Choice("yesterday", "昨天")))


def iso(read: Reading[date] | Refusal) -> Reading[str] | Refusal:
    """The day as an answer holds it."""
    return read if isinstance(read, Refusal) else Reading(read.value.isoformat(), read.note)

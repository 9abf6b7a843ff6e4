"""Dates in words, as GB/T 9704-2012 7.3.5.4 asks: year in full, month and day without leading zeros."""

from __future__ import annotations

from datetime import date

from notices.wording import BLANK


def in_words(day: date | None) -> str:
    """Return 2023年5月8日, or a line to be filled in by hand."""
    if day is None:
        return f"{BLANK}年{BLANK}月{BLANK}日"
    return f"{day.year}年{day.month}月{day.day}日"


def by_hand(day: date | None = None) -> str:
    """Return the day, or the wide blanks a signing person writes it into."""
    return "　　　年　　月　　日" if day is None else in_words(day)

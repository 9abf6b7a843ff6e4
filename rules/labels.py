"""Enumerations that carry the Chinese word a person sees beside the value that is stored.

The value is for tables and code and never changes; the label may be reworded.
"""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """Members are written `NAME = "value", "标签"`; they compare and hash as their value."""

    _value_: str
    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the label beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

"""What a letter must not lack when it is issued."""

from __future__ import annotations

from collections.abc import Mapping

from notices.printable import LetterError


class IncompleteLetterError(LetterError):
    """Facts that the letter cannot be issued without are missing; the text names them."""


def require(letter: str, needed: Mapping[str, object]) -> None:
    """Refuse a letter when a needed fact is empty. `needed` maps its Chinese name to its value."""
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise IncompleteLetterError(f"{letter}还缺：{'、'.join(missing)}。请补上再出单。")

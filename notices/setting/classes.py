"""How characters behave at the ends of lines: 避头尾, what stays together, what may give way.

After GB/T 15834-2011 5.1 (marks at line ends) and the W3C's requirements for Chinese text. No font is
known here.
"""

from __future__ import annotations

NEVER_FIRST = frozenset("，。、；：！？）》〉」』】〕〗”’…—～·％‰℃°,.;:!?)]}%’›»′″")
NEVER_LAST = frozenset("（《〈「『【〔〖“‘([{‹«￥$＃#□☑")
# Where a code or an address that no line can hold is parted for preference.
CUT_AFTER = frozenset("-/.:@&=?")
# Marks whose ink fills only the near half of their cell: the far half may give way.
GIVE_AFTER = frozenset("，。、）》〉」』】〕〗”’")
BLANKS = frozenset(" \u3000")
GIVE_BEFORE = frozenset("（《〈「『【〔〖“‘")
# Marks that end something: beside another mark they need no blank half of their own.
_ENDING = GIVE_AFTER | frozenset("：；！？")
_UNITS = frozenset("年月日号时分秒项个家份名元次％%‰℃°㎡㎥吨米")
_JOINERS = frozenset("-./:_@%+&=~'²³°℃‰μ₀₁₂₃₄₅₆₇₈₉ₓ·")


def in_word(char: str) -> bool:
    """Whether a character is part of a Latin word, a number or a code, which stay together."""
    return (char.isascii() and char.isalnum()) or char in _JOINERS or "\u00c0" <= char <= "\u024f"


def is_full(char: str) -> bool:
    """Whether a character is a hanzi, which takes a small gap towards Latin letters and digits."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbours."""
    if after in NEVER_FIRST or before in NEVER_LAST or after in BLANKS:
        return False
    if in_word(before) and in_word(after):
        return False
    return not (before.isdigit() and after in _UNITS)


def is_tight(before: str, after: str) -> bool:
    """Whether two marks meet whose blanks would leave a hole: one half em between them goes (标点挤压)."""
    if before in GIVE_BEFORE:
        return after in GIVE_BEFORE
    return before in _ENDING and (after in _ENDING or after in GIVE_BEFORE)


def has_gap(before: str, after: str) -> bool:
    """Whether a hanzi meets a Latin letter or a digit here."""
    if not (before.isascii() or after.isascii()):
        return False
    return (is_full(before) and after.isalnum() and after.isascii()) or (
        is_full(after) and before.isalnum() and before.isascii()
    )

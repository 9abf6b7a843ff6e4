"""An order and a firm's name as people type them: 档案 永嘉堃, 永嘉堃 档案, 档案永嘉堃, 纸质签收, 档案 alone.

Says which of them is meant, and never takes a text that may answer the open question for one.
"""

import re

from bot.hearing import Puzzled, hear
from bot.script import Ask, Done, Write
from bot.sheet import Sheet
from handlers import fetch_certificate, late_photo, on_paper
from handlers.desk import Desk
from handlers.errands import AT_END, BOX, ERRANDS, STAY_AWAY, errand, is_errand
from handlers.find_firms import firms
from handlers.meant import meant

_NUMBER = re.compile(r"(?:第|TX-?|.{0,10}[〔(（\[]\d{4}[〕)）\]])?[\d-]+\s*号?")
"""Looks like a letter's number, ours or not."""
_GAP = re.compile(r"[\s：:，,]+")

OF_RECEIPTS = (
    (on_paper.SAID, on_paper.begin),
    (late_photo.SAID, late_photo.begin),
    (fetch_certificate.SAID, fetch_certificate.fetch),
)
"""What is said first, and who carries it out with the words behind it."""
_RECEIPT_WORDS = {
    **dict.fromkeys(on_paper.HOWS, on_paper.begin),
    **dict.fromkeys(late_photo.WORDS, late_photo.begin),
    **dict.fromkeys(fetch_certificate.WORDS, fetch_certificate.fetch),
}


GLUED = 3
"""So many characters of a firm's name at least stand beside a word without a gap."""
_FIRST = sorted({*ERRANDS, *STAY_AWAY} - {"平台"}, key=len, reverse=True)
_LAST = sorted({*AT_END, *_RECEIPT_WORDS} - {BOX}, key=len, reverse=True)


def ordered(text: str, desk: Desk) -> Done | None:
    """Carry an order out wherever it stands first, or last behind a firm's name; None if there is none."""
    said = text.strip()
    for letter, carry_out in OF_RECEIPTS:
        if found := letter.fullmatch(said):
            return carry_out(found[1], found[2], desk)
    word, firm = order_of(said)
    if not word:
        word, firm = _glued(said, desk)
    if word in _RECEIPT_WORDS:
        return _RECEIPT_WORDS[word](word, firm, desk)
    return errand(word, firm, desk) if word else None


def order_of(said: str) -> tuple[str, str]:
    """The word of an order and what it is about ('' for nothing); ('', '') where none is given.

    >>> order_of("永嘉堃 档案")
    ('档案', '永嘉堃')
    >>> order_of("档案：永嘉堃")
    ('档案', '永嘉堃')
    """
    parts = [one for one in _GAP.split(said) if one]
    if parts and is_errand(parts[0]):
        return parts[0], " ".join(parts[1:])
    last = parts[-1] if len(parts) > 1 else ""
    if last in AT_END or last in _RECEIPT_WORDS:
        return last, " ".join(parts[:-1])
    return "", ""


def _glued(said: str, desk: Desk) -> tuple[str, str]:
    """档案永嘉堃, 永嘉堃档案: the word of an order and a firm's name without a gap; ('', '') if it is none.

    What is itself part of a firm's name is looked for, not obeyed.
    """
    first = next((one for one in _FIRST if said.startswith(one) and len(said) - len(one) >= GLUED), "")
    last = next((one for one in _LAST if said.endswith(one) and len(said) - len(one) >= GLUED), "")
    for word, firm in ((first, said.removeprefix(first)), (last, said.removesuffix(last))):
        if word and " " not in firm and _names_a_firm(firm, desk) and not _names_a_firm(said, desk):
            return word, firm
    return "", ""


def at_question(text: str, sheet: Sheet, ask: Ask, desk: Desk) -> Done | None:
    """An order typed at an open question; None where the text may be its answer.

    At a question for free text that is every text, except where a firm is looked for.
    """
    said = text.strip()
    if sheet.script == "find":
        searching = not isinstance(ask.form, Write) or ask.key.startswith("query.")
        return ordered(said, desk) if searching and _not_chosen(ask, said) else None
    if isinstance(ask.form, Write) or not _not_chosen(ask, said):
        return None
    takes_words = ask.beside is not None and ask.beside(said) is not None
    if takes_words and not _alone(said) and not _names_a_firm(order_of(said)[1], desk):
        return None
    return ordered(said, desk)


def certain(typed: str, desk: Desk) -> bool:
    """Does this, said after 作废, 纸质签收 and the like, name a letter or a firm?

    「作废旧桶没有标签」 does not: it is what somebody saw.
    """
    if not typed.strip():
        return False
    if _NUMBER.fullmatch(typed.strip()):
        return True
    return meant(typed, desk) is not None or _names_a_firm(typed.strip(), desk)


def _not_chosen(ask: Ask, said: str) -> bool:
    return isinstance(ask.form, Write) or isinstance(hear(ask.form, said), Puzzled)


def _alone(said: str) -> bool:
    return is_errand(said) or said in _RECEIPT_WORDS


def _names_a_firm(said: str, desk: Desk) -> bool:
    """「关闭 阀门没有落实」 is a problem somebody saw, 「关闭 永嘉堃」 an order."""
    name = said.partition(" ")[0]
    return bool(name) and any(name in str(hit["name"]) for hit in firms(name, desk))

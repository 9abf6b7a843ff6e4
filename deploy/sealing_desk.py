"""Joins an e-seal service with the letters: where the seal belongs, whether the letter came back whole.

The library that reads the seal's signature takes half a second to load, and comes with the first letter.
"""

from bot.eseal import SealAsk, SealLaterError, SealRefusedError, SealService
from handlers.papers import Made, NotReadyError
from notices.facts.kinds import Facts
from notices.fonts.book import FontBook
from notices.pages import UnreadablePdfError, text_of
from notices.paper import seal_place


class SealingDesk:
    """`handlers.papers.Sealing` with a service."""

    def __init__(self, service: SealService, book: FontBook) -> None:
        self._service, self._book = service, book

    def sealed(self, pdf: bytes, facts: Facts, key: str) -> Made:
        """The letter with its seal; as it is where it has no place for one. Raises NotReadyError."""
        from notices.signing.foreign import seal_signature

        place = seal_place(facts, book=self._book)
        if place is None:
            return Made(pdf)
        try:
            back = self._service.seal(SealAsk(key, pdf, place.page + 1, place.x, place.y))
        except (SealLaterError, SealRefusedError) as error:
            raise NotReadyError(str(error)) from None
        if not _same_words(pdf, back.pdf):
            raise NotReadyError("电子印章服务退回的不是原来那份文书，没有采用")
        return Made(back.pdf, seal_signature(back.pdf), back.ofd)


def _same_words(sent: bytes, back: bytes) -> bool:
    """Every page still says what it said; a seal may add words of its own."""
    try:
        before, after = text_of(sent), text_of(back)
    except UnreadablePdfError:
        return False
    squeezed = [("".join(a.split()), "".join(b.split())) for a, b in zip(before, after, strict=False)]
    return len(before) == len(after) and all(_all_of(a, b) for a, b in squeezed)


def _all_of(words: str, page: str) -> bool:
    """Do the characters of these words stand on the page, in this order?"""
    rest = iter(page)
    return all(char in rest for char in words)

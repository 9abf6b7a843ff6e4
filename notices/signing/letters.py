"""Facts to a signed file: the letter with places for its signatures, certified; then its receipt signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from notices.facts.kinds import Facts
from notices.fonts.book import FontBook
from notices.paper import draw, page_plan
from notices.setting.fields import BOTH, RECEIPT
from notices.setting.sheet import ReceiptPlace
from notices.signing.foreign import hold, room
from notices.signing.receipt import ReceiptMark, receipt_drawing
from notices.signing.signer import Drawing, LetterSigner, Signed
from rules.local_time import local_date, local_time

ISSUED, RECEIVED = "制发", "签收"


class NoPlaceError(Exception):
    """A letter without lines of receipt cannot be signed for."""


@dataclass(frozen=True, slots=True)
class LetterPress:
    """Draws and signs. `pictures` gives the JPEG of a photo by its key."""

    signer: LetterSigner
    book: FontBook
    pictures: Callable[[str], bytes]

    def letter(self, facts: Facts, at: datetime) -> Signed:
        """Return the letter, certified. Raises what drawing raises, and TimestampError."""
        pdf = draw(facts, book=self.book, pictures=self.pictures, fields=BOTH)
        return self.signer.certify(pdf, at, ISSUED)

    def to_seal(self, facts: Facts) -> bytes:
        """Return the letter for somebody else to seal, unsigned, with the place for its receipt alone."""
        return draw(facts, book=self.book, pictures=self.pictures, fields=(RECEIPT,))

    def received(
        self,
        letter: bytes,
        facts: Facts,
        name: str,
        post: str,
        at: datetime,
        strokes: list[list[list[float]]],
        *,
        sealed: bool = False,
    ) -> Signed:
        """Return the letter with its receipt signed, as a new file; `sealed`: somebody else sealed it.

        Raises NoPlaceError, TimestampError, and NoRoomError for what is sealed.
        """
        add = room(letter, self._place(facts)) if sealed else None
        drawing = self._drawing(facts, name, post, at, strokes)
        signed = self.signer.receive(letter, at, RECEIVED, drawing, add)
        if sealed:
            hold(letter, signed.pdf)
        return signed

    def _drawing(
        self, facts: Facts, name: str, post: str, at: datetime, strokes: list[list[list[float]]]
    ) -> Drawing:
        shown = local_time(at).strftime("%Y-%m-%d %H:%M:%S")
        mark = ReceiptMark(name, post, local_date(at), shown, strokes)
        return receipt_drawing(mark, self._place(facts), self.book)

    def _place(self, facts: Facts) -> ReceiptPlace:
        place = page_plan(facts, book=self.book).receipt
        if place is None:
            raise NoPlaceError("this letter has no lines of receipt")
        return place

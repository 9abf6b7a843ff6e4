"""Joins the signing key with the letters: what workers sign with.

The signing library takes half a second to load and is loaded with the first letter that is signed.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bot.script import RefusedError
from bot.wire.timestamps import HttpTimestamps, NoTimestampError
from config.signing_key import SigningKey
from handlers.papers import Made, NotReadyError, SignedFor
from notices.facts.kinds import Facts
from notices.fonts.book import FontBook

if TYPE_CHECKING:
    from notices.signing.letters import LetterPress
    from notices.signing.signer import Signed


class SigningDesk:
    """`handlers.papers.Signing` with the bureau's key."""

    def __init__(
        self,
        key: SigningKey,
        timestamps: HttpTimestamps | None,
        book: FontBook,
        pictures: Callable[[str], bytes],
    ) -> None:
        self._key, self._timestamps, self._book, self._pictures = key, timestamps, book, pictures

    def letter(self, facts: Facts, at: datetime) -> Made:
        """See Signing."""
        return self._made(lambda press: press.letter(facts, at))

    def to_seal(self, facts: Facts) -> bytes:
        """See Signing."""
        return self._press.to_seal(facts)

    def received(self, letter: bytes, facts: Facts, receipt: SignedFor, *, sealed: bool) -> Made:
        """See Signing."""
        from notices.signing.foreign import NoRoomError

        of = receipt
        try:
            return self._made(
                lambda press: press.received(
                    letter, facts, of.name, of.post, of.at, of.strokes, sealed=sealed
                )
            )
        except NoRoomError as why:
            raise RefusedError(f"{why}；签收以签收回执为准") from None

    def _made(self, sign: Callable[["LetterPress"], "Signed"]) -> Made:
        from notices.signing.stamping import TimestampError

        try:
            signed = sign(self._press)
        except (TimestampError, NoTimestampError) as error:
            raise NotReadyError(str(error)) from None
        return Made(signed.pdf, signed.signature)

    @cached_property
    def _press(self) -> "LetterPress":
        from notices.signing.letters import LetterPress
        from notices.signing.signer import LetterSigner

        own = self._key
        signer = LetterSigner(own.private, own.certificate, own.chain, self._timestamps)
        return LetterPress(signer, self._book, self._pictures)

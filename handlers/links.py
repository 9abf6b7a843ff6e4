"""Page addresses that cannot be guessed: random 128 bits and a signature over them and their purpose.

An address alone opens nothing: the page also wants the identity it was made for.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and checks addresses below one public URL."""

    public_url: str
    secret: bytes

    def mint(self, purpose: str) -> str:
        """A new token for one purpose (a path letter such as 'n')."""
        body = secrets.token_bytes(16)
        return _text(body + self._sign(purpose, body))

    def holds(self, purpose: str, token: str) -> bool:
        """Was this token minted here, for this purpose? Constant time in the signature."""
        try:
            raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        except ValueError:
            return False
        if len(raw) != 26 or _text(raw) != token:
            return False
        return hmac.compare_digest(raw[16:], self._sign(purpose, raw[:16]))

    def url(self, path: str) -> str:
        """The full address of a path such as 'n/…'."""
        return f"{self.public_url}/{path}"

    def _sign(self, purpose: str, body: bytes) -> bytes:
        return hmac.new(self.secret, purpose.encode() + b"\0" + body, hashlib.sha256).digest()[:10]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")

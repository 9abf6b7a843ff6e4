"""Signature and encryption of callbacks (加解密方案), the same for both platforms.

AES-256-CBC, PKCS#7 to 32 bytes, SHA-1 over the sorted parts. It never decides who may talk to whom.
Source: page 90930; proven with the official vectors.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
from collections.abc import Iterable

from cryptography.hazmat.primitives.ciphers import Cipher as AesCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes

BLOCK = 32
HEAD = 20


class DecryptError(ValueError):
    """The ciphertext is not ours or not whole; the text says what is wrong with it."""


def sign(parts: Iterable[str]) -> str:
    """Lower-case hex SHA-1 over the byte-wise sorted parts."""
    joined = b"".join(sorted(part.encode() for part in parts))
    return hashlib.sha1(joined, usedforsecurity=False).hexdigest()


class Cipher:
    """Seals and opens messages for one receiver (`receive_id`: corp id, or app id)."""

    def __init__(self, token: str, aes_key: str, receive_id: str) -> None:
        self.token = token
        self.receive_id = receive_id
        # The last two bits of a 43-letter key may be set; a strict decoder would refuse it.
        self._key = base64.b64decode(aes_key + "=")

    def signature(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """The four-part msg_signature."""
        return sign((self.token, timestamp, nonce, encrypted))

    def signed(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bool:
        """True if the signature fits; takes the same time either way."""
        return hmac.compare_digest(signature.encode(), self.signature(timestamp, nonce, encrypted).encode())

    def seal(self, text: str, *, random: bytes | None = None, receive_id: str | None = None) -> str:
        """Encrypt. `random` is the 16-byte head, printable by default as in the official samples."""
        head = random or secrets.token_hex(8).encode()
        body = text.encode()
        owner = (self.receive_id if receive_id is None else receive_id).encode()
        plain = head + struct.pack("!I", len(body)) + body + owner
        pad = BLOCK - len(plain) % BLOCK
        return self.seal_raw(plain + bytes([pad]) * pad)

    def seal_raw(self, padded: bytes) -> str:
        """Encrypt bytes that are padded already (faults need wrong padding)."""
        encryptor = self._aes().encryptor()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def open(self, encrypted: str) -> str:
        """Decrypt and check padding, length and receiver. Raises DecryptError."""
        try:
            raw = base64.b64decode(encrypted, validate=True)
        except (binascii.Error, ValueError) as error:
            raise DecryptError("密文不是 base64") from error
        if not raw or len(raw) % 16:
            raise DecryptError("密文长度不对")
        decryptor = self._aes().decryptor()
        return self._unpack(decryptor.update(raw) + decryptor.finalize())

    def _unpack(self, padded: bytes) -> str:
        pad = padded[-1]
        if not 1 <= pad <= BLOCK or padded[-pad:] != bytes([pad]) * pad:
            raise DecryptError("填充不对（应补到 32 的整数倍）")
        plain = padded[:-pad]
        if len(plain) < HEAD:
            raise DecryptError("明文太短")
        (size,) = struct.unpack("!I", plain[16:HEAD])
        if HEAD + size > len(plain):
            raise DecryptError("长度字段超过明文")
        owner = plain[HEAD + size :].decode("utf-8", "replace")
        if owner != self.receive_id:
            raise DecryptError(f"receiveid 是 {owner!r}，应为 {self.receive_id!r}")
        try:
            return plain[HEAD : HEAD + size].decode()
        except UnicodeDecodeError as error:
            raise DecryptError("明文不是 UTF-8") from error

    def _aes(self) -> AesCipher[modes.CBC]:
        return AesCipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))

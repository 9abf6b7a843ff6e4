"""Timestamps (RFC 3161) of signatures: asks a server, and takes only what proves the time of this signature.

The library's own client takes a timestamp of something else, or one nobody signed, for good; here the
answer is checked before it becomes part of a letter for ever. Whom to trust as a time authority is said
by whoever chose the address. It knows no network: `Ask` does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from secrets import token_bytes
from typing import ClassVar

from asn1crypto import cms, core, tsp
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from rules.local_time import local_time

Ask = Callable[[bytes], bytes]
"""A TimeStampReq to the answer, both DER."""
MOST_BYTES = 12_000
"""What there is room for beside a signature."""
_GRANTED = frozenset({"granted", "granted_with_mods"})


class TimestampError(Exception):
    """The server gave no timestamp of what it was asked for; the same again later may succeed."""


class _Answer(core.Sequence):  # type: ignore[misc]
    """TimeStampResp as it is defined: a refusal carries no timestamp. The library's own insists on one."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo), ("token", cms.ContentInfo, {"optional": True})]


class Stamper(TimeStamper):
    """The library's port for a timestamp server."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._ask = ask

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A timestamp of a digest. Raises TimestampError, and what asking raises."""
        nonce, request = self.request_cms(message_digest, md_algorithm)  # type: ignore[no-untyped-call]
        answer = self._ask(request.dump())
        try:
            token = _token(answer)
            await _check(token, message_digest, nonce)
        except TimestampError:
            raise
        except Exception as error:  # garbage fails in more ways than a library names
            raise TimestampError(f"时间戳服务返回的不是时间戳（{type(error).__name__}）") from None
        return token


def time_of(ask: Ask) -> datetime:
    """What time the server has, by a timestamp of something random. Raises as Stamper does."""
    token = asyncio.run(Stamper(ask).async_timestamp(token_bytes(32), "sha256"))
    at: datetime = _info(token)["gen_time"].native
    return at


def _token(answer: bytes) -> cms.ContentInfo:
    response = _Answer.load(answer, strict=True)
    status = response["status"]
    if status["status"].native not in _GRANTED:
        words = [*(status["status_string"].native or []), *(status["fail_info"].native or [])]
        raise TimestampError(f"时间戳服务拒绝了：{'；'.join(words)[:200] or '没有说原因'}")
    token = response["token"]
    if len(token.dump()) > MOST_BYTES:
        raise TimestampError(f"时间戳服务返回的时间戳太大（{len(token.dump())} 字节）")
    return token


def _info(token: cms.ContentInfo) -> tsp.TSTInfo:
    return token["content"]["encap_content_info"]["content"].parsed


async def _check(token: cms.ContentInfo, digest: bytes, nonce: int) -> None:
    """Is it of this digest and for this very question, signed, and by a certificate for that?"""
    info = _info(token)
    imprint = info["message_imprint"]
    if (
        imprint["hash_algorithm"]["algorithm"].native != "sha256"
        or imprint["hashed_message"].native != digest
    ):
        raise TimestampError("时间戳服务给的是另一份内容的时间戳，没有采用")
    if info["nonce"].native != nonce:
        raise TimestampError("时间戳服务给的是另一次请求的时间戳，没有采用")
    # Its own certificates are its roots: whether to trust them was decided with the address.
    roots = [one.chosen for one in token["content"]["certificates"]]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=info["gen_time"].native)
    seen = await validate_tst_signed_data(token["content"], context, lambda name: digest)
    if not (seen["intact"] and seen["valid"]):
        raise TimestampError("时间戳上的签名对不上，没有采用")
    by, at = seen["signing_cert"], info["gen_time"].native
    use = by.extended_key_usage_value
    if use is None or "time_stamping" not in use.native:
        raise TimestampError("时间戳服务的证书不是用来签时间戳的，没有采用")
    if not by.not_valid_before <= at <= by.not_valid_after:
        raise TimestampError(
            f"时间戳服务说现在是 {local_time(at):%Y-%m-%d %H:%M}，它的证书那时无效，没有采用"
        )

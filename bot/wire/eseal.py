"""An e-seal service over HTTP: one POST a letter, as docs/e-seal.md tells who builds the other side.

It follows no redirect and reads no more than a letter can be; the token appears in no exception.
"""

from bot.eseal import SealAsk, Sealed, SealLaterError, SealRefusedError
from bot.wire.parts import parts_of
from bot.wire.posting import NoAnswerError, Post, Posted, TooLongError

READ, DEADLINE = 10.0, 30.0
LARGEST = 10 * 1024 * 1024
MOST_SAID = 300
PDF, OFD = "application/pdf", "application/ofd"
_ZIP = b"PK\x03\x04"
"""How an OFD begins; more of it nobody here reads."""
_LATER = frozenset({202, 408, 409, 423, 425, 429})


class HttpSealService:
    """`bot.eseal.SealService` at one address."""

    def __init__(self, url: str, token: str = "") -> None:
        self._post, self._token = Post(url, READ, DEADLINE, LARGEST), token

    def seal(self, ask: SealAsk) -> Sealed:
        """The sealed letter. Raises SealLaterError, SealRefusedError."""
        try:
            return _taken(self._post.send(ask.pdf, self._headers(ask)))
        except TooLongError:
            raise SealRefusedError("电子印章服务返回的文件太大") from None
        except NoAnswerError as error:
            raise SealLaterError(f"电子印章服务没有回应（{error.why}）") from None

    def _headers(self, ask: SealAsk) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        return {
            **own,
            "Content-Type": "application/pdf",
            "Accept": "application/pdf, multipart/mixed",
            "Idempotency-Key": ask.key,
            "X-Seal-Page": str(ask.page),
            "X-Seal-X": f"{ask.x:.2f}",
            "X-Seal-Y": f"{ask.y:.2f}",
        }


def _taken(answer: Posted) -> Sealed:
    if answer.status >= 500 or answer.status in _LATER:
        raise SealLaterError(f"电子印章服务暂时不行（{answer.status}）")
    if answer.status != 200:
        words = answer.body.decode("utf-8", "replace").strip()[:MOST_SAID]
        raise SealRefusedError(f"电子印章服务没有盖（{answer.status}）：{words or '没有说原因'}")
    parts = parts_of(answer.sort, answer.body)
    pdf, ofd = parts.get(PDF, b"" if parts else answer.body), parts.get(OFD, b"")
    if not pdf.startswith(b"%PDF-"):
        only = pdf.startswith(_ZIP) or ofd
        raise SealRefusedError(f"电子印章服务返回的不是 PDF{'，只有 OFD' if only else ''}")
    if ofd and not ofd.startswith(_ZIP):
        raise SealRefusedError("电子印章服务一起返回的不是 OFD")
    return Sealed(pdf, ofd)

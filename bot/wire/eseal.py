"""An e-seal service over HTTP: one POST a letter, as docs/e-seal.md tells who builds the other side.

It follows no redirect and reads no more than a letter can be; the token appears in no exception.
"""

from bot.eseal import SealAsk, SealLaterError, SealRefusedError
from bot.wire.posting import NoAnswerError, Post, Posted, TooLongError

READ, DEADLINE = 10.0, 30.0
LARGEST = 10 * 1024 * 1024
MOST_SAID = 300
_LATER = frozenset({202, 408, 409, 423, 425, 429})


class HttpSealService:
    """`bot.eseal.SealService` at one address."""

    def __init__(self, url: str, token: str = "") -> None:
        self._post, self._token = Post(url, READ, DEADLINE, LARGEST), token

    def seal(self, ask: SealAsk) -> bytes:
        """The sealed PDF. Raises SealLaterError, SealRefusedError."""
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
            "Accept": "application/pdf",
            "Idempotency-Key": ask.key,
            "X-Seal-Page": str(ask.page),
            "X-Seal-X": f"{ask.x:.2f}",
            "X-Seal-Y": f"{ask.y:.2f}",
        }


def _taken(answer: Posted) -> bytes:
    if answer.status >= 500 or answer.status in _LATER:
        raise SealLaterError(f"电子印章服务暂时不行（{answer.status}）")
    if answer.status != 200:
        words = answer.body.decode("utf-8", "replace").strip()[:MOST_SAID]
        raise SealRefusedError(f"电子印章服务没有盖（{answer.status}）：{words or '没有说原因'}")
    if not answer.body.startswith(b"%PDF-"):
        raise SealRefusedError("电子印章服务返回的不是 PDF")
    return answer.body

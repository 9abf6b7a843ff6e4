"""A timestamp server over HTTP (RFC 3161): the request as it is, and whatever came back.

It judges nothing in the answer: whether it is a timestamp, and of what, notices.signing.stamping looks at.
"""

from bot.wire.posting import NoAnswerError, Post

READ, DEADLINE = 5.0, 8.0
LARGEST = 64 * 1024


class NoTimestampError(Exception):
    """No answer, or a refusal: the same again later may succeed."""


class HttpTimestamps:
    """One server at one address."""

    def __init__(self, url: str) -> None:
        self._post = Post(url, READ, DEADLINE, LARGEST)

    def __call__(self, request: bytes) -> bytes:
        """The answer to a TimeStampReq, both DER. Raises NoTimestampError."""
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        try:
            got = self._post.send(request, headers)
        except NoAnswerError as error:
            raise NoTimestampError(f"时间戳服务没有回应（{error.why}）") from None
        if got.status != 200:
            raise NoTimestampError(f"时间戳服务没有给出时间戳（{got.status}）")
        return got.body

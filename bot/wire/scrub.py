"""Takes secrets out of text before it reaches a log. It never changes anything that is sent."""

import logging
import re

_SECRET = re.compile(
    r"(?i)((?:access_token|refresh_token|corpsecret|secret|appsecret|code|ticket)=)[^&\s\"'<>]+"
)
_TALKERS = ("urllib3.connectionpool", "urllib3.connection", "urllib3.util.retry", "requests")


def scrub(text: str) -> str:
    """The text with the values of secret query parameters replaced by ***."""
    return _SECRET.sub(r"\1***", text)


class Scrubber(logging.Filter):
    """Scrubs records; the HTTP library writes whole URLs, tokens and secrets included, at DEBUG."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = scrub(record.getMessage()), ()
        # A traceback of the HTTP library carries the URL once more.
        record.exc_info, record.exc_text = None, None
        return True


_SCRUBBER = Scrubber()


def guard_logs() -> None:
    """Puts the scrubber on the HTTP library's loggers. Twice is the same as once."""
    for name in _TALKERS:
        logging.getLogger(name).addFilter(_SCRUBBER)

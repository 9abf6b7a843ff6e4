"""Logs as JSON lines on stdout, with secrets and phone numbers taken out of every value. Never a body."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.stdlib import BoundLogger

_SECRET = re.compile(r"(access_token=|secret=|corpsecret=|code=|token=)[^&\s\"']+")
_PHONE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")


def scrub(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take secrets and full phone numbers out of every string of one event."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _PHONE.sub(r"\1****\2", _SECRET.sub(r"\1…", value))
    return event


def set_up() -> None:
    """Once per process, before anything logs."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            scrub,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    # It warns of every certificate nobody told it to trust; whose a signature is, our register knows.
    logging.getLogger("pyhanko.sign.validation").setLevel(logging.ERROR)
    logging.basicConfig(level=logging.WARNING, stream=sys.stdout, format="%(levelname)s %(name)s %(message)s")


def logger(name: str) -> BoundLogger:
    """A logger for one room of the house."""
    bound: BoundLogger = structlog.get_logger(room=name)
    return bound

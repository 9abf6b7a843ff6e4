"""The port for an e-seal service (电子印章): the bureau plugs in the one that is authorised to hold its seal.

We never hold a seal. A service gets a finished letter and gives it back sealed; it is asked again with the
same key until it answers, so it must seal one key once.
"""

from dataclasses import dataclass
from typing import Protocol


class SealLaterError(Exception):
    """No answer, or not now: the same again later may succeed."""


class SealRefusedError(Exception):
    """The service will not seal this; its reason is for a person."""


@dataclass(frozen=True, slots=True)
class SealAsk:
    """One letter to seal: a PDF, where the seal's middle belongs (page from 1, points from lower left)."""

    key: str
    pdf: bytes
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sealed:
    """The sealed letter, and the same as OFD where the service gives that too, b'' where not."""

    pdf: bytes
    ofd: bytes = b""


class SealService(Protocol):
    """One service. Raises SealLaterError or SealRefusedError, and nothing else for what a network does."""

    def seal(self, ask: SealAsk) -> Sealed:
        """The letter with its seal."""
        ...

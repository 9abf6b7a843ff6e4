"""What a look at an uploaded file found: its signatures, and what came after them. Facts only, no verdict."""

from dataclasses import dataclass
from enum import StrEnum

_HEAD = 1024


class FileSort(StrEnum):
    """What kind of file it is for us."""

    PDF = "pdf"
    NO_PDF = "no_pdf"
    BROKEN = "broken"
    TOO_MUCH = "too_much"


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """One signature, in the order they were made. What it says of itself is only what it says.

    `sha` is the SHA-256 of the signature itself; `intact`: what it covers is what was signed; `whole`: it
    covers the file to its end; `allowed`: what came after it only fills a place kept for a signature. `at`
    and `stamped` are ISO instants, '' for none.
    """

    sha: str
    name: str
    intact: bool
    whole: bool
    allowed: bool
    at: str = ""
    stamped: str = ""


@dataclass(frozen=True, slots=True)
class Examined:
    """One file. `added` says in words what came after its first signature."""

    sort: FileSort
    signatures: tuple[SignatureSeen, ...] = ()
    added: tuple[str, ...] = ()


def may_be_pdf(content: bytes) -> bool:
    """Does a file say near its beginning that it is a PDF?"""
    return b"%PDF-" in content[:_HEAD]

"""Looks at a PDF from outside: which signatures are in it, whether they hold, and what came after the first.

It trusts nothing a file says of itself, follows no address in it and asks no authority: whose signature it
is, the register knows. To be run in a process of its own (see web/file_cell.py): a stranger made the file.
"""

from __future__ import annotations

import io
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from notices.signing.additions import additions
from notices.signing.signer import signature_sha
from rules.signed_files import Examined, FileSort, SignatureSeen, may_be_pdf

MOST_SIGNATURES, MOST_NAME = 8, 60
LOOSE, ANYTHING = "文件结构被改写过", "文件末尾又加了内容"


def examine(content: bytes) -> Examined:
    """Return what there is to see. Raises nothing but MemoryError and RecursionError."""
    if not may_be_pdf(content):
        return Examined(FileSort.NO_PDF)
    for strict in (True, False):
        try:
            return _examined(content, strict)
        except (MemoryError, RecursionError):
            raise
        except Exception:  # a hostile file fails in more ways than a library names
            continue
    return Examined(FileSort.BROKEN)


def _examined(content: bytes, strict: bool) -> Examined:
    reader = PdfFileReader(io.BytesIO(content), strict=strict)
    found = list(reader.embedded_regular_signatures)[:MOST_SIGNATURES]
    seen = tuple(_seen(one, strict) for one in found)
    added: tuple[str, ...] = ()
    if found and (not seen[-1].whole or not all(one.allowed for one in seen)):
        added = _added(reader, found[0], strict)
    return Examined(FileSort.PDF, seen, added)


def _added(reader: PdfFileReader, first: EmbeddedPdfSignature, strict: bool) -> tuple[str, ...]:
    try:
        return additions(reader, first.signed_revision) or (ANYTHING if strict else LOOSE,)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return (LOOSE,)


def _seen(signature: EmbeddedPdfSignature, strict: bool) -> SignatureSeen:
    """A signature nobody can make sense of is one that does not hold."""
    sha, name = "", ""
    try:
        sha = signature_sha(signature.pkcs7_content)
        name = str(signature.signer_cert.subject.native.get("common_name", ""))[:MOST_NAME]
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=[], allow_fetching=False))
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return SignatureSeen(sha, name, intact=False, whole=False, allowed=False)
    covered = status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    return SignatureSeen(
        sha=sha,
        name=name,
        intact=bool(status.intact and status.valid and covered),
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        allowed=strict and _allowed(status),
        at=_iso(status.signer_reported_dt),
        stamped=_stamped(status),
    )


def _allowed(status: PdfSignatureStatus) -> bool:
    level = status.modification_level
    return level is not None and level <= ModificationLevel.FORM_FILLING and status.docmdp_ok is not False


def _stamped(status: PdfSignatureStatus) -> str:
    stamp = status.timestamp_validity
    return _iso(stamp.timestamp) if stamp is not None and stamp.intact and stamp.valid else ""


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at is not None else ""

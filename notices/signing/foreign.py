"""A letter that somebody else has sealed: whether its seal lets a receipt be signed into it, and where.

A receipt only adds to the file; whether that is allowed, the seal's own signature says (DocMDP, FieldMDP).
What is not allowed is not tried, and what was done is held against the rules before it is kept. It verifies
no seal: a national one (SM2) no library here can, and what is asked here does not depend on it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.fields import FieldMDPSpec, SigFieldSpec, enumerate_sig_fields

from notices.setting.fields import RECEIPT
from notices.setting.sheet import ReceiptPlace
from notices.signing.examine import examine

_NOTHING, _FORMS = 1, 2


class NoRoomError(Exception):
    """The file takes no receipt; the message says why in Chinese."""


def room(pdf: bytes, place: ReceiptPlace) -> SigFieldSpec | None:
    """Return the place to add for a receipt, None where the one we left is still free. Raises NoRoomError."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            raise NoRoomError("盖章后的文件加了密，不能再加签收签名")
        taken = [(name, value.get_object()) for name, value, _ in enumerate_sig_fields(reader, True)]
        free = [name for name, _, _ in enumerate_sig_fields(reader, False)]
        rules = [rule for _, value in taken for rule in _rules(value)]
    except NoRoomError:
        raise
    except Exception as error:  # a stranger's file fails in more ways than a library names
        raise NoRoomError(f"盖章后的文件结构特殊，不能再加签收签名（{type(error).__name__}）") from None
    if any(permitted == _NOTHING for permitted, _ in rules):
        raise NoRoomError("盖章的签名不许文件再有任何改动")
    if any(lock is not None and lock.is_locked(RECEIPT) for _, lock in rules):
        raise NoRoomError("盖章的签名锁住了签收的位置")
    if RECEIPT in free:
        return None
    if any(permitted for permitted, _ in rules):
        raise NoRoomError("盖章后签收的位置没有了，盖章的签名又不许再加")
    name = RECEIPT if RECEIPT not in dict(taken) else f"{RECEIPT}2"
    left, bottom, right, top = (round(one) for one in place.box)
    return SigFieldSpec(name, on_page=place.page, box=(left, bottom, right, top))


def hold(before: bytes, after: bytes) -> None:
    """Does the new file only add a receipt to the sealed one? Raises NoRoomError."""
    if not after.startswith(before):
        raise NoRoomError("加了签收签名，盖章的文件就变了")
    sealed, reader = PdfFileReader(io.BytesIO(before)), PdfFileReader(io.BytesIO(after))
    seen = DEFAULT_DIFF_POLICY.review_file(reader, sealed.total_revisions - 1)
    if not isinstance(seen, DiffResult) or seen.modification_level > ModificationLevel.FORM_FILLING:
        raise NoRoomError("加了签收签名，盖章的签名会显示文件被改动")


def seal_signature(pdf: bytes) -> str:
    """By what the seal's own signature is known again; '' where there is none we can read."""
    seen = examine(pdf).signatures
    return next((one.sha for one in reversed(seen) if one.intact and one.whole), "")


def _rules(value: Any) -> Iterator[tuple[int, FieldMDPSpec | None]]:
    """What a signature permits from now on: a DocMDP level (0: it does not say), the fields it locks."""
    for one in value.get("/Reference", ()):
        reference = one.get_object()
        parameters = reference.get("/TransformParams", {})
        if reference.get("/TransformMethod") == "/DocMDP":
            yield int(parameters.get("/P", _FORMS)), None
        elif reference.get("/TransformMethod") == "/FieldMDP":
            yield 0, FieldMDPSpec.from_pdf_object(parameters)

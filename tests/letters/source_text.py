"""The annexes as published, and the normalisations that a printed letter is allowed."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
_WIDE = str.maketrans(":,;", "：，；")


def source(name: str) -> str:
    """Return a published annex."""
    return (HERE / "source" / f"{name}.txt").read_text(encoding="utf-8")


def source_lines(name: str) -> list[str]:
    """Return a published annex line by line, without the label of its place in the document."""
    return source(name).splitlines()[1:]


def squeezed(text: str) -> str:
    """Return a text without any white space, line or page numbers excepted."""
    return re.sub(r"\s+", "", text)


def widened(text: str) -> str:
    """Return a text with its half-width punctuation made full-width and its white space dropped."""
    return squeezed(text).translate(_WIDE)


def body_text(pages: tuple[str, ...], copy: str = "") -> str:
    """Return what the pages say, without page numbers, copy marks and white space."""
    bare = []
    for number, page in enumerate(pages, start=1):
        text = squeezed(page)
        for mark in (f"—{number}—", copy):
            assert mark in text, f"page {number} lacks {mark}"
            text = text.replace(mark, "", 1) if mark else text
        bare.append(text)
    return "".join(bare)

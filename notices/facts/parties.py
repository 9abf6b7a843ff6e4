"""Who signs a letter, whom it goes to, and how a paper is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Copy = Literal["送达", "存根"]


Fit = Literal["standard", "one_page"]


Head = Literal["plain", "red"]
SAMPLE = "sample"
"""Of `seal`: what stands at a seal's place is nothing (''), a mark that says 样章, or the bureau's picture of
its seal, known by its SHA-256."""


CURRENT_WORDING = "2023-18"


PRACTICE = "练习"
"""The mark across every page of a paper made for practice; see `mark` of the facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The bureau that signs. `we` is how it calls itself where the template leaves 我局（分局） open."""

    name: str
    we: Literal["我局", "分局"] = "我局"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """The enterprise a letter goes to; `term` is 你单位, or 你 for an individual business."""

    name: str
    uscc: str
    representative: str
    address: str
    representative_title: str = "法定代表人"
    term: Literal["你单位", "你"] = "你单位"

"""The two places of a letter where it is signed: the bureau's, not seen, and the receipt's on its lines.

They are part of the letter from the beginning, so that a signature fills a place and adds nothing new. A
letter that is not going to be signed has none.
"""

from __future__ import annotations

from collections.abc import Sequence

from notices.fonts.objects import Objects, text_string
from notices.setting.sheet import Plan

BUREAU, RECEIPT = "Bureau", "Receipt"
BOTH = (BUREAU, RECEIPT)
_TOLD = {BUREAU: "制发单位签名", RECEIPT: "签收"}
_LOCKED_AND_PRINTED = 132
_SIGNATURES_ONLY_ADDED = 3


class Fields:
    """The places of one letter, by page. `names` are those wanted; not every letter has a receipt's."""

    def __init__(self, objects: Objects, plan: Plan, names: Sequence[str]) -> None:
        """Reserve them."""
        self._objects = objects
        self._boxes: dict[str, tuple[int, str]] = {}
        if BUREAU in names:
            self._boxes[BUREAU] = (plan.seal.page if plan.seal else 0, "[0 0 0 0]")
        if RECEIPT in names and plan.receipt is not None:
            left, bottom, right, top = plan.receipt.box
            self._boxes[RECEIPT] = (plan.receipt.page, f"[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]")
        self._refs = {name: objects.reserve() for name in self._boxes}

    def on(self, page: int) -> str:
        """Return the entry of a page."""
        here = [ref for name, ref in self._refs.items() if self._boxes[name][0] == page]
        return f" /Annots [{' '.join(here)}]" if here else ""

    def catalog(self) -> str:
        """Return the entry of the catalog."""
        return (
            f" /AcroForm << /Fields [{' '.join(self._refs.values())}] /SigFlags {_SIGNATURES_ONLY_ADDED} >>"
        )

    def give(self, pages: list[str]) -> None:
        """Write them out, when the pages have their references."""
        for name, ref in self._refs.items():
            page, box = self._boxes[name]
            shown = "" if name == BUREAU else f" /AP << /N {self._nothing(box)} >>"
            self._objects.give(
                ref,
                f"<< /Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /TU {text_string(_TOLD[name])}"
                f" /F {_LOCKED_AND_PRINTED} /Rect {box} /P {pages[page]}{shown} >>",
            )

    def _nothing(self, box: str) -> str:
        left, bottom, right, top = (float(one) for one in box.strip("[]").split())
        size = f"{right - left:.2f} {top - bottom:.2f}"
        return self._objects.stream(b"", f"/Type /XObject /Subtype /Form /BBox [0 0 {size}] /Resources << >>")

"""Looks at pages as a phone shows them: pictures into out/screens, widths, weight, faults that axe finds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "out" / "screens"
SIZES = ((320, 568), (412, 915))
"""CSS pixels of the smallest phone still in use and of a usual one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one page was like on one phone. `weight` is bytes before any image, `text` what is read."""

    name: str
    width: int
    scroll_width: int
    weight: int
    faults: tuple[str, ...]
    text: str
    images: tuple[dict[str, Any], ...]


@dataclass
class Watcher:
    """Opens pages beside the phones as a person; touches nothing. `trouble` is what consoles said."""

    browser: Any
    sandbox: str
    trouble: list[str] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def watch(self, page: Any) -> None:
        """Note whatever a page says in its console."""
        page.on(
            "console",
            lambda said: self.trouble.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: self.trouble.append(str(error)))

    @contextmanager
    def opened(
        self, person: str, address: str, size: tuple[int, int] = SIZES[0], **more: Any
    ) -> Iterator[Any]:
        """A page as this person's phone opens it, login included."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            locale="zh-CN",
            **more,
        )
        page = context.new_page()
        try:
            page.goto(f"{self.sandbox}/sandbox/as/{person}?to={quote(address)}")
            yield page
        finally:
            context.close()

    def look(self, name: str, person: str, address: str, *, touch: str = "") -> list[Look]:
        """Look at a page in all sizes; `touch` is a button to press first."""
        found = []
        for size in SIZES:
            with self.opened(person, address, size) as page:
                self.watch(page)
                answers: list[Any] = []
                page.on("response", lambda answer, to=answers: to.append(answer))
                page.reload(wait_until="load")
                if touch:
                    page.get_by_role("button", name=touch, exact=True).click()
                found.append(self._look(page, name, size, sum(map(_weight, answers))))
        self.looks += found
        return found

    def _look(self, page: Any, name: str, size: tuple[int, int], weight: int) -> Look:
        picture(page, f"{name}-{size[0]}")
        picture(page, f"{name}-{size[0]}-whole", full_page=True)
        return Look(
            name=name,
            width=size[0],
            scroll_width=page.evaluate("document.documentElement.scrollWidth"),
            weight=weight,
            faults=faults(page),
            text=page.inner_text("body"),
            images=tuple(page.evaluate(IMAGES)),
        )


IMAGES = """[...document.images].map((image) => ({
  src: image.getAttribute("src"), width: image.getAttribute("width"),
  height: image.getAttribute("height"), loading: image.loading}))"""


def _weight(answer: Any) -> int:
    if answer.request.resource_type == "image" or answer.status != 200:
        return 0
    return len(answer.body())


def faults(page: Any) -> tuple[str, ...]:
    """What axe calls serious or critical, with where it is."""
    found = Axe().run(page).response["violations"]
    return tuple(
        f"{one['id']}: {node['target']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    )


def picture(page: Any, name: str, **how: Any) -> None:
    """Keep a screenshot."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", animations="disabled", **how)

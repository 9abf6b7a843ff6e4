"""One person's browser: opens pages, fills forms by their visible labels, presses buttons. No scripts run.

Every touch is counted as a finger would: a click 1, a typed field 1, a photo 3. A hidden `strokes` field
gets a synthetic handwriting when its form is submitted.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin

import requests
from bs4 import BeautifulSoup, Tag

from sandbox.wire.browser import browser_session

PHOTO_TOUCHES = 3
Upload = tuple[str, bytes]


class PageError(Exception):
    """Something on a page that is not there; `seen` is what is."""

    def __init__(self, words: str, seen: Iterable[str]) -> None:
        super().__init__(words)
        self.seen = [each for each in seen if each][:20]


@dataclass(slots=True)
class Webpage:
    """A browser tab with cookies of its own. `touches` counts; `download` is the last file that came."""

    session: requests.Session = field(default_factory=browser_session)
    touches: int = 0
    url: str = ""
    status: int = 0
    soup: BeautifulSoup | None = None
    download: Upload | None = None
    _files: dict[str, list[Upload]] = field(default_factory=dict)

    def open(self, url: str) -> None:
        """Go to an address, following redirects."""
        self._arrive(self.session.get(url, timeout=30))

    def text(self) -> str:
        """All that can be read on the page."""
        return self.soup.get_text(" ", strip=True) if self.soup else ""

    @property
    def title(self) -> str:
        """The page's title."""
        return self.soup.title.get_text(strip=True) if self.soup and self.soup.title else ""

    def fill(self, values: Mapping[str, str], near: str = "") -> None:
        """Type into fields by label. Raises PageError for a label that is not there."""
        for label, value in values.items():
            control = self._control(label, ("text", "textarea"), near)
            if control.name == "textarea":
                control.string = str(value)
            else:
                control["value"] = str(value)
            self.touches += 1

    def tick(self, labels: Iterable[str], near: str = "", *, on: bool = True) -> None:
        """Tick (or untick) boxes and choose radio buttons by label. Raises PageError."""
        for label in labels:
            control = self._control(label, ("checkbox", "radio"), near)
            if control.has_attr("checked") == on:
                continue
            if control.get("type") == "radio":
                for other in self._scope(near).find_all("input", {"name": str(control.get("name"))}):
                    other.attrs.pop("checked", None)
            if on:
                control["checked"] = ""
            else:
                control.attrs.pop("checked", None)
            self.touches += 1

    def choose(self, values: Mapping[str, str], near: str = "") -> None:
        """Pick options of drop-downs by label and text. Raises PageError."""
        for label, wanted in values.items():
            control = self._control(label, ("select",), near)
            options = control.find_all("option")
            found = [
                each for each in options if str(wanted) in {each.get_text(strip=True), each.get("value")}
            ]
            if not found:
                raise PageError(f"“{label}”里没有“{wanted}”", (each.get_text(strip=True) for each in options))
            for each in options:
                each.attrs.pop("selected", None)
            found[0]["selected"] = ""
            self.touches += 2

    def attach(self, label: str, files: list[Upload], near: str = "") -> None:
        """Choose files for an upload field. Raises PageError."""
        control = self._control(label, ("file",), near)
        self._files.setdefault(str(id(control)), []).extend(files)
        self.touches += PHOTO_TOUCHES * len(files)

    def press(self, label: str, near: str = "", strokes: str = "") -> None:
        """Press a button or a link by its text. Raises PageError."""
        self.touches += 1
        scope = self._scope(near)
        seen: list[str] = []
        for element in scope.find_all(["button", "a", "input", "summary"]):
            words = element.get_text(" ", strip=True) or str(element.get("value") or "")
            seen.append(words)
            if words == label or element.get("aria-label") == label:
                self._activate(element, strokes)
                return
        partly = [each for each in scope.find_all(["button", "a"]) if label in each.get_text(" ", strip=True)]
        if not partly:
            raise PageError(f"页面上没有“{label}”", seen)
        self._activate(partly[0], strokes)

    def _activate(self, element: Tag, strokes: str) -> None:
        if element.name == "a" and element.get("href"):
            self._arrive(self.session.get(urljoin(self.url, str(element["href"])), timeout=30))
            return
        submits = element.get("type", "submit" if element.name == "button" else "") in {"submit", "image"}
        form = element.find_parent("form")
        if form is not None and submits and element.name in {"button", "input"}:
            self._submit(form, element, strokes)

    def _submit(self, form: Tag, button: Tag, strokes: str) -> None:
        fields = [*_fields(form, strokes)]
        if button.get("name"):
            fields.append((str(button["name"]), str(button.get("value") or "")))
        target = urljoin(self.url, str(button.get("formaction") or form.get("action") or self.url))
        if str(form.get("method", "get")).lower() == "get":
            self._arrive(self.session.get(target, params=fields, timeout=30))
            return
        files = [
            (str(control.get("name")), upload)
            for control in form.find_all("input", {"type": "file"})
            for upload in self._files.get(str(id(control)), [])
        ]
        headers = {"Referer": self.url}
        if files or str(form.get("enctype", "")).startswith("multipart"):
            parts: list[Any] = files or [("", ("", b""))]
            self._arrive(self.session.post(target, data=fields, files=parts, headers=headers, timeout=60))
        else:
            self._arrive(self.session.post(target, data=fields, headers=headers, timeout=60))

    def _arrive(self, answer: requests.Response) -> None:
        self.status = answer.status_code
        if "html" not in answer.headers.get("Content-Type", "html"):
            name = (
                answer.headers.get("Content-Disposition", "").rpartition("''")[2]
                or answer.url.rpartition("/")[2]
            )
            self.download = (unquote(name), answer.content)
            return
        self.url = answer.url
        self.soup = BeautifulSoup(answer.content, "html.parser")
        self._files.clear()

    def _scope(self, near: str) -> Tag:
        """The whole page, or the smallest part with a form that says `near`. Raises PageError."""
        if self.soup is None:
            raise PageError("还没有打开页面", [])
        if not near:
            return self.soup
        holders = [
            each
            for each in self.soup.find_all(
                ["section", "article", "li", "tr", "form", "fieldset", "div", "dialog"]
            )
            if near in each.get_text(" ", strip=True) and each.find(["form", "button", "input", "a"])
        ]
        if not holders:
            raise PageError(f"页面上没有“{near}”", [self.text()[:200]])
        return min(holders, key=lambda each: len(each.get_text()))

    def _control(self, label: str, kinds: tuple[str, ...], near: str) -> Tag:
        scope = self._scope(near)
        controls = [each for each in scope.find_all(["input", "textarea", "select"]) if _kind(each) in kinds]
        names = [(control, list(_names(self.soup, control))) for control in controls]
        for fits in (str.__eq__, str.startswith, str.__contains__):
            for control, known in names:
                if any(fits(name, label) for name in known):
                    return control
        raise PageError(f"页面上没有“{label}”这一栏", (known[0] for _, known in names if known))


def _kind(control: Tag) -> str:
    if control.name != "input":
        return control.name
    kind = str(control.get("type", "text")).lower()
    return kind if kind in {"checkbox", "radio", "file", "hidden", "submit", "button"} else "text"


def _names(soup: Any, control: Tag) -> Iterator[str]:
    if control.get("id"):
        for label in soup.find_all("label", {"for": control["id"]}):
            yield label.get_text(" ", strip=True)
    if (around := control.find_parent("label")) is not None:
        yield around.get_text(" ", strip=True)
    for name in ("aria-label", "placeholder", "title", "name", "value"):
        if control.get(name):
            yield str(control[name])


def _fields(form: Tag, strokes: str) -> Iterator[tuple[str, str]]:
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = str(control.get("name") or ""), _kind(control)
        if not name or control.has_attr("disabled") or kind in {"submit", "button", "file"}:
            continue
        if kind == "hidden" and name == "strokes" and not control.get("value"):
            yield name, strokes or handwriting()
        elif control.name == "select":
            yield from _selected(control, name)
        elif control.name == "textarea":
            yield name, control.get_text()
        elif kind not in {"checkbox", "radio"} or control.has_attr("checked"):
            yield name, str(control.get("value", "on" if kind in {"checkbox", "radio"} else ""))


def _selected(control: Tag, name: str) -> Iterator[tuple[str, str]]:
    options = control.find_all("option")
    chosen = [each for each in options if each.has_attr("selected")] or options[:1]
    for option in chosen:
        yield name, str(option.get("value", option.get_text(strip=True)))


def handwriting() -> str:
    """Three synthetic strokes as JSON: lists of [x, y, milliseconds, pressure]."""
    strokes = []
    for number in range(3):
        left, top = 40 + number * 70, 60 + number * 8
        points = [
            [
                left + step * 5,
                top + (step * 7 if step < 6 else (12 - step) * 6),
                16 * step + 400 * number,
                0.5,
            ]
            for step in range(12)
        ]
        strokes.append(points)
    return json.dumps(strokes)

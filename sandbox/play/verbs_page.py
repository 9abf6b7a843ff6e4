"""The verbs of people inside a web page: fill by label, tick, choose, attach, press."""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.phones.samples import sample
from sandbox.play.scenario import Step, StepError
from sandbox.play.verbs import Hands, several


def _fill(hands: Hands, step: Step) -> None:
    page, near = hands.page(step.who), str(step.more.get("near", ""))
    fills = step.value if step.verb == "fills" else step.more.get("fills", {})
    page.fill(_mapping(fills, "fills"), near)
    page.tick(several(step.more.get("ticks", [])), near)
    page.tick(several(step.more.get("unticks", [])), near, on=False)
    page.choose(_mapping(step.more.get("chooses", {}), "chooses"), near)
    for label, names in _mapping(step.more.get("attaches", {}), "attaches").items():
        page.attach(label, [_file(hands, name) for name in several(names)], near)
    hands.show_page(step.who)
    if step.verb == "presses":
        for label in several(step.value):
            page.press(label, near, str(step.more.get("strokes", "")))
        hands.show_page(step.who)
    _count(hands, step)
    if page.download:
        hands.downloads.append((step.who, *page.download))
        page.download = None


def _count(hands: Hands, step: Step) -> None:
    page = hands.page(step.who)
    hands.line.act(step.who, "pages", clicks=page.touches)
    page.touches = 0


def _file(hands: Hands, name: str) -> tuple[str, bytes]:
    path = hands.folder / name if hands.folder else None
    return (path.name, path.read_bytes()) if path and path.is_file() else (name, sample(name))


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise StepError(f"{name} should be a mapping of labels to values")
    return value


PAGE: dict[str, Callable[[Hands, Step], None]] = {"fills": _fill, "presses": _fill}

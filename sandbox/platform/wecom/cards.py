"""Checks a template card (模板卡片) of each of the five kinds, for sending and for updating.

The rules are K1–K20 (page 90236); the parts are in `card_parts.py`. It sends nothing.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sandbox.platform.answer import ApiError
from sandbox.platform.shape import Missing, Shape
from sandbox.platform.wecom.card_parts import MediaCheck, PartCheck
from sandbox.world.journal import Note

TASK = re.compile(r"[A-Za-z0-9_\-@]{1,128}")
INTERACTIVE = frozenset({"button_interaction", "vote_interaction", "multiple_interaction"})
HEAD = frozenset({"card_type", "source", "main_title", "task_id"})
RICH = HEAD | {"action_menu", "quote_area", "horizontal_content_list", "card_action"}
PARTS = {
    "text_notice": RICH | {"emphasis_content", "sub_title_text", "jump_list"},
    "news_notice": RICH | {"image_text_area", "card_image", "vertical_content_list", "jump_list"},
    "button_interaction": RICH | {"sub_title_text", "button_selection", "button_list"},
    "vote_interaction": HEAD | {"checkbox", "submit_button"},
    "multiple_interaction": HEAD | {"select_list", "submit_button"},
}
ONLY_UPDATING = frozenset({"replace_text"})


@dataclass(frozen=True, slots=True)
class CheckedCard:
    """A card as clients show it, with the notes that checking left."""

    card: dict[str, Any]
    notes: tuple[Note, ...]

    @property
    def kind(self) -> str:
        """Its card_type."""
        return str(self.card["card_type"])

    @property
    def calls_back(self) -> bool:
        """True if a click on it may come back as an event, so that it has response codes."""
        return self.kind in INTERACTIVE or "action_menu" in self.card


def check_card(
    value: object, media_known: MediaCheck, *, updating: bool = False, off: Collection[str] = ()
) -> CheckedCard:
    """Check one card; `off` are rules not to be enforced. Raises ApiError with the platform's code."""
    shape = Shape(value, "template_card")
    kind = shape.text("card_type", Missing(42031, "invalid card_type", "K1"))
    if kind not in PARTS:
        raise ApiError(42031, "invalid card_type", "K1")
    check = PartCheck(media_known, off)
    card = _known_parts(shape, kind, check, updating)
    known = Shape(card, "template_card")
    _check_head(known, check)
    _CHECKS[kind](known, check)
    if not updating:
        _check_task(known, kind, check)
        _note_disabled(known, check)
    return CheckedCard(card, tuple(check.notes))


def _known_parts(shape: Shape, kind: str, check: PartCheck, updating: bool) -> dict[str, Any]:
    allowed = PARTS[kind] | (ONLY_UPDATING if updating else frozenset())
    card: dict[str, Any] = {}
    for name, value in shape.value.items():
        if name in allowed:
            if value not in (None, "", [], {}):
                card[name] = value
        elif value not in (None, "", [], {}):
            rule = "K20" if name in ONLY_UPDATING else "K17"
            check.notes.append(Note("advice", rule, f"{kind} 没有 {name}，客户端不显示"))
    return card


def _check_head(card: Shape, check: PartCheck) -> None:
    if source := card.child("source"):
        check.advise("source.desc", source.text("desc"))
        check.listed(source, "desc_color", (0, 1, 2, 3))
    if title := card.child("main_title"):
        check.advise("main_title.title", title.text("title"))
        check.advise("main_title.desc", title.text("desc"))
    if quote := card.child("quote_area"):
        check.link(quote, rule="K19")
    check.advise("sub_title_text", card.text("sub_title_text"))
    check.horizontal(card.children("horizontal_content_list"))
    check.jumps(card.children("jump_list"))
    if menu := card.child("action_menu"):
        check.menu(menu)


def _check_task(card: Shape, kind: str, check: PartCheck) -> None:
    task = card.text("task_id")
    if not task and check.enforces("K3") and (kind in INTERACTIVE or card.has("action_menu")):
        raise ApiError(42014, "invalid task_id", "K3")
    if task and not TASK.fullmatch(task):
        raise ApiError(42014, "invalid task_id", "K2")


def _note_disabled(card: Shape, check: PartCheck) -> None:
    parts = [part for name in ("checkbox", "button_selection") if (part := card.child(name))]
    for part in [*parts, *card.children("select_list")]:
        if part.value.get("disable"):
            check.notes.append(Note("advice", "K20", f"{part.where}.disable 只在更新时有意义"))


def _action(card: Shape, check: PartCheck) -> None:
    action = card.child("card_action")
    if action is None or action.number("type") not in {1, 2}:
        raise ApiError(42045, "invalid card_action", "K5")
    check.link(action)


def _text_notice(card: Shape, check: PartCheck) -> None:
    title = card.child("main_title")
    empty = not (title and title.text("title")) and not card.text("sub_title_text")
    if empty and check.enforces("K4"):
        raise ApiError(41016, "missing title", "K4")
    if emphasis := card.child("emphasis_content"):
        check.advise("emphasis_content.title", emphasis.text("title"))
        check.advise("emphasis_content.desc", emphasis.text("desc"))
    _action(card, check)


def _news_notice(card: Shape, check: PartCheck) -> None:
    image, area = card.child("card_image"), card.child("image_text_area")
    if image is None and area is None:
        raise ApiError(42044, "missing card_image url", "K16")
    if image:
        image.text("url", Missing(42044, "missing card_image url", "K16"))
        ratio = image.value.get("aspect_ratio", 1.3)
        # The page prints 1.3 as the default and "greater than 1.3" as the bound: 1.3 itself must pass.
        if not isinstance(ratio, int | float) or not 1.3 <= ratio < 2.25:
            raise ApiError(40058, "card_image.aspect_ratio out of range", "K16")
    if area:
        area.text("image_url", Missing(42044, "missing image_text_area image_url", "K16"))
        check.link(area, rule="K19")
    check.verticals(card.children("vertical_content_list"))
    _title(card, check)
    _action(card, check)


def _button(card: Shape, check: PartCheck) -> None:
    _title(card, check)
    if action := card.child("card_action"):
        check.link(action)
    if selection := card.child("button_selection"):
        check.question(selection)
        check.options(selection, 10, "button_selection.option_list.text")
        check.selected(selection)
    if not card.has("replace_text") or card.has("button_list"):
        check.buttons(card.children("button_list"))


def _vote(card: Shape, check: PartCheck) -> None:
    _title(card, check)
    box = card.child("checkbox")
    if box is None:
        raise ApiError(42037, "invalid option_list size", "K11")
    check.question(box)
    check.options(box, 20, "checkbox.option_list.text")
    check.listed(box, "mode", (0, 1))
    check.submit(card.child("submit_button"))


def _multiple(card: Shape, check: PartCheck) -> None:
    _title(card, check)
    selectors = card.children("select_list")
    if not 1 <= len(selectors) <= 3:
        raise ApiError(42047, "invalid select_list size", "K14")
    keys = [check.question(each) for each in selectors]
    if len(set(keys)) != len(keys):
        raise ApiError(42043, "invalid question_key", "K12")
    for each in selectors:
        check.options(each, 10, "select_list.option_list.text")
        check.selected(each)
    check.submit(card.child("submit_button"))


def _title(card: Shape, check: PartCheck) -> None:
    title = card.child("main_title")
    if check.enforces("K4") and (title is None or not title.text("title")):
        raise ApiError(41016, "missing title", "K4")


_CHECKS = {
    "text_notice": _text_notice,
    "news_notice": _news_notice,
    "button_interaction": _button,
    "vote_interaction": _vote,
    "multiple_interaction": _multiple,
}

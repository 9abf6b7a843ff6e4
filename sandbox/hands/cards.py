"""Pressing buttons and submitting forms on template cards (page 90240).

A click on a card that is locked, recalled or gone is refused, as the client would. It never updates a card;
that is the bot's answer to the click.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox.hands.hand import Done, Hand, HandError
from sandbox.hands.taps import TapSpot
from sandbox.wire.wecom_deeds import card_click
from sandbox.world.feed import Message
from sandbox.world.tally import PICK, TAP

Selected = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen before pressing: options by text or id, drop-downs by title or key."""

    ticks: Sequence[str] = ()
    unticks: Sequence[str] = ()
    picks: Mapping[str, str] = field(default_factory=dict)


def press(hand: Hand, spot: TapSpot, choice: Choice) -> Done:
    """Press a button, a corner-menu entry or a submit button."""
    message = hand.world.feed.get(spot.message)
    if message is None or message.recalled:
        raise HandError("这条消息已经撤回")
    card = message.body["card"]
    selected, touches = _selected(card, message.body["state"], choice)
    if spot.does == "submit":
        _check_submit(hand, card, selected)
    state = {**message.body["state"], "selected": selected, "clicked": spot.key}
    hand.world.feed.change(message.id, body={**message.body, "state": state})
    parcel = hand.tell(_click(hand, message, spot, selected))
    steps = TAP * 2 if spot.does == "menu" else TAP
    return Done([message.id], [parcel], interactions=hand.count(touches + steps))


def _click(hand: Hand, message: Message, spot: TapSpot, selected: Selected) -> Any:
    sent = hand.world.cards.of_message(message.id)
    if sent is None:
        raise HandError("这张卡片不能回调")
    card = message.body["card"]
    click = {
        "key": spot.key,
        "task": sent.task,
        "card_type": card["card_type"],
        "code": hand.world.cards.new_code(sent, hand.person.id),
        "words": f"〔{spot.label}〕",
    }
    return card_click(click, selected, message.id, menu=spot.does == "menu")


def _check_submit(hand: Hand, card: dict[str, Any], selected: Selected) -> None:
    if "checkbox" not in card or any(selected.values()):
        return
    hits = hand.world.faults.hit({"empty_submit": ""}, platform="wecom", person=hand.person.id)
    if hits or hand.world.settings.switches.empty_submit == "refuse":
        raise HandError("请至少选一项")


def _selected(card: dict[str, Any], state: Mapping[str, Any], choice: Choice) -> tuple[Selected, int]:
    """What ends up selected, and how many touches that took from what was selected before."""
    before = state.get("selected") or initial(card)
    after = {question: list(options) for question, options in before.items()}
    if box := card.get("checkbox"):
        _tick(box, after, choice)
    elif choice.ticks or choice.unticks:
        raise HandError("这张卡片没有可以勾的选项")
    for title, option in choice.picks.items():
        _pick(card, after, title, option)
    touches = sum(_touches(card, question, before.get(question, []), now) for question, now in after.items())
    return after, touches


def initial(card: dict[str, Any]) -> Selected:
    """What a fresh card has selected: ticked options, and each drop-down's given or first entry."""
    selected: Selected = {}
    if box := card.get("checkbox"):
        selected[box["question_key"]] = [each["id"] for each in box["option_list"] if each.get("is_checked")]
    for selector in _selectors(card):
        ids = [each["id"] for each in selector["option_list"]]
        given = str(selector.get("selected_id", ""))
        selected[selector["question_key"]] = [given if given in ids else ids[0]]
    return selected


def _selectors(card: dict[str, Any]) -> list[dict[str, Any]]:
    one = card.get("button_selection")
    return [*([one] if one else []), *card.get("select_list", [])]


def _tick(box: dict[str, Any], after: Selected, choice: Choice) -> None:
    question, options = box["question_key"], box["option_list"]
    if (choice.ticks or choice.unticks) and box.get("disable"):
        raise HandError("这些选项现在不能改")
    chosen = after[question]
    for name in choice.unticks:
        chosen = [each for each in chosen if each != _option(options, name)]
    for name in choice.ticks:
        option = _option(options, name)
        if option not in chosen:
            chosen = [*chosen, option] if box.get("mode", 0) == 1 else [option]
    order = [each["id"] for each in options]
    after[question] = sorted(chosen, key=order.index)


def _pick(card: dict[str, Any], after: Selected, title: str, option: str) -> None:
    selectors = _selectors(card)
    found = [each for each in selectors if title in {each["question_key"], each.get("title"), "*"}]
    found = found or [each for each in selectors if title in each.get("title", "")]
    if not found:
        raise HandError(f"没有“{title}”这个选择器", [each.get("title", "") for each in selectors])
    if found[0].get("disable"):
        raise HandError("这个选择器现在不能改")
    after[found[0]["question_key"]] = [_option(found[0]["option_list"], option)]


def _option(options: list[dict[str, Any]], name: str) -> str:
    """An option's id by id, text, or an unambiguous part of its text. Raises HandError."""
    for test in (
        lambda each: name in {each["id"], each["text"]},
        lambda each: each["text"].startswith(name),
        lambda each: name in each["text"],
    ):
        found = [each["id"] for each in options if test(each)]
        if len(found) == 1:
            return str(found[0])
    texts = [each["text"] for each in options]
    raise HandError(f"选项里没有唯一的“{name}”", texts)


def _touches(card: dict[str, Any], question: str, before: list[str], after: list[str]) -> int:
    box = card.get("checkbox")
    if box and box["question_key"] == question:
        if box.get("mode", 0) == 1:
            return len(set(before) ^ set(after)) * TAP
        return TAP if before != after else 0
    return PICK if before != after else 0

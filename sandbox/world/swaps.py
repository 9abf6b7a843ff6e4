"""Changes a card that is on a phone already: greys its button, or replaces it whole.

A swap is not a new message and is counted apart. It checks nothing; that was done before.
"""

from typing import Any

from sandbox.world.world import World


def grey_button(world: World, message: int, words: str) -> None:
    """Replace the buttons by grey words; the card takes no more clicks."""
    shown = world.feed.get(message)
    if shown is None:
        return
    state = {**shown.body["state"], "locked": True, "replace_text": words}
    _swap(world, message, {**shown.body, "state": state})


def replace_card(world: World, message: int, card: dict[str, Any], *, keeps_task: bool = True) -> None:
    """Put another card in its place; the task_id stays the one it was sent with (rule U5)."""
    shown = world.feed.get(message)
    if shown is None:
        return
    task = shown.body["card"].get("task_id")
    fresh = {**card, "task_id": task} if task and keeps_task else card
    words = card.get("replace_text")
    state = {"locked": True, "replace_text": words} if words else {}
    _swap(world, message, {"card": fresh, "state": state})


def _swap(world: World, message: int, body: dict[str, Any]) -> None:
    shown = world.feed.get(message)
    if shown is None:
        return
    world.feed.change(message, body=body, swaps=shown.swaps + 1)
    world.tally.count("swaps", person=shown.person)

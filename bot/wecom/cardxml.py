"""Turns a card's JSON into the XML of the passive `update_template_card` reply (page 90241).

The XML has the same fields in CamelCase, with lists as repeated nodes and without a wrapper; two names
differ by more than case. It never draws a card itself: there is one drawing, in `cards`.
"""

from bot.wecom.cards import JsonCard
from bot.wire.xml import Node

_ODD = {"checkbox": "CheckBox", "keyname": "KeyName"}


def nodes(card: JsonCard) -> dict[str, Node]:
    """The children of `<TemplateCard>`, in the order of the JSON."""
    return {_name(key): _node(value) for key, value in card.items()}


def _node(value: object) -> Node:
    match value:
        case dict():
            return nodes(value)
        case list():
            return [nodes(one) for one in value]
        case bool():
            # The sample of the page writes true and false.
            return "true" if value else "false"
        case int():
            return value
        case _:
            return str(value)


def _name(key: str) -> str:
    return _ODD.get(key) or "".join(part.capitalize() for part in key.split("_"))

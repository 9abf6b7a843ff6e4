"""Turns the TemplateCard node of a passive update into the JSON of the API (page 90241).

Names are CamelCase there and lists are repeated siblings; it only translates, the check comes after.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

LISTS = frozenset(
    {
        "ActionList",
        "VerticalContentList",
        "HorizontalContentList",
        "JumpList",
        "OptionList",
        "ButtonList",
        "SelectList",
    }
)
NUMBERS = frozenset({"Type", "Style", "Mode", "DescColor"})
FLAGS = frozenset({"IsChecked", "Disable"})
NAMES = {
    "CheckBox": "checkbox",
    "KeyName": "keyname",
    "AppId": "appid",
    "PagePath": "pagepath",
    "UserId": "userid",
}
_CAMEL = re.compile(r"(?<!^)(?=[A-Z])")


def card_from_xml(card: Element) -> dict[str, Any]:
    """The card as JSON."""
    result: dict[str, Any] = {}
    for child in card:
        name = NAMES.get(child.tag) or _CAMEL.sub("_", child.tag).lower()
        value = _value(child)
        if child.tag in LISTS:
            result.setdefault(name, []).append(value)
        else:
            result[name] = value
    return result


def _value(node: Element) -> Any:
    if len(node):
        return card_from_xml(node)
    text = (node.text or "").strip()
    if node.tag in NUMBERS:
        return int(text) if text.lstrip("-").isdigit() else text
    if node.tag in FLAGS:
        return text.lower() in {"1", "true"}
    if node.tag == "AspectRatio":
        return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else text
    return text

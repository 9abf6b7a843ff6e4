"""Writes small XML documents for passive replies. It never reads any."""

from collections.abc import Mapping, Sequence

Node = str | int | Mapping[str, "Node"] | Sequence[Mapping[str, "Node"]]


def cdata(text: str) -> str:
    """A CDATA section, split where the text itself would close it."""
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def element(name: str, node: Node) -> str:
    """One element; a list becomes as many elements of that name, side by side, without a wrapper."""
    if isinstance(node, str):
        return f"<{name}>{cdata(node)}</{name}>"
    if isinstance(node, int):
        return f"<{name}>{node}</{name}>"
    if isinstance(node, Mapping):
        return f"<{name}>{''.join(element(key, value) for key, value in node.items())}</{name}>"
    return "".join(element(name, one) for one in node)

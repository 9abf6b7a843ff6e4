"""Small XML: writing the platform's messages and reading a bot's replies.

Writing keeps the order of nodes. Reading refuses document types and entities, so a reply can load nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape


class XmlError(ValueError):
    """Not the XML that was expected; the text says why."""


@dataclass(frozen=True, slots=True)
class Node:
    """One element: text (CDATA), a number (bare) or children."""

    name: str
    value: "str | int | float | Sequence[Node]"


def render(nodes: Sequence[Node], *, cdata: bool = True, root: str = "xml") -> str:
    """Write nodes under one root. Without `cdata` text is escaped instead, as some senders do."""
    return f"<{root}>" + "".join(_one(node, cdata) for node in nodes) + f"</{root}>"


def _one(node: Node, cdata: bool) -> str:
    if isinstance(node.value, str):
        text = _cdata(node.value) if cdata else escape(node.value)
    elif isinstance(node.value, int | float):
        text = str(node.value)
    else:
        text = "".join(_one(child, cdata) for child in node.value)
    return f"<{node.name}>{text}</{node.name}>"


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def parse(body: str | bytes) -> ET.Element:
    """Read one document. Raises XmlError, also for a document type or an entity."""
    raw = body.encode() if isinstance(body, str) else body
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise XmlError("XML 里不允许 DOCTYPE 或 ENTITY")
    try:
        return ET.fromstring(raw)
    except ET.ParseError as error:
        raise XmlError(f"不是 XML：{error}") from error


def text(parent: ET.Element, name: str) -> str:
    """The text of a child, '' if there is none."""
    return (parent.findtext(name) or "").strip()

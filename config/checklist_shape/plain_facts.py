"""Turns the facts of a plain file into the full shape: prose, mappings, choices of the form's own head.

A fact written as prose becomes a statement to tick, its options where it lists them in brackets. It never
makes up a fact: what is only said in a condition and declared nowhere is complained of there.
"""

import re
from collections.abc import Mapping

from config.checklist_shape.fields import Complaints, Fields
from config.checklist_shape.short_label import LABEL

_ANSWER = re.compile(r"=\s*answer\s*to\s*item\s*(\w+)", re.IGNORECASE)
_KINDS = {
    "bool": "bool", "boolean": "bool", "yes_no": "bool", "choice": "choice", "single_choice": "choice",
    "select_one": "choice", "text": "text", "string": "text",
}  # fmt: skip


def declared(top: Fields) -> dict[str, object]:
    """Fact id → prose or mapping. Written as a mapping, or as a list of mappings with an id."""
    value = top.raw("facts")
    if isinstance(value, list):
        parts = [Fields(one, f"facts 第{n}条", top.complaints) for n, one in enumerate(value, 1)]
        return {part.text("id"): part.given for part in parts}
    return dict(top.mapping("facts"))


def head_choices(top: Fields) -> dict[str, object]:
    """Choices of the form's head (生产状况 and the like): facts, where they are not declared as such."""
    found: dict[str, object] = {}
    for one in top.entries("header_fields"):
        if isinstance(one, Mapping) and isinstance(one.get("options"), list) and one.get("id"):
            ask = one.get("text") or one.get("label") or one["id"]
            found[str(one["id"])] = {"ask": ask, "kind": "choice", "options": one["options"]}
    return found


def answered_by(prose: object) -> str:
    """The number or id of the item whose answer this fact is, '' if it is one of its own."""
    found = _ANSWER.search(str(prose)) if isinstance(prose, str) else None
    return found[1] if found else ""


def read_fact(id: str, given: object, complaints: Complaints) -> dict[str, object]:
    """One fact in the full shape."""
    if not isinstance(given, Mapping):
        return _from_prose(id, str(given), complaints)
    part = Fields(given, f"facts {id}", complaints)
    prose = (
        part.text("ask", "") or part.text("text", "") or part.text("label", "") or part.text("explains", "")
    )
    fact = _from_prose(id, prose or id, complaints)
    if options := part.texts("options"):
        fact |= {
            "kind": "choice",
            "options": list(options),
            "printed": list(part.texts("printed") or options),
        }
    kind = part.text("kind", "") or part.text("type", "")
    if kind and kind not in _KINDS:
        part.error("kind", f"只能写 bool、choice、text，现在是“{kind}”")
    elif kind:
        fact["kind"] = _KINDS[kind]
    if explains := part.text("explains", "") or part.text("note", ""):
        fact["explains"] = explains
    part.text("id", "")
    fact |= {name: value for name in ("asked_when", "true_when") if (value := part.raw(name)) is not None}
    part.raw("required")
    part.done()
    return fact


def _from_prose(id: str, words: str, complaints: Complaints) -> dict[str, object]:
    head = statement(words)
    if head != words:
        complaints.warn(f"facts {id}", f"卡片上的说法缩写为“{head}”，请核对")
    fact: dict[str, object] = {"id": id, "ask": head, "kind": "bool", "explains": words}
    if options := options_in(words):
        fact |= {"kind": "choice", "options": options, "printed": options}
    return fact


def statement(words: str) -> str:
    """The prose as a statement to tick: without brackets, its first clause, at most 17 characters.

    A clause that goes on with 或 would say too little alone, and is cut with … instead.
    """
    short = re.sub(r"（[^）]*）|\([^)]*\)", "", words).strip()
    first = re.split("[，—；]", short, maxsplit=1)[0].strip()
    if short[len(first) :].lstrip("，").startswith("或"):
        first = short
    return first if len(first) <= LABEL else f"{first[: LABEL - 1]}…"


def options_in(words: str) -> list[str]:
    """「…（生产/停产/关闭）」 is a choice; 粉尘/VOCs inside a sentence is not."""
    start, end = words.find("（"), words.find("）")
    inside = words[start + 1 : end] if 0 <= start < end else ""
    parts = [part.strip() for part in re.split("[/／|]", inside)]
    plain = all(part and not any(mark in part for mark in "，。；、或 ") for part in parts)
    return parts if len(parts) > 1 and plain else []

"""Turns the plain shape of a checklist, as an office writes it, into the full shape.

The plain shape has meta, facts, sections (with counts) and one list of items with prose around the
conditions; cross rules are prose. What can be derived is derived, with a warning to look at it; prose is
kept as prose and decides nothing. It never drops a field in silence.
"""

import re
from collections.abc import Mapping

from config.checklist_shape.crosscheck import LABEL
from config.checklist_shape.fields import Complaints, Fields
from config.checklist_shape.plain_item import PlainContext, plain_item

CLOSED_TOP = ("verbatim_note", "yaml_note", "law_regime", "law_sources", "money_unit", "certainty_scale")
CLOSED_MORE = ("serious_meaning", "fix_hold_meaning", "short_names", "radio_fields")


def is_plain(data: object) -> bool:
    """Is this the plain shape? It has its items at the top, not inside its sections."""
    return isinstance(data, Mapping) and "items" in data


def to_native(data: object, stem: str, complaints: Complaints) -> dict[str, object]:
    """The full shape of a plain file. `stem` names the file where meta gives no id and version."""
    top = Fields(data, "", complaints)
    meta = Fields(top.mapping("meta"), "meta", complaints)
    context = _context(top, meta, complaints)
    raw = top.entries("items")
    items = [
        (str(one.get("section", "")) if isinstance(one, Mapping) else "", plain_item(one, n, context))
        for n, one in enumerate(raw, 1)
    ]
    native: dict[str, object] = {
        **_identity(meta, stem, complaints),
        "facts": [fact for id, prose in top.mapping("facts").items() if (fact := _fact(id, prose, context))],
        "sections": _sections(top, items, complaints),
        "rules": [*_derived_rules(context), *_prose_rules(top, complaints)],
    }
    _counts(meta, [item for _, item in items], complaints)
    _unused(top, meta, complaints)
    return native


def _context(top: Fields, meta: Fields, complaints: Complaints) -> PlainContext:
    facts = top.mapping("facts")
    hazards, by_num = {}, {}
    for one in top.entries("items"):
        if isinstance(one, Mapping):
            id = str(one.get("id", ""))
            hazards[id] = str(one.get("hazard_when", ""))
            by_num[str(one.get("num", ""))] = id
    permit = ""
    for id, prose in facts.items():
        words = str(prose).replace(" ", "")
        if words.startswith("=answertoitem"):
            permit = by_num.get(words.removeprefix("=answertoitem"), id)
    short = {str(k): str(v) for k, v in meta.mapping("short_names").items()}
    return PlainContext(complaints, frozenset(facts), hazards, permit, short)


def _identity(meta: Fields, stem: str, complaints: Complaints) -> dict[str, object]:
    id, _, version = stem.partition("-")
    given_id, given_version = meta.text("id", ""), meta.text("version", "")
    if not given_id or not given_version:
        version = given_version or version or "1"
        complaints.warn("meta", f"没写 id 和 version，按文件名记为 {given_id or id} 和 {version}")
    return {
        "id": given_id or id,
        "version": given_version or version,
        "title": meta.text("form_title"),
        "source": meta.text("source", ""),
    }


def _fact(id: str, prose: object, context: PlainContext) -> dict[str, object] | None:
    words = str(prose)
    if words.startswith("= answer"):
        return None
    head = _statement(words)
    if head != words:
        context.complaints.warn(f"facts {id}", f"卡片上的说法缩写为“{head}”，请核对")
    fact: dict[str, object] = {"id": id, "ask": head, "kind": "bool", "explains": words}
    options = _options(words)
    if options:
        fact |= {"kind": "choice", "options": options, "printed": options}
    return fact


def _statement(words: str) -> str:
    """The prose as a statement to tick: without brackets, its first clause, at most 17 characters."""
    short = re.sub(r"（[^）]*）|\([^)]*\)", "", words)
    for mark in ("，", "—", "；"):
        short = short.split(mark, 1)[0]
    return short.strip()[:LABEL]


def _options(words: str) -> list[str]:
    """「…（生产/停产/关闭）」 is a choice; 粉尘/VOCs inside a sentence is not."""
    start, end = words.find("（"), words.find("）")
    inside = words[start + 1 : end] if 0 <= start < end else ""
    parts = inside.split("/")
    plain = all(part and not any(mark in part for mark in "，。；、或 ") for part in parts)
    return parts if len(parts) > 1 and plain else []


def _sections(
    top: Fields, items: list[tuple[str, dict[str, object]]], complaints: Complaints
) -> list[dict[str, object]]:
    read: list[dict[str, object]] = []
    names = set()
    for n, part in enumerate(top.parts("sections", "组"), 1):
        name, count = part.text("name"), part.number("items", 0)
        names.add(name)
        own = [item for section, item in items if section == name]
        if count and count != len(own):
            complaints.error(f"sections {name}", f"items：写的是 {count} 项，实有 {len(own)} 项")
        part.done()
        read.append({"id": f"s{n}", "name": name, "items": own})
    for section, item in items:
        if section not in names:
            complaints.error(str(item.get("id", "")), f"section：没有“{section}”这一组")
    return read


def _derived_rules(context: PlainContext) -> list[dict[str, object]]:
    """applies_to.requires_permit and applies_to.production, as rules."""
    rules: list[dict[str, object]] = []
    if context.needs_permit:
        effect = {"skip": context.needs_permit, "say": "无证，依证核查项不适用"}
        when = {"answer": context.permit, "is": "hazard"}
        rules.append({"id": "requires_permit", "when": when, "do": [effect]})
    for states, ids in context.running.items():
        effect = {"unverified": ids, "say": "未在生产，未能现场核实"}
        when_not = {"not": {"fact": "production", "in": list(states)}}
        rules.append({"id": "production", "when": when_not, "do": [effect]})
    return rules


def _prose_rules(top: Fields, complaints: Complaints) -> list[dict[str, object]]:
    rules: list[dict[str, object]] = []
    for part in top.parts("cross_rules"):
        id, when, then = part.text("id"), part.text("if"), part.text("then")
        complaints.warn(f"cross_rules {id}", "是文字说明，程序照样给人看，但不会执行")
        rules.append({"id": id, "do": [{"note": "sheet", "say": f"{when} → {then}"}]})
        part.done()
    return rules


def _counts(meta: Fields, items: list[dict[str, object]], complaints: Complaints) -> None:
    hazards = [item.get("hazard_when") for item in items]
    for name, have in (
        ("yes_no_item_count", len(items)),
        ("hazard_when_no", hazards.count("no")),
        ("hazard_when_yes", hazards.count("yes")),
    ):
        said = meta.number(name, have)
        if said != have:
            complaints.error("meta", f"{name}：写的是 {said}，实有 {have}")


def _unused(top: Fields, meta: Fields, complaints: Complaints) -> None:
    """Fields that describe the paper around the items: known, and not part of the checklist."""
    for name in ("header_fields", "footer_fields", "not_on_form_but_needed"):
        if top.entries(name):
            complaints.warn(name, "表头、表尾由程序的表单部分负责，这里只当说明")
    for name in (*CLOSED_TOP, *CLOSED_MORE):
        meta.raw(name)
    meta.done()
    top.done()

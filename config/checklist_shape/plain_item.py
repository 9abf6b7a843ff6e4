"""Turns one item of the plain shape into the full shape: label, conditions, reasons, law.

What the office wrote in prose stays prose: a `when` that names a declared fact or item becomes a
condition, any other becomes a preset reason for 不适用, for a person to choose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from config.checklist_shape.crosscheck import LABEL, REASON
from config.checklist_shape.fields import Complaints, Fields

CODE_FROM = date(2026, 8, 15)
"""生态环境法典 art. 1242: in force from this day; code_2026 is law from then on."""

_CODE = "《生态环境法典》"
_OLD_LAST = date(2026, 8, 14)


@dataclass(slots=True)
class PlainContext:
    """What all items share, and what they leave for the rules: who needs the permit, who needs to run."""

    complaints: Complaints
    facts: frozenset[str]
    hazards: Mapping[str, str]
    permit: str
    titles: Mapping[str, str]
    needs_permit: list[str] = field(default_factory=list)
    running: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)


def plain_item(data: object, place: int, context: PlainContext) -> dict[str, object]:
    """The full shape of an item; complaints name the office's own fields."""
    part = Fields(data, f"items 第{place}项", context.complaints)
    id, num = part.text("id"), part.number("num")
    part.where = f"第{num}项 {id}"
    part.text("section")
    text, hazard = part.text("text"), part.choice("hazard_when", ("no", "yes"))
    applies = Fields(part.mapping("applies_to"), f"{part.where} applies_to", context.complaints)
    native: dict[str, object] = {"id": id, "num": num, "text": text, "hazard_when": hazard}
    native["label"] = part.text("label", "") or _label(text, hazard, num, context, part)
    native |= _applies(applies, id, context)
    native |= _law(part, context)
    native["fix"] = part.text("fix", "")
    native["serious"] = part.flag("serious")
    native["fix_hold"] = part.flag("fix_hold")
    native["certainty"] = part.text("certainty", "")
    notes = [part.text("notes", ""), applies.text("else", ""), *_overrides(applies)]
    native["notes"] = "\n".join(note for note in notes if note)
    applies.done()
    part.done()
    return native


def _label(text: str, hazard: str, num: int, context: PlainContext, part: Fields) -> str:
    """A tick means a problem. 「是否存在…」 with 是 as the hazard says it itself; 否 cannot be turned."""
    short = text.replace("是否存在", "有").replace("是否", "")
    label = (short if hazard == "yes" else f"有问题：{short}")[:LABEL]
    if label in context.labels:
        label = f"{label[: LABEL - len(str(num)) - 2]}（{num}）"
    context.labels.add(label)
    part.complaints.warn(part.where, f"label：没写，由原文缩成“{label}”，请核对")
    return label


def _applies(applies: Fields, id: str, context: PlainContext) -> dict[str, object]:
    needed: list[object] = []
    reasons: list[str] = []
    if tiers := applies.texts("tiers"):
        needed.append({"fact": "tier", "in": list(tiers)})
    if applies.flag("requires_permit") and _needs_permit(applies, id, context):
        needed.append({"not": {"answer": context.permit, "is": "not_applicable"}})
    reason, applies_not, _ = applies.text("else", "").partition("：不适用")
    for words in applies.texts("when"):
        condition = _condition(words, context)
        if condition is not None:
            needed.append(condition)
            continue
        reasons.append(_cut(f"不具备：{words}", applies))
        context.complaints.warn(applies.where, f"when：“{words}”不能由程序判断，改为“不适用”的备选理由")
    if production := applies.texts("production"):
        context.running.setdefault(production, []).append(id)
    native: dict[str, object] = {"na_reasons": list(dict.fromkeys(reasons))}
    if needed:
        native["asked_when"] = needed[0] if len(needed) == 1 else {"all": needed}
        native["skipped_because"] = reason if applies_not else "不在本项适用范围"
    return native


def _needs_permit(applies: Fields, id: str, context: PlainContext) -> bool:
    if not context.permit:
        applies.error("requires_permit", "facts 里要有一条“= answer to item n”，说明哪一项问许可证")
        return False
    if id == context.permit:
        return False
    context.needs_permit.append(id)
    return True


def _condition(words: str, context: PlainContext) -> dict[str, object] | None:
    """`new_project` or `ledger_established=yes`; None for prose."""
    name, equals, answer = words.partition("=")
    if not equals:
        return {"fact": words, "is": True} if words in context.facts else None
    if name in context.hazards and answer in ("yes", "no"):
        bad = context.hazards[name] == answer
        return {"answer": name, "is": ["hazard"] if bad else ["clear", "unverified"]}
    return None


def _cut(words: str, applies: Fields) -> str:
    if len(words) > REASON:
        applies.complaints.warn(applies.where, f"when：理由太长，缩写为“{words[: REASON - 1]}…”")
        return f"{words[: REASON - 1]}…"
    return words


def _overrides(applies: Fields) -> list[str]:
    return [f"{tier}：{words}" for tier, words in applies.mapping("tier_override").items()]


def _law(part: Fields, context: PlainContext) -> dict[str, object]:
    """Today's law until the code's day; the code's articles from then on, where they are numbers."""
    code = Fields(part.mapping("code_2026"), f"{part.where} code_2026", part.complaints)
    has_code = bool(code.given)
    end: dict[str, object] = {"until": _OLD_LAST} if has_code else {}
    law = [{**_strings(one, "law"), **end} for one in part.entries("law")]
    for one in law:
        if title := context.titles.get(str(one.get("name"))):
            one.setdefault("title", title)
    penalty = [{**_strings(one, "penalty"), **end} for one in part.entries("penalty")]
    if has_code:
        since: dict[str, object] = {"from": CODE_FROM}
        certainty = code.text("certainty", "")
        duty, threat = code.text("duty"), code.text("penalty")
        law.append({"name": "法典", "title": _CODE, "article": duty, "certainty": certainty, **since})
        penalty.append({"article": _CODE, "range": threat, **since})
        code.done()
    return {"law": law, "penalty": penalty}


def _strings(one: object, name: str) -> dict[str, object]:
    return {str(key): value for key, value in one.items()} if isinstance(one, Mapping) else {name: one}

"""Turns one item of the plain shape into the full shape: conditions, reasons, law; the rest as it stands.

What the office wrote in prose stays prose: a `when` over declared facts or items becomes a condition, any
other becomes a preset reason for 不适用, for a person to choose. A name that is declared nowhere is
complained of, never taken for prose.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from config.checklist_shape.answers_text import hazard_side
from config.checklist_shape.crosscheck import REASON
from config.checklist_shape.expression import ExpressionError, read_expression
from config.checklist_shape.fields import Complaints, Fields, nearest
from rules.checklist import AnswerWord

CODE_FROM = date(2026, 8, 15)
"""生态环境法典 art. 1242: in force from this day; code_2026 is law from then on."""

FULL = (
    "label", "asked_when", "skipped_because", "na_reasons", "sub_question", "sub_choice", "presets",
    "two_step", "photo_required", "least_words",
)  # fmt: skip
"""Fields of the full shape that a plain item may have as well: handed on as they stand."""

_CODE = "《生态环境法典》"
_OLD_LAST = date(2026, 8, 14)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_JOINS = ("and", "or", "not", "in", "yes", "no", "true", "false")


@dataclass(slots=True)
class PlainContext:
    """What all items share, and what they leave for the rules: who needs the permit, who needs to run.

    `kinds` is fact id → bool, choice or text; `hazards` item id → the side that is the hazard.
    """

    complaints: Complaints
    words: tuple[AnswerWord, ...]
    kinds: Mapping[str, str]
    asks: Mapping[str, str]
    hazards: Mapping[str, str]
    permit: str
    aliases: Mapping[str, str]
    titles: Mapping[str, str]
    needs_permit: list[str] = field(default_factory=list)
    running: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    def meaning(self, name: str, values: tuple[str, ...]) -> dict[str, object]:
        """A comparison as a condition mapping. Raises ExpressionError."""
        name = self.aliases.get(name, name)
        if name in self.kinds:
            return {"fact": name, "in": [self._value(name, value) for value in values or ("yes",)]}
        if name in self.hazards:
            return {
                "answer": name,
                "in": [v for value in values or ("yes",) for v in self._verdicts(name, value)],
            }
        known = (*self.kinds, *self.hazards)
        raise ExpressionError(f"没有声明事实或项“{name}”{nearest(name, known)}")

    def _value(self, name: str, value: str) -> object:
        said = {
            "yes": True,
            "true": True,
            "是": True,
            "有": True,
            "no": False,
            "false": False,
            "否": False,
            "无": False,
        }
        return said.get(value.lower(), value) if self.kinds[name] == "bool" else value

    def _verdicts(self, name: str, value: str) -> tuple[str, ...]:
        own = {word.word: word.side for word in self.words}
        side = {"yes": "yes", "no": "no", "是": "yes", "否": "no", "na": "na", **own}.get(value.lower(), "")
        if side == "na":
            return ("not_applicable",)
        if not side:
            return (value,)
        return ("hazard",) if self.hazards[name] == side else ("clear", "unverified")


def plain_item(data: object, place: int, context: PlainContext) -> dict[str, object]:
    """The full shape of an item; complaints name the office's own fields."""
    part = Fields(data, f"items 第{place}项", context.complaints)
    id, num = part.text("id", f"q{place}"), part.number("num", place)
    part.where = f"第{num}项 {id}"
    part.text("section", "")
    applies = Fields(_applies_to(part), f"{part.where} applies_to", context.complaints)
    native: dict[str, object] = {"id": id, "num": num, "text": part.text("text")}
    native["hazard_when"] = hazard_side(part, context.words)
    derived = _applies(applies, id, context)
    native |= derived | {name: value for name in FULL if (value := part.raw(name)) is not None}
    if "na_reasons" in derived and "na_reasons" in part.given:
        native["na_reasons"] = [*part.texts("na_reasons"), *_texts(derived["na_reasons"])]
    native |= _law(part, context)
    native["fix"] = part.text("fix", "")
    native["serious"] = part.flag("serious")
    native["fix_hold"] = part.flag("fix_hold")
    if native["serious"] and "two_step" not in part.given and "隐患" in str(native["text"]):
        native["two_step"] = True  # 隐患 of serious conduct: a risk is told from the act (domain.md §8.1)
    native["certainty"] = part.text("certainty", "")
    notes = [part.text("notes", ""), applies.text("else", ""), *_overrides(applies)]
    native["notes"] = "\n".join(note for note in notes if note)
    applies.done()
    part.done()
    return native


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _applies_to(part: Fields) -> object:
    """A mapping; a list of tiers or one line of text is understood as such."""
    value = part.raw("applies_to")
    if value is None or value in ("all", "全部", "所有"):
        return {}
    if isinstance(value, str):
        return {"when": [value]}
    return {"tiers": value} if isinstance(value, list) else value


def _applies(applies: Fields, id: str, context: PlainContext) -> dict[str, object]:
    needed: list[object] = []
    reasons: list[str] = []
    if tiers := applies.texts("tiers"):
        needed.append({"fact": "tier", "in": list(tiers)})
    if applies.flag("requires_permit") and _needs_permit(applies, id, context):
        needed.append({"not": {"answer": context.permit, "is": "not_applicable"}})
    needed += [
        context.meaning(name, tuple(_words(applies.raw(name))))
        for name in context.kinds
        if name != "production" and name in applies.given
    ]
    reason, applies_not, _ = applies.text("else", "").partition("：不适用")
    when = applies.raw("when")
    for words in when if isinstance(when, list) else [when] if when else []:
        condition = words if isinstance(words, Mapping) else _condition(str(words), applies, context)
        if condition is not None:
            needed.append(condition)
        elif not isinstance(words, Mapping) and not _only_names(str(words)):
            reasons.append(_reason(str(words), applies, context))
    if production := applies.texts("production"):
        context.running.setdefault(production, []).append(id)
    native: dict[str, object] = {"na_reasons": list(dict.fromkeys(reasons))}
    if needed:
        native["asked_when"] = needed[0] if len(needed) == 1 else {"all": needed}
        native["skipped_because"] = reason if applies_not else "不在本项适用范围"
    return native


def _words(value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return ["yes" if one is True else "no" if one is False else str(one) for one in given]


def _needs_permit(applies: Fields, id: str, context: PlainContext) -> bool:
    if not context.permit:
        applies.error("requires_permit", "facts 里要有一条“= answer to item n”，说明哪一项问许可证")
        return False
    if id == context.permit:
        return False
    context.needs_permit.append(id)
    return True


def _only_names(words: str) -> bool:
    """Is it written as a condition (`new_project`, `tier=甲`) and not as a sentence?"""
    return not re.search(r"[\u4e00-\u9fff]", re.sub(r"=[^=]*$|\[[^\]]*\]", "", words))


def _condition(words: str, applies: Fields, context: PlainContext) -> dict[str, object] | None:
    """`new_project`, `ledger=yes`, `tier in [甲, 乙] and not idle`; None for prose, complained of or not."""
    names = [name for name in _NAME.findall(re.sub(r"'[^']*'|\"[^\"]*\"", "", words)) if name not in _JOINS]
    if not names:
        return None
    try:
        return read_expression(words, context.meaning)
    except ExpressionError as error:
        if _only_names(words):
            applies.error("when", str(error))
        return None


def _reason(words: str, applies: Fields, context: PlainContext) -> str:
    """The prose as a reason to choose; names of facts in it are put into the facts' own words."""
    shown = _NAME.sub(lambda name: context.asks.get(name[0], name[0]), words)
    applies.warn("when", f"“{words}”不能由程序判断，改为“不适用”的备选理由")
    reason = f"不具备：{shown}"
    if len(reason) > REASON:
        reason = f"{reason[: REASON - 1]}…"
        applies.warn("when", f"理由太长，缩写为“{reason}”")
    return reason


def _overrides(applies: Fields) -> list[str]:
    return [f"{tier}：{words}" for tier, words in applies.mapping("tier_override").items()]


def _law(part: Fields, context: PlainContext) -> dict[str, object]:
    """Today's law until the code's day; the code's articles from then on, where they are numbers."""
    code = Fields(part.mapping("code_2026"), f"{part.where} code_2026", part.complaints)
    has_code = bool(code.given)
    end: dict[str, object] = {"until": _OLD_LAST} if has_code else {}
    law = [{**_strings(one, "name"), **end} for one in _many(part, "law")]
    for one in law:
        one.setdefault("article", "")
        if title := context.titles.get(str(one.get("name"))):
            one.setdefault("title", title)
    penalty = [{**_strings(one, "range"), **end} for one in _many(part, "penalty")]
    for one in penalty:
        one.setdefault("article", "")
    if has_code:
        since: dict[str, object] = {"from": CODE_FROM}
        certainty = code.text("certainty", "")
        duty, threat = code.text("duty"), code.text("penalty")
        law.append({"name": "法典", "title": _CODE, "article": duty, "certainty": certainty, **since})
        penalty.append({"article": _CODE, "range": threat, **since})
        code.done()
    return {"law": law, "penalty": penalty}


def _many(part: Fields, name: str) -> list[object]:
    """A list; a single text or mapping alone is a list of one."""
    value = part.raw(name)
    return [value] if isinstance(value, str | Mapping) else part.entries(name)


def _strings(one: object, name: str) -> dict[str, object]:
    return {str(key): value for key, value in one.items()} if isinstance(one, Mapping) else {name: one}

"""Understands typed text: standing orders that hold anywhere, and answers to an open question.

It never guesses between two meanings: what fits nothing, or more than one thing, is `Puzzled` and the
person is asked again in words.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from bot.script import Choice, Choose, Form, Pick, TickOff, Write

Order = Literal["back", "edit", "law", "pause", "resume", "cancel", "help"]

_ORDERS: dict[str, Order] = {
    "上一步": "back", "返回": "back", "回上一步": "back", "退回上一步": "back",
    "依据": "law", "法律依据": "law", "看依据": "law",
    "暂停": "pause", "先存着": "pause", "稍后再说": "pause",
    "继续": "resume", "继续上次": "resume", "接着来": "resume",
    "取消": "cancel", "作废这次": "cancel",
    "帮助": "help", "怎么用": "help", "?": "help",
}  # fmt: skip
_EDIT = re.compile(r"^(?:改|修改|更正)\s*(?:第)?\s*(.*?)(?:项|题|组)?$")
_APART = re.compile(r"^(?:改|修改|更正)\s")
GLUED, NAMED = 12, 24
"""So long may an order to edit be: a section's whole name only after a blank, as 改 begins sentences too."""
LONG = 20
"""From so many characters on the choices are not repeated: they stand right above."""

_YES = frozenset({"是", "有", "对", "好", "好的", "是的", "对的", "可以", "行", "嗯", "ok", "√", "✓", "✔"})
_NO = frozenset({"否", "没有", "无", "不", "不是", "不对", "no", "×", "✗"})
_NONE = frozenset(
    {"本组正常", "正常", "都正常", "全正常", "全部正常", "全都正常", "一切正常", "这组正常", "这组都正常",
     "本组都正常", "没有问题", "没问题", "都没问题", "都没有问题", "全没问题", "本组没问题", "本组没有问题",
     "这组没问题",
     "没发现问题", "未发现问题", "没有发现问题", "都没有", "全没有"}
)  # fmt: skip
_SUBMIT = frozenset({"提交", "确定", "提交本组"})
_SPLIT = re.compile(r"[\s,，、;；/和及.。]+")
_SUFFIX = re.compile(r"(?:有问题|问题|不行|不符合|都有问题)$")


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer in the form's own shape (see bot.script)."""

    value: Any


@dataclass(frozen=True, slots=True)
class Went:
    """The person chose to go elsewhere: a question's key, or a standing order."""

    goto: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Puzzled:
    """Not understood; `say` asks again. `picked` is what was chosen already of several drop-downs."""

    say: str
    picked: tuple[tuple[str, str], ...] = ()


def squeeze(text: str) -> str:
    """Half-width, lower-case, without blanks and closing punctuation: for comparing, never for storing."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s。．.!！~～,，]+$", "", folded.strip())


def means_yes(text: str) -> bool:
    """是, 对, 好 and the like."""
    return squeeze(text) in _YES


def order(text: str) -> tuple[Order, str] | None:
    """The standing order a text gives, with its object (what to edit); None if it gives none."""
    said = squeeze(text)
    if said in _ORDERS:
        return _ORDERS[said], ""
    if (edit := _EDIT.match(said)) and len(said) <= (NAMED if _APART.match(said) else GLUED):
        return "edit", edit[1].strip()
    return None


def hear(form: Form, text: str) -> Heard | Went | Puzzled:
    """Read a typed answer to a question of this form."""
    match form:
        case Choose(choices):
            return _choose(choices, text)
        case TickOff():
            return _tick(form, text)
        case Pick():
            return _pick(form, text)
        case Write(most, choices):
            said = squeeze(text)
            chosen = next((c for c in choices if said == squeeze(c.label) or said in c.also), None)
            if chosen is not None:
                return _taken(chosen, chosen.label)
            if not any(map(str.isalnum, text)):
                return Puzzled("没看到字。请打一两句话，或者回“上一步”。")
            if most and len(text) > most:
                return Puzzled(f"请控制在 {most} 字以内，现在是 {len(text)} 字。说最要紧的一句就行。")
            return Heard(text)


def taken(choice: Choice) -> Heard | Went:
    """What a chosen choice means: an answer, or a way elsewhere."""
    return _taken(choice, choice.id)


def _taken(choice: Choice, value: str) -> Heard | Went:
    if choice.goto or choice.order:
        return Went(choice.goto, choice.order)
    return Heard(value)


def _choose(choices: tuple[Choice, ...], text: str) -> Heard | Went | Puzzled:
    said = squeeze(text)
    found = [c for c in choices if said == squeeze(c.label) or said in {squeeze(word) for word in c.also}]
    if not found and said.isdigit() and 1 <= int(said) <= len(choices):
        found = [choices[int(said) - 1]]
    if not found:
        wanted = "yes" if said in _YES else "no" if said in _NO else ""
        found = [c for c in choices if wanted and c.id == wanted]
    if not found and len(said) >= 2:
        found = [c for c in choices if any(said in squeeze(word) for word in (c.label, *c.also))]
    if len(found) == 1:
        return taken(found[0])
    if any(len(_name(n, c)) > LONG for n, c in enumerate(choices, 1)):
        return Puzzled(f"我没看懂是哪一个。请回 1–{len(choices)}。")
    listed = "；".join(f"{n} {_name(n, c)}" for n, c in enumerate(choices, 1))
    return Puzzled(f"我没看懂是哪一个。请点一个按钮，或回 1–{len(choices)}：{listed}")


def _name(place: int, choice: Choice) -> str:
    """What a button stands for, where its label is only its number."""
    return choice.also[0] if choice.label == str(place) and choice.also else choice.label


def _tick(form: TickOff, text: str) -> Heard | Puzzled:
    said = squeeze(text)
    if said in _SUBMIT and (form.none or form.ticked):
        return Heard(list(form.ticked) or [form.none])
    none = _NONE | _NO
    if form.none and said in none:
        return Heard([form.none])
    words = [_SUFFIX.sub("", word) for word in _SPLIT.split(said)]
    words = [word for word in words if word]
    chosen: list[str] = []
    for word in words:
        found = [o for o in form.options if word == squeeze(o.label) or word in o.also]
        if len(found) != 1:
            return Puzzled(_tick_hint(form))
        chosen.append(found[0].id)
    if not chosen:
        return Puzzled(_tick_hint(form))
    return Heard([o.id for o in form.options if o.id in chosen])


def _tick_hint(form: TickOff) -> str:
    numbers = [word for option in form.options for word in option.also[:1] if word.isdigit()]
    example = " ".join(numbers[:2]) or "1 2"
    nothing = next((o.label for o in form.options if o.id == form.none), "")
    rest = f"；没有就回“{nothing}”" if nothing else ""
    return f"我没看懂。请在卡片上勾选后提交，也可以直接回编号，比如“{example}”{rest}。"


def _pick(form: Pick, text: str) -> Heard | Puzzled:
    said = squeeze(text)
    value = {picker.id: picker.selected for picker in form.pickers}
    if said in _SUBMIT | _YES:
        return checked_pick(form, value)
    words = [word for word in _SPLIT.split(said) if word]
    if not words:
        return Puzzled(_pick_hint(form))
    if (given := _in_order(form, words)) is not None:
        return Heard(given)
    for word in words:
        found = [(p.id, o.id) for p in form.pickers for o in p.options if o.id and word == squeeze(o.label)]
        if len(found) != 1:
            return Puzzled(_pick_hint(form))
        value[found[0][0]] = found[0][1]
    return checked_pick(form, value)


def _in_order(form: Pick, words: list[str]) -> dict[str, str] | None:
    """One word for each drop-down, in their order: 过失 说不清."""
    if len(words) != len(form.pickers):
        return None
    given = {}
    for picker, word in zip(form.pickers, words, strict=True):
        found = [o.id for o in picker.options if o.id and word == squeeze(o.label)]
        if len(found) != 1:
            return None
        given[picker.id] = found[0]
    return given


def _pick_hint(form: Pick) -> str:
    return f"我没看懂。请在卡片上选好再点确定，也可以直接回选项的字，比如“{_first(form)}”。"


def _first(form: Pick) -> str:
    return next((o.label for o in form.pickers[0].options if o.id), "")


def checked_pick(form: Pick, value: dict[str, str]) -> Heard | Puzzled:
    """A pick with every drop-down really chosen, or the words that say which one is missing."""
    missing = [p.title for p in form.pickers if not value.get(p.id)]
    if missing:
        picked = tuple((one, option) for one, option in value.items() if option)
        return Puzzled(f"还差一个没选：{'、'.join(missing)}。请选好再提交。", picked)
    return Heard(value)

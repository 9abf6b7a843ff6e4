"""Reads which boxes a form has and which of them is the hazard, in whatever way an office writes it.

    answers: [{side: "no", word: 未发现}, {side: "yes", word: 发现}]      answers: [未发现, 发现, 不涉及]
    answers: {"no": 未发现, "yes": 发现}                                  answers: 未发现/发现/不涉及

A word whose side cannot be told is complained of, never guessed.
"""

import re
from collections.abc import Mapping
from typing import cast

from config.checklist_shape.fields import Complaints, Fields, nearest
from rules.checklist import YES_NO, AnswerWord, Side

SIDES = ("yes", "no", "na")
_SAID: dict[str, tuple[str, ...]] = {
    "na": ("na", "n/a", "不涉及", "不适用", "无此项", "无关", "未涉及", "/"),
    "no": ("no", "false", "否", "无", "没有", "不", "×"),
    "yes": ("yes", "true", "是", "有", "存在", "发现", "符合", "合格", "达标", "落实", "完成", "√"),
}
_WRITTEN = {"true": "yes", "false": "no", "yes": "yes", "no": "no", "是": "yes", "否": "no"}
_NEGATIVE = re.compile("^(?:未|不|无|没|否|非)")
_BAD = re.compile("^(?:发现|存在|有问题|有隐患|不符合|不合格|不达标|未落实|未完成|不规范|不正常|异常)")
"""Words that say by themselves that something is wrong."""


def side_of(word: object) -> str:
    """yes, no or na for a word such as 是, 未发现, 不涉及, True; '' where it cannot be told."""
    said = str(word).strip().lower()
    for side, words in _SAID.items():
        if said in words:
            return side
    return "no" if _NEGATIVE.match(said) else "yes" if said and "未" not in said else ""


def read_answers(value: object, complaints: Complaints) -> tuple[AnswerWord, ...]:
    """The boxes in the order they are printed; nothing written means 是 and 否."""
    if value is None:
        return YES_NO
    if isinstance(value, str):
        value = [word for word in re.split(r"[/／、，,;；\s]+", value) if word]
    if isinstance(value, Mapping):
        return tuple(_named(str(key), word, complaints) for key, word in value.items())
    if not isinstance(value, list):
        complaints.error("", f"answers：要写成列表，例如 [未发现, 发现, 不涉及]，现在是“{value}”")
        return YES_NO
    if any(isinstance(one, Mapping) for one in value):
        return tuple(_part(one, n, complaints) for n, one in enumerate(value, 1)) or YES_NO
    return _plain([str(word).strip() for word in value], complaints)


def _plain(words: list[str], complaints: Complaints) -> tuple[AnswerWord, ...]:
    sides = [side_of(word) for word in words]
    if len(words) == 2 and sides == ["yes", "yes"]:
        sides = ["", ""]
    for word, side in zip(words, sides, strict=True):
        if not side or sides.count(side) > 1:
            say = f"answers：看不出“{word}”是哪一边，请写成 {{side: yes、no 或 na, word: {word}}}"
            complaints.error("", say)
    if "" in sides:
        return YES_NO
    return tuple(AnswerWord(cast(Side, side), word) for word, side in zip(words, sides, strict=True))


def _named(key: str, word: object, complaints: Complaints) -> AnswerWord:
    side = key if key in SIDES else {"hazard": "yes", "clear": "no"}.get(key, "")
    if not side:
        complaints.error("", f"answers：不认识“{key}”，要写 yes、no 或 na{nearest(key, SIDES)}")
    return AnswerWord(cast(Side, side or "yes"), str(word).strip())


def _part(one: object, place: int, complaints: Complaints) -> AnswerWord:
    part = Fields(one, f"answers 第{place}条", complaints)
    side = part.choice("side", SIDES)
    word = AnswerWord(cast(Side, side), part.text("word", part.text("label", "") or None))
    part.done()
    return word


def hazard_side(part: Fields, words: tuple[AnswerWord, ...]) -> str:
    """`hazard_when` as yes or no: written as such, as 是 or 否, or as one of the form's own words.

    Nothing written is understood only where one of the form's words says by itself that something is
    wrong (发现, 不符合).
    """
    value = part.raw("hazard_when")
    own: dict[str, str] = {word.word: word.side for word in words if word.side != "na"}
    if value is None or value == "":
        bad = {side for word, side in own.items() if _BAD.match(word)}
        if len(bad) == 1:
            side = bad.pop()
            part.warn("hazard_when", f"没写，按“{_word(own, side)}”是隐患，请核对")
            return side
        part.error("hazard_when", f"没有写，要写 {'、'.join(('yes', 'no', *own))} 其中一个")
        return "no"
    said = str(value).strip()
    known = {**_WRITTEN, **own}
    if side := known.get(said, known.get(said.lower(), "")):
        return side
    allowed = tuple(dict.fromkeys(("no", "yes", *own)))
    part.error("hazard_when", f"只能写 {'、'.join(allowed)}，现在是“{said}”{nearest(said, allowed)}")
    return "no"


def _word(own: Mapping[str, str], side: str) -> str:
    return next(word for word, one in own.items() if one == side)

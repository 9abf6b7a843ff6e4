"""A short label for an item that has none: what is wrong, in at most 17 characters, from the wording.

「是否建立台账」 where 否 is the hazard becomes 「未建立台账」; 「是否存在渗漏的隐患」 where 是 is becomes
「有渗漏的隐患」. It only turns and cuts the office's own words; every label made here is to be looked at.
"""

import re

from rules.banned import banned_words

LABEL = 17
_NOTES = re.compile(r"（[^（）]*）|\([^()]*\)|【[^】]*】")
_BY_RULE = re.compile(r"按照?[^，、；]{2,30}(?:规定|要求|规范(?!化))[，、的]?(?=.{3})")
_CLAUSE = re.compile(r"[，、；：,;]")
_PAUSE, _JOIN = re.compile("[，；：,;]"), re.compile("[、和及并或]")
_SAME = ("一致", "相符", "匹配", "吻合")
_STATE = re.compile(
    "在有效|在线|在位|在岗|能|会|属|符合|齐全|完整|完好|完善|一致|清晰|规范|合格|达标|及时|正常|足|满|准确|真实|有效"
    "|畅通|密闭|到位|健全|明确|相符|牢固|可|合理|充足|清楚"
)
"""What is denied by 不; what people do is denied by 未."""


def short_label(text: str, hazard_when_yes: bool) -> str:
    """The problem in at most 17 characters. `text` is the form's wording."""
    plain = _NOTES.sub("", text)
    plain = re.sub(r"\s+", "", plain).rstrip("？?。.；;")
    before, asks, after = plain.partition("是否")
    if not asks:
        said = plain if hazard_when_yes else _denied(plain)
        return _cut("", _mild(said))
    turned = _affirmed(after) if hazard_when_yes else _denied(after)
    return _cut(before, _mild(turned))


def _affirmed(after: str) -> str:
    said = after.removeprefix("存在")
    return f"有{said}" if said != after and not said.startswith(("未", "没")) else said


def _denied(after: str) -> str:
    """The opposite of what should be so."""
    if after.startswith("有") and not after.startswith("有效"):
        return f"没{after}"
    if after.startswith("存在"):
        return f"不{after}"
    if after.startswith("不"):
        return after[1:]
    if after.startswith("已"):
        return f"未{after[1:].removeprefix('经')}"
    if after.startswith(("与", "同", "和")) and (word := next((w for w in _SAME if w in after), "")):
        return after.replace(word, f"不{word}", 1)
    return f"不{after}" if _STATE.match(after) else f"未{after}"


def _mild(said: str) -> str:
    """Without words of judgement: a label is read aloud on site."""
    for word in banned_words(said):
        said = said.replace(word, "")
    return said


def _cut(before: str, said: str) -> str:
    """As much of the subject before the verb as fits, then the problem; cut between words if it can be."""
    if len(before + said) <= LABEL:
        return before.strip("，、；：") + said
    said = _BY_RULE.sub("按规定", said, count=1)
    if len(said) > LABEL:
        return _head(said)
    room = LABEL - len(said)
    tails = [before[match.end() :] for match in _CLAUSE.finditer(before)]
    fitting = [tail for tail in (before, *tails) if len(tail) <= room]
    return (fitting[0] if fitting else "") + said


def _head(said: str) -> str:
    """The beginning of a problem that is too long: up to a pause, else a late joint, else cut with …."""
    pauses = [match.start() for match in _PAUSE.finditer(said) if 6 <= match.start() <= LABEL]
    joints = [match.start() for match in _JOIN.finditer(said) if 12 <= match.start() <= LABEL]
    if pauses or joints:
        return said[: (pauses or joints)[-1]]
    return said[: LABEL - 1] + "…"

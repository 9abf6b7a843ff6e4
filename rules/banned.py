"""Words that pass judgement in law and have no place in Annex 2 or in a conclusion the enterprise reads.

A warning notice is neither a penalty nor an order. Only finds the words: people put them into facts.
"""

import re

# The look-arounds keep everyday words: 检查处理设施, 复查处, 建立案卷, 除非法定代表人, 没收集.
_BANNED = re.compile(
    "违法|违规|处罚|罚款|罚金|犯罪|犯法|涉嫌|责令|触犯|吊销|拘留|没收(?![集到齐好据])|判刑"
    "|(?<![检抽巡复核排督普])查处(?![理置于])|立案(?![卷例件])|(?<!除)非法(?!定)"
)
_GAPS = re.compile(r"(?<=[\u4e00-\u9fff])[\s·.*_-]+(?=[\u4e00-\u9fff])")


def banned_words(text: str) -> tuple[str, ...]:
    """The words found, each once, in their order; written apart (违 法) they are found too."""
    return tuple(dict.fromkeys(_BANNED.findall(_GAPS.sub("", text))))

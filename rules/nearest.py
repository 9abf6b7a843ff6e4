"""Which texts are nearest to a question: by the pairs of characters they share, rare pairs counting more.

It finds, it never answers: what it gives are the texts themselves, and nothing where nothing fits.
"""

import math
from collections import Counter
from collections.abc import Sequence

from rules.reading import half_width

LEAST = 0.18
"""The share of a question's weight that must be found again before a text is offered."""
_FILLER = frozenset("的了吗呢吧啊呀么怎么什么如何请问我们你们可以需要要不要是不是有没有？?，。！ ")


def nearest(question: str, texts: Sequence[str], most: int = 2) -> tuple[int, ...]:
    """The places of at most `most` texts, best first; () where nothing is near enough."""
    pairs = [_pairs(text) for text in texts]
    known = Counter(pair for one in pairs for pair in one)
    asked = _pairs(question)
    weight = {pair: math.log(1 + len(texts) / (1 + known[pair])) for pair in asked}
    whole = sum(weight.values())
    if not whole:
        return ()
    scores = [(sum(weight[pair] for pair in asked & one) / whole, -place) for place, one in enumerate(pairs)]
    good = sorted((one for one in scores if one[0] >= LEAST), reverse=True)
    return tuple(-place for _, place in good[:most])


def _pairs(text: str) -> frozenset[str]:
    kept = "".join(" " if one in _FILLER or not one.isalnum() else one for one in half_width(text).lower())
    return frozenset(
        word[at : at + 2] for word in kept.split() for at in range(len(word) - 1) if len(word) > 1
    )

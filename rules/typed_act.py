"""仅有风险 or 已有行为, said at the beginning or the end of a description: one message instead of two taps.

Nothing is concluded from other words: what the text describes decides nothing here.
"""

import re
from typing import Literal

Act = Literal["risk", "act"]

_RISK = r"(?:仅有|只有|只是|仅)风险"
_ACT = r"已有(?:行为或痕迹|行为|痕迹)"
_GAP = r"[\s，,。；;：:、（）()]*"
_LAST = re.compile(rf"(?P<rest>.+?){_GAP}(?:(?P<risk>{_RISK})|{_ACT}){_GAP}", re.DOTALL)
_FIRST = re.compile(rf"(?:(?P<risk>{_RISK})|{_ACT})[\s，,。；;：:、（）()]+(?P<rest>.+)", re.DOTALL)


def read_act(said: str) -> tuple[str, Act] | None:
    """The description without the word, and what the word says; None where nobody said it.

    >>> read_act("北墙有一根软管，管口干燥，仅有风险")
    ('北墙有一根软管，管口干燥', 'risk')
    """
    found = _LAST.fullmatch(said.strip()) or _FIRST.fullmatch(said.strip())
    if found is None:
        return None
    return found["rest"].strip(), "risk" if found["risk"] else "act"

"""Words of courtesy: thanks, 好的, 收到, a greeting. They say nothing, so nobody is to be disturbed by them.

好了, 改好了, 可以了吗 and whatever else may tell something are not among them.
"""

import re
import unicodedata

_WHOM = "(?:你|您|你们|领导|老师|同志|大家)*"
_COURTESY = re.compile(
    r"(?:好的?|好(?:嘞|哒|滴)|嗯+|收到(?:了|啦)?|(?:非常|十分|太)?(?:谢谢|多谢|感谢|谢了)+"
    + _WHOM
    + r"(?:了|啦|哈)?"
    r"|" + _WHOM + r"辛苦(?:了|啦)?|知道(?:了|啦)|明白(?:了|啦)?|了解(?:了)?|没问题|ok|再见"
    r"|(?:我们?)?(?:马上|尽快|立即|一定|抓紧)(?:就|去|安排)*(?:整改|改|办|处理|落实)(?:好|到位)?"
    r"|[^\w\s?？]|\s)+",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:你好|您好|早上好|上午好|下午好|晚上好|在吗|在不在|hello|hi)[啊呀哈吗]?[\W_]*", re.IGNORECASE
)


def courtesy(text: str) -> bool:
    """Thanks or assent and nothing else, a lone emoji included."""
    said = unicodedata.normalize("NFKC", text).strip()
    return bool(said) and _COURTESY.fullmatch(said) is not None


def greeting(text: str) -> bool:
    """A greeting and nothing else."""
    return _GREETING.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None

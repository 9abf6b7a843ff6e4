"""Numbers as people write them: 15, 十五, 二十, 廿一, 一百零五. Whole numbers only; it never guesses."""

import re

_DIGITS = {one: n for n, one in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_D = "[一二两三四五六七八九]"
_FORM = re.compile(rf"(?:({_D})百)?([零〇](?={_D}$))?(?:({_D})?(十))?({_D})?")


def read_numeral(text: str) -> int | None:
    """The number below 1000 that half-width digits or a Chinese numeral stand for; None if they are none."""
    if re.fullmatch("0*[0-9]{1,3}", text):
        return int(text[-3:])
    if text in ("零", "〇"):
        return 0
    found = _FORM.fullmatch(text.replace("廿", "二十").replace("卅", "三十"))
    if not text or found is None:
        return None
    hundreds, zero, tens, ten, ones = found.groups()
    # 一百二 is 120 to some and 102 to others; 零五 and 一百零十 are slips.
    if bool(hundreds and ones and not ten) != bool(zero):
        return None
    number = _DIGITS.get(hundreds, 0) * 100 + _DIGITS.get(ones, 0)
    return number + (_DIGITS.get(tens, 1) * 10 if ten else 0)

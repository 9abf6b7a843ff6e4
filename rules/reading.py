"""What a reader of human input gives back: a value, or a polite refusal with an example.

A reader never guesses: it normalises writing, says so where it matters, and asks about the rest.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The input cannot be used. `say` tells how it should look, `offer` what the person may pick."""

    say: str
    offer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirm:
    """The input can be used once the person says yes to `say`."""

    say: str


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value read; `note` tells what was normalised, '' where nothing is worth telling.

    Write Reading(value): calling the subscripted class fails for frozen slotted classes before Python 3.12.
    """

    value: T
    note: str = ""


# Signs that hide or reorder text (A31, RTL overrides) go, line breaks stay. Compatibility ideographs are
# left alone: NFC and NFKC both replace them, and a person's name would change under his eyes.
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, 0xFE0E, 0xFE0F}
_OWN_FORM = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_FULL_WIDTH = {0xFF00 + n: 0x20 + n for n in range(0x01, 0x5F) if chr(0x20 + n).isalnum()}
_KANGXI = {n: unicodedata.normalize("NFKC", chr(n)) for n in range(0x2F00, 0x2FD6)}
_FOLDED: dict[int, int | str] = {**_FULL_WIDTH, **_KANGXI}


def plain(text: str, most: int = 2000) -> str:
    """Typed text as it may be stored and shown: at most `most` characters, trimmed.

    Full-width letters and digits become half-width, odd blanks a blank, broken-up letters one letter;
    Chinese punctuation, circled numbers, units (㎡ ℃) and rare or compatibility characters stay as they are.
    """
    return _clean(text)[: max(most, 0)].strip()


def half_width(text: str) -> str:
    """`plain` for codes and numbers: punctuation becomes half-width too. Not for names or sentences."""
    return unicodedata.normalize("NFKC", _clean(text)).strip()


def read_text(text: str, least: int = 1, most: int = 500, what: str = "说明") -> Reading[str] | Refusal:
    """A sentence or two. `least` counts letters and digits of any script, `most` everything."""
    cleaned = _clean(text)
    example = _EXAMPLES.get(what, "已按要求整改，照片已上传")
    if sum(map(str.isalnum, cleaned)) < max(least, 1):
        asked = "再写具体一点" if cleaned else f"写一下{what}"
        return Refusal(f"请{asked}，至少 {max(least, 1)} 个字，例如：{example}。")
    if len(cleaned) > most:
        return Refusal(
            f"{what}请控制在 {most} 字以内，现在是 {len(cleaned)} 字。可以精简成一句，例如：{example}。"
        )
    return Reading(cleaned)


_EXAMPLES = {
    "描述": "酸洗车间西侧围堰有一处缺口，约 10 厘米",
    "内容": "DA001 抛光废气排放口",
    "电话情况": "打给企业负责人本人，说今天下午重新关注",
    "答复": "标志牌按国家标准做，挂在排放口旁边看得见的地方",
    "原因": "证载没有无组织排放要求",
    "理由": "现场设备停机检修，下周二恢复",
    "结论": "现场发现危废仓库标识牌缺失，已告知企业补设",
    "地址": "虹桥镇幸福东路 8 号",
    "复核情况": "标志牌已补设，监测记录已补齐",
}


def _clean(text: str) -> str:
    broken = _LINE_BREAKS.sub("\n", text)
    kept = "".join(_character(one) for one in broken).translate(_FOLDED)
    parts = _OWN_FORM.split(kept)
    return "".join(
        part if n % 2 else unicodedata.normalize("NFC", part) for n, part in enumerate(parts)
    ).strip()


def _character(one: str) -> str:
    if one == "\n":
        return one
    category = unicodedata.category(one)
    if category == "Zs" or one == "\t":
        return " "
    code = ord(one)
    if category in ("Cc", "Cf", "Cs") or code in _INVISIBLE or code & 0xFFFE == 0xFFFE:
        return ""
    return one

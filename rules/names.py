"""Names of people and enterprises, as they stand on papers. Rare characters are kept, never corrected.

Also how an addressee is addressed and what its representative is called: 你单位 or 你, 法定代表人 or 经营者.
"""

import re
import unicodedata
from dataclasses import dataclass

from rules.labels import Labelled
from rules.reading import Reading, Refusal, plain

PERSON_MOST = 30
ENTERPRISE_MOST = 100

_DOTS = "·•‧∙⋅・･．"
_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s*[{_DOTS}.]\s*(?=[{_HAN}])|[{_DOTS}]")
_GAPS = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_NO_NAME = frozenset({"无", "没有", "暂无", "不知道", "不清楚", "同上", "未知"})
_SEPARATORS = re.compile(r"[、，,；;/\n]+(?![^（]*）)")
_PAIR = re.compile(r"(?P<name>[^（）]+?)\s*(?:（(?P<unit>[^（）]*)）)?")


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A name, and the unit where one was given with it."""

    name: str
    unit: str = ""


def read_person_name(text: str) -> Reading[str] | Refusal:
    """1–30 letters of any script, a middle dot between parts. No digits."""
    typed = plain(text, PERSON_MOST * 4)
    name = _GAPS.sub("", _BETWEEN_HAN.sub("·", re.sub(r"\s+", " ", typed)))
    if not name or name in _NO_NAME:
        return Refusal("请发姓名，例如 陈龑。")
    if re.search("[0-9]", name):
        return Refusal(f"“{name[:20]}”里有数字。请只发姓名，例如 陈龑；工号和电话另外填。")
    if len(name) > PERSON_MOST:
        return Refusal(f"姓名请控制在 {PERSON_MOST} 字以内，例如 买买提·吐尔逊。")
    strange = [one for one in name if not _in_a_name(one)]
    if strange or not any(map(_is_letter, name)):
        return Refusal(f"姓名里的“{(strange or list(name))[0]}”我不认识。请照证件再发一次，例如 陈龑。")
    return Reading(name, "" if name == text.strip() else f"我按 {name} 记的。")


def read_names(text: str) -> Reading[tuple[NamedPerson, ...]] | Refusal:
    """Several names with units: 林一帆（执法一队）、王敏. A unit belongs to the name before it alone."""
    typed = re.sub(r"\s*（\s*", "（", plain(text).replace("(", "（").replace(")", "）"))
    whole = typed.count("（") == typed.count("）")
    people: list[NamedPerson] = []
    for part in (piece for one in _SEPARATORS.split(typed) for piece in _by_blanks(one.strip())):
        found = _PAIR.fullmatch(part) if whole else None
        if found is None:
            return Refusal(
                f"“{part[:20]}”没看懂。请一人一个名字，用“、”隔开，例如 林一帆（执法一队）、王敏。"
            )
        name = read_person_name(found["name"])
        if isinstance(name, Refusal):
            return name
        people.append(NamedPerson(name.value, (found["unit"] or "").strip()))
    if not people:
        return Refusal("请发姓名，几个人用“、”隔开，例如 林一帆（执法一队）、王敏。")
    if twin := _twin(people):
        return Refusal(
            f"有两位{twin}。同队的请从名单里点选（名单带工号），不同单位的写上单位，例如 {twin}（执法一队）。"
        )
    return Reading(tuple(people))


def _twin(people: list[NamedPerson]) -> str:
    """A name that stands for two people who cannot be told apart by their units."""
    for n, one in enumerate(people):
        for other in people[:n]:
            if one.name == other.name and (one.unit == other.unit or not one.unit or not other.unit):
                return one.name
    return ""


def read_enterprise_name(text: str) -> Reading[str] | Refusal:
    """2–100 characters as on the licence; half-width brackets beside Chinese become （）."""
    typed = re.sub(r"\s+", " ", plain(text, ENTERPRISE_MOST * 4))
    name = _GAPS.sub("", typed)
    if re.search(f"[{_HAN}]", name):
        name = re.sub(r"\s*([（）])\s*", r"\1", name.replace("(", "（").replace(")", "）"))
    if len(name) < 2 or not any(map(_is_letter, name)):
        return Refusal("请发企业全称，与营业执照一致，例如 永嘉堃电镀有限公司。")
    if len(name) > ENTERPRISE_MOST:
        return Refusal(f"企业名称请控制在 {ENTERPRISE_MOST} 字以内，照营业执照上的全称发，不带地址和说明。")
    if strange := [one for one in name if not (_is_letter(one) or one.isdecimal() or one in _FIRM_SIGNS)]:
        return Refusal(
            f"名称里的“{strange[0]}”不常见。请照营业执照上的全称再发一次，例如 永嘉堃电镀有限公司。"
        )
    return Reading(name, "" if name == text.strip() else f"我按 {name} 记的。")


_FIRM_SIGNS = " （）()·&-—.,、“”《》+'’#/"


def _by_blanks(part: str) -> list[str]:
    """Blanks part Chinese names, but not the words of a Latin one."""
    outside = re.sub("（[^）]*）", "", part)
    if re.search("[A-Za-zÀ-ɏ]", outside):
        return [part] if part else []
    return re.findall(r"(?:（[^）]*）|[^\s（])+", part) if "（" in part else part.split()


def _is_letter(one: str) -> bool:
    """Letters of any script; planes 2 and 3 whole, for characters younger than this Python's tables."""
    return unicodedata.category(one)[0] == "L" or one == "〇" or 0x20000 <= ord(one) <= 0x3FFFF


def _in_a_name(one: str) -> bool:
    selector = 0xFE00 <= ord(one) <= 0xFE0D or 0xE0100 <= ord(one) <= 0xE01EF
    return _is_letter(one) or selector or one in "· -'’."


class EntityKind(Labelled):
    """What kind of party an addressee is; it decides how the letter names it."""

    COMPANY = "company", "企业法人"
    SOLE_TRADER = "sole_trader", "个体工商户"
    PARTNERSHIP = "partnership", "合伙企业"
    SOLE_OWNER = "sole_owner", "个人独资企业"
    COOPERATIVE = "cooperative", "农民专业合作社"
    BODY = "body", "机关、事业单位或社会组织"
    PERSON = "person", "公民"


def kind_of(uscc: str, name: str = "") -> EntityKind:
    """What code and name tell. 个人独资 often shows in neither: then a person has to say so."""
    if "合伙" in name:
        return EntityKind.PARTNERSHIP
    if "个人独资" in name:
        return EntityKind.SOLE_OWNER
    start = uscc[:2].upper()
    if start in ("92", "93"):
        return EntityKind.SOLE_TRADER if start == "92" else EntityKind.COOPERATIVE
    if uscc and start[0] != "9":
        return EntityKind.BODY
    return (
        EntityKind.SOLE_TRADER if not uscc and re.search("个体|经营部$|商行$", name) else EntityKind.COMPANY
    )


def address_term(of: str | EntityKind) -> str:
    """你 for a sole trader or a person, 你单位 for everybody else. `of` is a kind or a credit code."""
    return "你" if _kind(of) in (EntityKind.SOLE_TRADER, EntityKind.PERSON) else "你单位"


def representative_title(of: str | EntityKind) -> str:
    """What stands before the name: 法定代表人, 经营者, 执行事务合伙人, 投资人. `of` is a kind or a code."""
    return _TITLES.get(_kind(of), "法定代表人")


_TITLES = {
    EntityKind.SOLE_TRADER: "经营者",
    EntityKind.PARTNERSHIP: "执行事务合伙人",
    EntityKind.SOLE_OWNER: "投资人",
    EntityKind.PERSON: "姓名",
}


def _kind(of: str | EntityKind) -> EntityKind:
    try:
        return EntityKind(of)
    except ValueError:
        return kind_of(of)


def mask_name(name: str, shown: int = 1) -> str:
    """The first characters and stars for the rest: enough to compare with what one knows already."""
    return name[:shown] + "*" * max(len(name) - shown, 1)

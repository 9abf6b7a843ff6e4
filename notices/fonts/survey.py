"""What a bureau's typefaces can print: a table of coverage, and every fault that stops the start.

Official tables are GB/T 2312 and 通用规范汉字表 (2013, 8105 characters). It chooses no face, draws nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from notices.fonts.book import DEFAULT_PATHS, HERE, FontBook, FontRole
from notices.fonts.face import Face, FontFileError

# In no common font, yet in names of people: the first ones to be boxes elsewhere.
RARE = "㙦龑喆堃㛃犇燚璟昇赟𬱖𬭎﨑"
QUOTES = "“”‘’—…"
_ROLES: dict[FontRole, str] = {"title": "标题", "body": "正文", "song": "表格", "latin": "西文"}
_OWN_ORDER = frozenset(path for chain in DEFAULT_PATHS.values() for path in chain)


class FontsError(Exception):
    """Configured fonts that cannot be used; `faults` names every file."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("字体有 {} 处要改：\n  - {}".format(len(faults), "\n  - ".join(faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class FaceReport:
    """One face: its roles, how much of the official tables it has, what is odd about it."""

    file: str
    name: str
    roles: str
    gb2312: int
    standard: int
    rare: str
    remarks: tuple[str, ...]

    def line(self) -> str:
        """The face as a line of the table."""
        rare = f"缺 {self.rare}" if self.rare else "生僻字全"
        counts = f"GB2312 {self.gb2312}/{len(gb2312())}，规范字 {self.standard}/{len(standard())}，{rare}"
        return "；".join((f"{self.roles}：{self.file}（{self.name}）{counts}", *self.remarks))


@cache
def gb2312() -> str:
    """The 6763 hanzi of GB/T 2312."""
    codes = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


@cache
def standard() -> str:
    """The 8105 characters of 通用规范汉字表."""
    return "".join((HERE / "general_standard.txt").read_text(encoding="utf-8").split())


def check(book: FontBook) -> None:
    """Refuse faces that cannot be embedded or a set that cannot print names. Raises FontsError."""
    faults = []
    for face in book.faces():
        if face.path in _OWN_ORDER:
            continue
        try:
            face.glyph("一")
        except FontFileError as broken:
            faults.append(str(broken))
            continue
        if forbidden := face.restriction():
            faults.append(f"字体文件 {face.path.name} 的授权不允许{forbidden}（fsType），请换一个版本。")
    if faults:
        raise FontsError(faults)


def check_words(book: FontBook, words: Mapping[str, str]) -> None:
    """Refuse words of the bureau's own, by where they are set, that some letter could not print. Raises
    FontsError.
    """
    lacking = {where: "".join(sorted(book.missing("body", text))) for where, text in words.items()}
    faults = [f"{where}：字体里没有这些字：{chars}" for where, chars in lacking.items() if chars]
    if faults:
        raise FontsError(faults)


def survey(book: FontBook) -> tuple[FaceReport, ...]:
    """Report on every face in use. Raises FontFileError."""
    names: dict[str, list[Face]] = {}
    for face in book.faces():
        names.setdefault(face.name, []).append(face)
    return tuple(
        FaceReport(
            file=face.path.name,
            name=face.name,
            roles="、".join(_ROLES[role] for role in roles),
            gb2312=_count(face, gb2312()),
            standard=_count(face, standard()),
            rare="".join(char for char in RARE if not face.glyph(char)),
            remarks=tuple(_remarks(face, names[face.name])),
        )
        for face, roles in book.faces().items()
    )


def _remarks(face: Face, same_name: list[Face]) -> list[str]:
    remarks = []
    others = [other.path.name for other in same_name if other is not face]
    if others:
        remarks.append(f"与 {'、'.join(others)} 内部名称相同")
    narrow = [char for char in QUOTES if face.glyph(char) and face.advance(face.glyph(char)) < 950]
    if narrow:
        remarks.append(f"{''.join(narrow)} 不是全角，改用后面的字体")
    return remarks


def _count(face: Face, chars: str) -> int:
    return sum(1 for char in chars if face.glyph(char))

"""Makes the committed faces from their published originals: `python -m notices.fonts.build`.

Run by hand when a face or a character set changes, never on start; the results are committed
beside this file. Needs fontTools, the Debian packages fonts-lxgw-wenkai and unicode-data, and the
npm package @expo-google-fonts/noto-serif-sc unpacked somewhere (`npm pack`, `tar x`).

The subsets are Modified Versions in the sense of the OFL, so they carry names of their own: the
originals reserve LXGW, 霞鹜 and Source. It never draws a letter and never downloads anything.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
STANDARD = HERE / "general_standard.txt"
KAI = Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
NOTO = Path("package")

# In no official character table, yet met in names of people in Zhejiang.
NAMES = "㙦龑喆堃㛃犇燚璟昇赟𬱖𬭎﨑淼垚焱赑骉羴猋毳掱晶众磊鑫森昍奣曌瞾仝仧屾朤㴪㠭㵘"
# Units, indices and signs that stand in measured values and in the forms themselves.
SIGNS = (
    "㎡㎥㎎㎏㎜㎝㎞㏄℃℉‰％°′″±×÷≈≠≤≥＜＞∶∑√∞∠⊥∥→←↑↓①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳〇○●◎□"
    "■△▲◇◆☆★✓√·•…—–‘’“”〔〕【】《》〈〉「」『』"
)
INDICES = "".join(map(chr, [*range(0x2070, 0x2090), 0xB2, 0xB3, 0xB9, 0x2093]))

DROPPED = ["vhea", "vmtx", "GSUB", "GPOS", "GDEF", "BASE", "STAT", "gasp", "prep", "fpgm", "cvt ", "DSIG"]


@dataclass(frozen=True, slots=True)
class Face:
    """One face to make: where it comes from, how it is called, which characters it keeps."""

    source: Path
    target: str
    family: str
    style: str
    keep: frozenset[int]
    all_hanzi: bool = False


def gb2312() -> frozenset[int]:
    """The characters of GB/T 2312: 6763 hanzi and the signs."""
    points = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return frozenset(points)


def general_standard(table: Path) -> frozenset[int]:
    """The 8105 characters of 通用规范汉字表, read from Unihan's kTGH."""
    with bz2.open(table, "rt", encoding="utf-8") as lines:
        fields = (line.split("\t") for line in lines if not line.startswith("#"))
        return frozenset(int(f[0][2:], 16) for f in fields if len(f) > 2 and f[1] == "kTGH")


def is_hanzi(point: int) -> bool:
    """Whether a code point lies in a block of Chinese characters."""
    return 0x3400 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or 0x20000 <= point <= 0x3FFFF


def make(face: Face) -> None:
    """Write one subset: outlines, widths, the character map and a name, nothing else."""
    font = TTFont(face.source, recalcTimestamp=False)
    keep = set(face.keep)
    if face.all_hanzi:
        keep |= {point for point in font.getBestCmap() if is_hanzi(point)}
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += DROPPED
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=keep)
    worker.subset(font)
    _rename(font, face.family, face.style)
    font.save(HERE / face.target)


def _rename(font: TTFont, family: str, style: str) -> None:
    names = font["name"]
    new = {
        1: f"{family} {style}",
        2: "Regular",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
    }
    for name_id, text in new.items():
        names.removeNames(nameID=name_id)
        names.setName(text, name_id, 3, 1, 0x409)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(argv: list[str] | None = None) -> int:
    """Build all faces and the list of what they were made from."""
    ask = argparse.ArgumentParser(prog="python -m notices.fonts.build", description="制作随库提交的字体子集")
    ask.add_argument("--kai", type=Path, default=KAI, help="LXGWWenKai-Light.ttf")
    ask.add_argument("--noto", type=Path, default=NOTO, help="解包后的 @expo-google-fonts/noto-serif-sc")
    ask.add_argument("--unihan", type=Path, default=UNIHAN, help="Unihan_OtherMappings.txt.bz2")
    given = ask.parse_args(argv)

    standard = general_standard(given.unihan)
    listed = "".join(map(chr, sorted(standard)))
    STANDARD.write_text("\n".join(re.findall(".{1,50}", listed)) + "\n", encoding="utf-8")
    latin = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x180))
    title = gb2312() | latin | {ord(c) for c in SIGNS}
    body = title | standard | {ord(c) for c in NAMES + INDICES}
    regular = given.noto / "400Regular" / "NotoSerifSC_400Regular.ttf"
    bold = given.noto / "700Bold" / "NotoSerifSC_700Bold.ttf"
    faces = (
        Face(given.kai, "ChayiciKai-Light.ttf", "Chayici Kai", "Light", body),
        Face(regular, "ChayiciSong-Regular.ttf", "Chayici Song", "Regular", body, all_hanzi=True),
        Face(bold, "ChayiciSong-Bold.ttf", "Chayici Song", "Bold", title),
    )
    lines = ["file | made from | sha256 of the original\n"]
    for face in faces:
        make(face)
        lines.append(f"{face.target} | {face.source.name} | {_digest(face.source)}\n")
        sys.stdout.write(f"{face.target}: {(HERE / face.target).stat().st_size / 1e6:.1f} MB\n")
    (HERE / "SOURCES.txt").write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

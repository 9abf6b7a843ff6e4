"""Every character finds a face, the cut holds exactly its glyphs, and what no face has is named."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from notices.fonts.book import DEFAULT_PATHS, ROLES, FontBook
from notices.fonts.face import Face, FontFileError
from notices.fonts.subset import cut
from notices.pages import text_of
from notices.paper import MissingGlyphsError, default_book, draw
from tests.letters import samples
from tests.notices.tiny_font import tiny_font

RARE = "㙦龑喆堃㛃犇燚璟昇赟𬱖𬭎﨑"
BOLD, KAI, SONG = (DEFAULT_PATHS[role][0] for role in ROLES)


def test_the_committed_faces_and_their_licences_are_complete_and_small() -> None:
    folder = KAI.parent

    assert sum(path.stat().st_size for path in (KAI, SONG, BOLD)) < 22.5e6
    for licence, reserved in (("OFL-ChayiciKai.txt", '"LXGW"'), ("OFL-ChayiciSong.txt", "'Source'")):
        text = (folder / licence).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert reserved in text
    assert not {"LXGW", "Source", "霞鹜"} & {Face(path).name.split("-")[0] for path in (KAI, SONG, BOLD)}


@pytest.mark.parametrize("role", ["title", "body", "song"])
def test_all_of_gb2312_the_basic_block_and_extension_a_have_a_picture_in_every_role(role: str) -> None:
    points = [*range(0x4E00, 0x9FA6), *range(0x3400, 0x4DB6)]

    assert default_book().missing(role, "".join(map(chr, points)) + RARE) == set()  # type: ignore[arg-type]


@pytest.mark.parametrize("name", list(RARE))
def test_a_rare_name_can_be_copied_from_every_letter_with_its_neighbours(name: str) -> None:
    firm = samples.replaced_firm(representative=f"陈{name}明", name=f"乐清市{name}兴电镀有限公司")
    form = samples.form(enterprise=replace(samples.form().enterprise, legal_rep=f"陈{name}明"))

    for facts in (samples.warning(addressee=firm), samples.reminder(addressee=firm), form):
        text = "".join("".join(text_of(draw(facts))).split())
        assert f"陈{name}明" in text
    assert f"乐清市{name}兴电镀" in "".join(text_of(draw(samples.reminder(addressee=firm))))


def test_missing_characters_refuse_the_letter_and_are_named_with_their_field() -> None:
    firm = samples.replaced_firm(representative="王\U00030edd\U0001f600")

    with pytest.raises(MissingGlyphsError) as refused:
        draw(samples.warning(addressee=firm, hazards=("气味☃。",)))

    assert refused.value.chars == ("☃", "\U0001f600", "\U00030edd")
    assert refused.value.where == ("企业法定代表人（负责人）", "隐患描述")
    assert "“☃”（U+2603）" in str(refused.value)
    assert "U+30EDD" in str(refused.value)


def test_quotes_and_dashes_take_a_full_em_and_latin_stands_in_the_serif() -> None:
    book = default_book()

    assert all(book.advance("body", char) == 1000 for char in "“”‘’—…，（〔")
    latin, hanzi = book.glyph("body", "A"), book.glyph("body", "温")
    assert latin is not None
    assert hanzi is not None
    assert latin.face is not None
    assert hanzi.face is not None
    assert (latin.face.name, hanzi.face.name) == ("ChayiciSong-Regular", "ChayiciKai-Light")


def test_a_bureau_may_name_its_own_face_and_the_chain_fills_its_gaps(tmp_path: Path) -> None:
    own = tiny_font(tmp_path / "own.ttf")
    book = FontBook({"body": (str(own),)})

    pdf = draw(samples.warning(hazards=("一二温州一二。",)), book=book)

    assert b"+TinyTest " in pdf
    assert "一二温州一二。" in "".join(text_of(pdf))


def test_a_cut_keeps_parts_of_composite_glyphs_and_the_right_widths(tmp_path: Path) -> None:
    face = Face(tiny_font(tmp_path / "tiny.ttf"))
    two, one = face.glyph("二"), face.glyph("一")

    font = TTFont(io.BytesIO(cut(face, [two, one])), checkChecksums=2)

    names = font.getGlyphOrder()
    assert len(names) == 5
    parts = [component.glyphName for component in font["glyf"][names[2]].components]
    assert parts == [names[3], names[4]]
    assert [font["hmtx"][name] for name in names] == [
        (1024, 10),
        (2048, 10),
        (2048, 10),
        (2048, 10),
        (1024, 10),
    ]
    assert (face.advance(two), face.advance(one)) == (1000, 1000)


def test_a_font_file_that_cannot_be_used_is_refused_by_name(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"OTTO" + b"\0" * 60)

    with pytest.raises(FontFileError, match=r"broken\.ttf"):
        Face(broken).glyph("一")
    with pytest.raises(FontFileError, match=r"absent\.ttf"):
        draw(samples.warning(), book=FontBook({"body": (str(tmp_path / "absent.ttf"),)}))

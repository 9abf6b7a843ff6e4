"""The table of faces says what each can print; what cannot be embedded stops the start by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from app import App
from config import settings
from config.bureau import load_bureau
from models import migrations
from notices.fonts.book import ROLES, FontBook
from notices.fonts.face import Face
from notices.fonts.survey import RARE, FontsError, check, gb2312, standard, survey
from notices.pages import text_of
from notices.paper import default_book, draw
from tests.house import CONFIG
from tests.letters import samples
from tests.notices.tiny_font import tiny_font

SANDBOX = {
    "SANDBOX": "1",
    "PUBLIC_URL": "http://127.0.0.1:1",
    "SECRET_KEY": "k" * 32,
    **{f"WECOM_{name}": "x" for name in ("CORP_ID", "SECRET", "TOKEN")},
    **{f"WECHAT_{name}": "x" for name in ("APP_ID", "SECRET", "TOKEN")},
    "WECOM_AGENT_ID": "1",
    "WECOM_AES_KEY": "a" * 43,
    "WECHAT_AES_KEY": "a" * 43,
}


def bureau_with(folder: Path, fonts: str) -> Path:
    """Write a bureau's file that names fonts in place of an empty list; return its path."""
    role = fonts.partition(" =")[0]
    text = (CONFIG / "bureau.toml").read_text(encoding="utf-8")
    assert f"{role} = []" in text
    path = folder / "bureau.toml"
    path.write_text(text.replace(f"{role} = []", fonts), encoding="utf-8")
    return path


def app_with(folder: Path, fonts: str) -> App:
    """Return a process of that bureau."""
    return App(settings.load({**SANDBOX, "BUREAU_FILE": str(bureau_with(folder, fonts))}, folder))


def test_the_official_tables_have_as_many_characters_as_their_names_say() -> None:
    assert len(set(gb2312())) == 6763
    assert len(set(standard())) == 8105
    assert "𬱖" in standard()
    assert "龑" not in standard()


def test_every_role_of_the_committed_faces_prints_both_tables_and_rare_names() -> None:
    for role in ROLES:
        assert default_book().missing(role, gb2312() + standard() + RARE) == set()


def test_the_table_names_role_file_coverage_and_what_is_odd() -> None:
    bold, song, kai = (report.line() for report in survey(default_book()))

    assert bold.startswith("标题：ChayiciSong-Bold.ttf（ChayiciSong-Bold）GB2312 6763/6763，")
    assert "规范字 6638/8105，缺 㙦龑" in bold
    assert song.startswith("标题、正文、表格、西文：ChayiciSong-Regular.ttf")
    assert "规范字 8105/8105，生僻字全" in song
    assert kai.endswith("“”‘’ 不是全角，改用后面的字体")


def test_faces_with_the_same_inner_name_are_reported_and_both_embedded_as_they_are(tmp_path: Path) -> None:
    one, two = tiny_font(tmp_path / "one.ttf"), tiny_font(tmp_path / "two.ttf")
    book = FontBook({"body": (str(one),), "song": (str(two),)})

    lines = {report.file: report.line() for report in survey(book)}
    assert "与 two.ttf 内部名称相同" in lines["one.ttf"]
    assert "与 one.ttf 内部名称相同" in lines["two.ttf"]
    check(book)
    pdf = draw(samples.warning(hazards=("一二温州。",)), book=book)
    assert "一二温州" in "".join("".join(text_of(pdf)).split())


def test_all_unusable_files_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "cff.otf").write_bytes(b"OTTO" + b"\0" * 60)
    licensed = tiny_font(tmp_path / "licensed.ttf", licence=2)
    book = FontBook(
        {"title": (str(tmp_path / "absent.ttf"), str(licensed)), "body": (str(tmp_path / "cff.otf"),)}
    )

    with pytest.raises(FontsError) as refused:
        check(book)

    assert len(refused.value.faults) == 3
    for name in ("absent.ttf", "licensed.ttf", "cff.otf"):
        assert name in str(refused.value)
    assert "不允许嵌入 PDF" in str(refused.value)


@pytest.mark.parametrize(
    ("bits", "forbidden"),
    [(0, ""), (2, "嵌入 PDF"), (4, ""), (8, ""), (0x104, "只嵌入用到的字"), (0x208, "嵌入轮廓")],
)
def test_licence_bits_that_forbid_what_a_letter_does_are_told(
    tmp_path: Path, bits: int, forbidden: str
) -> None:
    assert Face(tiny_font(tmp_path / "own.ttf", licence=bits)).restriction() == forbidden


def test_a_face_in_a_collection_is_named_by_its_place(tmp_path: Path) -> None:
    collection = TTCollection()
    for at in range(2):
        collection.fonts.append(TTFont(tiny_font(tmp_path / f"{at}.ttf", name=f"Tiny{at}")))
    collection.save(tmp_path / "both.ttc")
    book = FontBook({"body": (f"{tmp_path / 'both.ttc'}#1",)})

    assert "Tiny1" in {report.name for report in survey(book)}
    assert b"+Tiny1 " in draw(samples.warning(hazards=("一二。",)), book=book)


def test_a_bureau_names_files_beside_its_own_file(tmp_path: Path) -> None:
    fonts = load_bureau(bureau_with(tmp_path, 'body = ["own/fang.ttf", "/srv/simsun.ttc#1"]')).fonts

    assert fonts.body == (str(tmp_path / "own/fang.ttf"), "/srv/simsun.ttc#1")
    assert fonts.title == ()


@pytest.mark.parametrize(("file", "fault"), [("tiny.ttf", ""), ("missing.ttf", "missing.ttf")])
def test_a_process_starts_with_the_bureaus_faces_or_says_which_it_cannot_use(
    tmp_path: Path, file: str, fault: str
) -> None:
    tiny_font(tmp_path / "tiny.ttf")
    app = app_with(tmp_path, f'body = ["{file}"]')

    if fault:
        with pytest.raises(FontsError, match=fault):
            _ = app.house
    else:
        assert app.house.unprintable(samples.warning(hazards=("一二。",))) == ""
        assert "☃" in app.house.unprintable(samples.warning(hazards=("☃",)))


def test_doctor_prints_the_table(tmp_path: Path) -> None:
    tiny_font(tmp_path / "tiny.ttf")
    app = app_with(tmp_path, 'title = ["tiny.ttf"]')
    (tmp_path / "var").mkdir()
    migrations.upgrade(app.settings.database_url)

    said = app.flask.test_cli_runner().invoke(args=["doctor"]).output

    assert (
        "✓ 字体：规范字和生僻字都能印\n    标题：tiny.ttf（TinyTest）GB2312 2/6763，规范字 2/8105，缺 㙦"
        in said
    )
    assert "正文、表格、西文：ChayiciKai-Light.ttf" in said

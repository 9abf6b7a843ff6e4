"""bureau.toml is refused whole, every fault named, before anything starts."""

from pathlib import Path

import pytest

from config.bureau import BureauError, load_bureau
from notices.fonts.survey import FontsError, check_words
from notices.paper import default_book

OWN = Path(__file__).resolve().parents[2] / "config" / "bureau.toml"


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    text = OWN.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path = folder / "bureau.toml"
    path.write_text(text, "utf-8")
    return path


def test_our_own_is_fine(tmp_path: Path) -> None:
    bureau = load_bureau(written(tmp_path))

    assert (bureau.numbers.year, bureau.letters.contact) == ("issued", "")


@pytest.mark.parametrize(
    ("change", "where", "why"),
    [
        (('year = "issued"', 'year = "received"'), "numbers.year", "issued"),
        (('reminder_series = "TX"', 'reminder_series = "温环乐预警"'), "numbers", "不能相同"),
        (('contact = ""', 'contact = "（联系人：甲）"'), "letters", "不用写括号"),
        (('contact = ""', 'contact = " 联系人：甲"'), "letters", "前后不要空格"),
        (('contact = ""', 'contact = "甲\\n乙"'), "letters", "写成一行"),
        (('contact = ""', f'contact = "{"长" * 61}"'), "letters.contact", "60"),
        (("pad = 0", "pad = 9"), "numbers.pad", "6"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: tuple[str, str], where: str, why: str) -> None:
    with pytest.raises(BureauError) as refused:
        load_bureau(written(tmp_path, change))

    (fault,) = refused.value.faults
    assert fault.startswith(where)
    assert why in fault


def test_several_faults_are_named_at_once(tmp_path: Path) -> None:
    changed = written(tmp_path, ("pad = 0", "pad = 9"), ('year = "issued"', 'year = "x"'))

    with pytest.raises(BureauError) as refused:
        load_bureau(changed)

    assert len(refused.value.faults) == 2


def test_words_no_face_can_print_are_refused_at_start() -> None:
    check_words(default_book(), {"letters.contact": "联系人：执法办公室，电话：0577-00000000"})

    with pytest.raises(FontsError, match=r"letters\.contact.*🙂"):
        check_words(default_book(), {"issuer.name": "甲局", "letters.contact": "联系人🙂"})

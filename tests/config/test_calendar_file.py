"""The calendar files: the real ones load, and a wrong one names file and field."""

from datetime import date
from pathlib import Path

import pytest

from config.calendar import CalendarFileError, check, load_calendar

REAL = Path(__file__).parents[2] / "config" / "holidays"
GOOD = 'year = 2023\n[[festival]]\nname = "端午节"\nrest = [2023-06-22, 2023-06-24]\nwork = [2023-06-25]\n'


def folder(at: Path, **files: str) -> Path:
    for name, text in files.items():
        (at / f"{name.strip('_')}.toml").write_text(text, encoding="utf-8")
    return at


def test_the_years_on_file_have_no_fault() -> None:
    assert check(REAL) == []
    assert load_calendar(REAL).years == (2022, 2023, 2024, 2025, 2026)


def test_a_good_file_is_a_year(tmp_path: Path) -> None:
    calendar = load_calendar(folder(tmp_path, _2023=GOOD))

    assert not calendar.is_workday(date(2023, 6, 22))
    assert calendar.is_workday(date(2023, 6, 25))
    assert calendar.why(date(2023, 6, 23)) == "周五，端午节"


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("year = 2023", "year = 2024", "文件名和 year = 2024 对不上"),
        ("year = 2023", 'year = "2023"', "year 要写四位年份"),
        ("year = 2023", "year = 2023\nyaer = 1", "不认识的字段 yaer"),
        ('name = "端午节"', "", "festival 第 1 段：name 要写节日名"),
        ('name = "端午节"', 'name = "端午节"\nrset = []', "不认识的字段 rset"),
        ("rest = [2023-06-22, 2023-06-24]", "", "rest 要写日期"),
        ("rest = [2023-06-22, 2023-06-24]", "rest = [2023-06-22]", "第一天和最后一天"),
        ("rest = [2023-06-22, 2023-06-24]", "rest = [2023-06-24, 2023-06-22]", "不像一次放假"),
        ("rest = [2023-06-22, 2023-06-24]", "rest = [2023-06-22, 2023-07-24]", "不像一次放假"),
        ("rest = [2023-06-22, 2023-06-24]", 'rest = ["2023-06-22", "2023-06-24"]', "只能写日期"),
        ("rest = [2023-06-22, 2023-06-24]", "rest = [2022-12-31, 2023-01-02]", "不在 2023 年"),
        ("work = [2023-06-25]", "work = [2023-06-26]", "不是周末"),
        ("work = [2023-06-25]", "work = [2023-06-25, 2023-06-25]", "已经写过"),
        ("work = [2023-06-25]", "work = [2023-06-24]", "既在 rest 又在 work"),
        ("work = [2023-06-25]", "work = [2023-06-25T08:00:00]", "只能写日期"),
        ("work = [2023-06-25]", "work = 2023-06-25", "work 要写日期"),
        ("[[festival]]", "[festival]", "至少要有一段"),
    ],
)
def test_a_fault_names_its_file_and_field(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    faults = check(folder(tmp_path, _2023=GOOD.replace(was, becomes)))

    assert any(fault.startswith("2023.toml：") and says in fault for fault in faults), faults


def test_a_slip_in_the_writing_names_its_line(tmp_path: Path) -> None:
    wrong = GOOD.replace('name = "端午节"', "name = 端午节")

    assert check(folder(tmp_path, _2023=wrong))[0].startswith("2023.toml：第 3 行附近写法有误")


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    bad = GOOD.replace("2023-06-25", "2023-06-26").replace('name = "端午节"', "")

    with pytest.raises(CalendarFileError) as refused:
        load_calendar(folder(tmp_path, _2023=bad, _2024=GOOD))

    assert len(refused.value.faults) >= 3
    assert {fault[:9] for fault in refused.value.faults} == {"2023.toml", "2024.toml"}
    assert all(fault in str(refused.value) for fault in refused.value.faults)


def test_a_rest_written_twice_is_found(tmp_path: Path) -> None:
    twice = GOOD + '[[festival]]\nname = "再写"\nrest = [2023-06-23, 2023-06-23]\n'

    assert any("2023-06-23 已经写过" in fault for fault in check(folder(tmp_path, _2023=twice)))


def test_an_empty_folder_and_a_wrong_encoding_are_faults(tmp_path: Path) -> None:
    assert check(tmp_path) != []
    (tmp_path / "2023.toml").write_bytes("year = 2023 # 端午".encode("gbk"))

    assert check(tmp_path) == ["2023.toml：不是 UTF-8 编码"]

"""Loading checklist files: every fault named, all at once, and nothing guessed."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from config.checklist_file import ChecklistError, check, examine, load, load_all

Write = Callable[..., Path]

GOOD = """
id: small
version: "1"
title: 小表
facts:
  - {id: runs, ask: 正在生产}
  - {id: kind, ask: 类型, kind: choice, options: [甲, 乙]}
sections:
  - id: one
    name: 第一组
    items:
      - {id: first, num: 1, text: 有没有证, label: 没有证, hazard_when: "no"}
      - id: second
        num: 2
        text: 有没有漏
        label: 有漏
        hazard_when: "yes"
        asked_when: {fact: runs, is: true}
        skipped_because: 没有生产
        na_reasons: [没有管道]
        sub_question: 哪种？
        sub_choice: [{id: big, label: 大漏}, {id: drop, label: 小漏}]
        presets: [{id: p, label: 滴漏, half: drop, text: ____在滴漏。, blank: 哪里？}]
rules:
  - id: R1
    when: {answer: first, is: hazard}
    do: [{merge: second, into: first}]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(text: str, name: str = "small-1.yaml") -> Path:
        path = tmp_path / "checklists" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


def faults(write: Write, *changes: tuple[str, str]) -> list[str]:
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return check(write(text))


def test_a_good_file_loads_with_its_defaults(write: Write) -> None:
    checklist = load(write(GOOD))

    assert checklist.key == "small-1"
    assert checklist.sections[0].numeral == "一"
    assert [word.word for word in checklist.verdict_words] == ["是", "否"]
    assert checklist.item("second").presets[0].filled("阀门") == "阀门在滴漏。"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("label: 有漏", "lable: 有漏", "第2项 second：不认识字段“lable”，是不是“label”？"),
        ("label: 有漏", "label: 没有证", "第2项 second：label：“没有证”和 第1项 first 重复"),
        ("label: 有漏", "label: " + "漏" * 18, "第2项 second：label："),
        (
            'hazard_when: "yes"',
            "hazard_when: 对",
            "第2项 second：hazard_when：只能写 no、yes、是、否，现在是“对”",
        ),
        ('hazard_when: "yes"', "", "第2项 second：hazard_when：没有写"),
        ("id: second", "id: se cond", "id：“se cond”要短（60 字节以内），不带空格和标点"),
        ("num: 2", "num: 二", "second：num：要写整数"),
        ("num: 2", "num: 0", "second：num：从 1 开始"),
        ("num: 2", "num: 1", "num：“1”和 第1项 first 重复"),
        ("id: second", "id: first", "id：“first”和"),
        ("asked_when: {fact: runs", "asked_when: {fact: rums", "没有声明事实“rums”，是不是“runs”？"),
        ("{fact: runs, is: true}", "{fact: runs, is: 有}", "只能写 true 或 false，现在是“有”"),
        ("{fact: runs, is: true}", "{fact: kind, is: 丙}", "kind 没有“丙”这个选项"),
        ("{fact: runs, is: true}", "{answer: second, is: clear}", "只能看前面的项"),
        ("{fact: runs, is: true}", "{fact: runs}", "要写 is: 某个值"),
        ("skipped_because: 没有生产", "", "skipped_because：有 asked_when 时要写不问的理由"),
        ("sub_question: 哪种？", "", "sub_question：有 sub_choice 时要写怎么问"),
        ("half: drop", "half: dorp", "half 里的“dorp”不在 sub_choice 里，是不是“drop”？"),
        ("blank: 哪里？", "act: true", "只有 two_step 的项才写 act"),
        (", blank: 哪里？", "", "text 里的 ____ 和 blank 要么都写，要么都不写"),
        ("____在滴漏。", "____在____滴漏。", "最多空一处 ____"),
        ("____在滴漏。", "____涉嫌违法。", "给企业看的文字里不写“涉嫌”"),
        (
            "label: 滴漏",
            "label: 这个按钮上的字实在太多了",
            "“这个按钮上的字实在太多了”有 12 字",
        ),
        ("na_reasons: [没有管道]", "na_reasons: {a: 1}", "na_reasons：要写成列表"),
        ("options: [甲, 乙]", "options: [甲]", "事实 kind：options：choice 要有 2 到 9 个选项"),
        ("answer: first", "answer: frist", "没有“frist”这一项，是不是“first”？"),
        ("into: first", "into: fisrt", "没有“fisrt”这一项，是不是“first”？"),
        ("{merge: second, into: first}", "{merg: second}", "规则 R1 do 第1条：效果要写"),
        ("{merge: second, into: first}", "{merge: secnd, into: first}", "没有“secnd”这一项"),
        ("{merge: second, into: first}", "{prompt: second}", "规则 R1 prompt：say：要写给人看的话"),
        ("{merge: second, into: first}", "{skip: first, say: 理由}", "只能看前面的项"),
        ("    name: 第一组", "    name: 第一组\n    rows: [[first]]", "rows：second 要正好出现一次"),
        ("    name: 第一组", "    name: 第一组\n    rows: [[first, secnd]]", "本组没有“secnd”这一项"),
        ('version: "1"', 'version: "1"\ncard_most: 40', "card_most：要在 1 到 18 之间"),
        ('version: "1"', 'version: "1"\nanswers: [{side: "yes", word: 有}]', "answers：yes 和 no 各写一个"),
        ('version: "1"\n', "", "version：没有写"),
    ],
)
def test_a_fault_names_file_item_and_field(write: Write, old: str, new: str, fault: str) -> None:
    found = faults(write, (old, new))

    assert all(one.startswith("small-1.yaml：") for one in found)
    assert any(fault in one for one in found), found


def test_all_faults_come_at_once(write: Write) -> None:
    found = faults(
        write, ("title: 小表", "titel: 小表"), ("num: 2", "num: x"), ("label: 没有证", "labl: 没有证")
    )

    assert len(found) == 4
    assert {"不认识字段“titel”，是不是“title”？", "不认识字段“labl”，是不是“label”？"} <= {
        one.rsplit("：", 1)[-1] for one in found
    }


def test_a_key_written_twice_is_a_fault_with_its_line(write: Write) -> None:
    assert faults(write, ("title: 小表", "title: 小表\ntitle: 大表")) == [
        "small-1.yaml：第 5 行：“title”写了两次"
    ]


def test_an_unquoted_no_is_the_word_no_and_no_boolean(write: Write) -> None:
    checklist = load(write(GOOD.replace('hazard_when: "no"', "hazard_when: no")))

    assert checklist.item("first").hazard_when == "no"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("[未发现, 发现, 不涉及]", "no 未发现, yes 发现, na 不涉及"),
        ("未发现/发现/不涉及", "no 未发现, yes 发现, na 不涉及"),
        ("{yes: 有, no: 无}", "yes 有, no 无"),
        ("[符合, 不符合]", "yes 符合, no 不符合"),
        ("[{side: no, word: 没见着}, {side: yes, word: 见着了}]", "no 没见着, yes 见着了"),
    ],
)
def test_boxes_are_read_however_an_office_writes_them(write: Write, written: str, words: str) -> None:
    checklist = load(write(GOOD.replace("title: 小表", f"title: 小表\nanswers: {written}")))

    assert ", ".join(f"{word.side} {word.word}" for word in checklist.verdict_words) == words


def test_a_box_whose_side_cannot_be_told_is_complained_of(write: Write) -> None:
    assert faults(write, ("title: 小表", "title: 小表\nanswers: [甲, 乙]")) == [
        "small-1.yaml：answers：看不出“甲”是哪一边，请写成 {side: yes、no 或 na, word: 甲}",
        "small-1.yaml：answers：看不出“乙”是哪一边，请写成 {side: yes、no 或 na, word: 乙}",
    ]


def test_the_hazard_may_be_named_by_the_forms_own_word(write: Write) -> None:
    text = GOOD.replace("title: 小表", "title: 小表\nanswers: [未发现, 发现]")
    text = text.replace('hazard_when: "yes"', "hazard_when: 发现").replace(', hazard_when: "no"', "")

    seen = examine(write(text))

    assert seen.checklist is not None
    assert [item.hazard_when for item in seen.checklist.items] == ["yes", "yes"]
    assert any("第1项 first：hazard_when：没写，按“发现”是隐患" in one for one in seen.warnings)


def test_a_missing_label_is_made_of_the_wording_with_a_warning(write: Write) -> None:
    seen = examine(write(GOOD.replace("label: 有漏", "").replace("有没有漏", "是否存在漏的隐患")))

    assert seen.checklist is not None
    assert seen.checklist.item("second").label == "有漏的隐患"
    assert any("第2项 second：label：没写" in one for one in seen.warnings)


@pytest.mark.parametrize("text", ["", "- 1\n- 2", "只有一句话", "a: [1", "a: \x07"])
def test_what_is_no_checklist_is_refused_in_words(write: Write, text: str) -> None:
    path = write(text)

    assert check(path)
    with pytest.raises(ChecklistError, match="处要改"):
        load(path)


def test_a_missing_or_foreign_file_is_refused_in_words(tmp_path: Path) -> None:
    foreign = tmp_path / "gbk.yaml"
    foreign.write_bytes("title: 小表".encode("gbk"))

    assert check(tmp_path / "none.yaml") == ["none.yaml：找不到这个文件"]
    assert check(foreign) == ["gbk.yaml：不是 UTF-8 文本，请另存为 UTF-8"]


def test_a_folder_loads_whole_or_names_every_fault(write: Write, tmp_path: Path) -> None:
    write(GOOD)
    assert list(load_all(tmp_path / "checklists")) == ["small-1"]

    write(GOOD, "other.yaml")
    write("x: 1", "broken.yaml")

    with pytest.raises(ChecklistError) as refused:
        load_all(tmp_path / "checklists")
    assert "other.yaml：文件名要与 id 和 version 一致，应为 small-1.yaml" in refused.value.faults
    assert any(fault.startswith("broken.yaml：") for fault in refused.value.faults)


def test_a_published_file_that_changed_is_refused(write: Write, tmp_path: Path) -> None:
    path = write(GOOD)
    (path.parent / "PUBLISHED.sha256").write_text(f"{'0' * 64}  small-1.yaml\n", encoding="utf-8")

    assert check(path) == [
        "small-1.yaml：已发布的版本改动了。请恢复原文件，另存为新的 version（见 PUBLISHED.sha256）"
    ]


LAW = {
    "for": "small",
    "from": "2022-01-01",
    "names": {"条例": "《某条例》"},
    "items": {"first": {"law": [{"name": "条例", "article": "第1条", "duty": "要有证"}]}},
}


def pack(folder: Path, name: str, **but: object) -> None:
    folder.mkdir(exist_ok=True)
    text = yaml.safe_dump({**LAW, **but}, allow_unicode=True).replace("'2", "2").replace("'\n", "\n")
    (folder / name).write_text(text, encoding="utf-8")


def test_the_law_folder_beside_the_forms_is_read(write: Write, tmp_path: Path) -> None:
    pack(tmp_path / "law", "2022.yaml")

    law = load(write(GOOD)).item("first").law

    assert [one.title for one in law.entries] == ["《某条例》"]


@pytest.mark.parametrize(
    ("but", "fault"),
    [
        ({"items": {"frist": {"law": []}}}, "2022.yaml：frist：检查表里没有这一项，是不是“first”？"),
        ({"items": {"first": {"lwa": []}}}, "2022.yaml：first：不认识字段“lwa”，是不是“law”？"),
        ({"until": "2021-01-01"}, "2022.yaml：until：早于 from"),
        ({"from": "去年"}, "2022.yaml：from：要写日期"),
        (
            {"items": {"first": {"law": [{"name": "条例", "article": "第1条", "duty": "违法的要处罚"}]}}},
            "给企业看的文字里不写“违法”",
        ),
    ],
)
def test_a_fault_in_a_law_file_names_that_file(
    write: Write, tmp_path: Path, but: dict[str, object], fault: str
) -> None:
    pack(tmp_path / "law", "2022.yaml", **but)

    assert any(fault in one for one in check(write(GOOD)))


def test_law_files_may_not_overlap_and_others_forms_are_left_alone(write: Write, tmp_path: Path) -> None:
    pack(tmp_path / "law", "2022.yaml")
    pack(tmp_path / "law", "alien.yaml", **{"for": "another"})
    assert check(write(GOOD)) == []

    pack(tmp_path / "law", "2023.yaml", **{"from": "2023-01-01"})

    assert check(write(GOOD)) == ["2023.yaml：from：与另一份法条文件的日期重叠"]


def test_a_duty_may_quote_an_order_with_a_warning(write: Write, tmp_path: Path) -> None:
    duty = {"name": "条例", "article": "第1条", "duty": "政府可责令停产"}
    pack(tmp_path / "law", "2022.yaml", items={"first": {"law": [duty]}})

    seen = examine(write(GOOD))

    assert seen.checklist is not None
    assert any("不写“责令”" in warning for warning in seen.warnings)

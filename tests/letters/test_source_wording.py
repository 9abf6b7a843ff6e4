"""Every letter says what the annexes say, word by word: composed and as copied from the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handlers import letters
from notices.blocks import Group, Row, Table
from notices.letter import compose
from notices.pages import text_of
from notices.paper import draw
from tests.factories import a_draft
from tests.house import CHECKLISTS, rules_of_the_house
from tests.letters import samples
from tests.letters.source_text import body_text, source, source_lines, squeezed, widened

HEAD = ("name", "uscc", "legal_rep", "site_contact", "phone", "address")
RECEIPT_DAY = "签收日期：年月日"


def warning_as_published(copy: str) -> str:
    """Fill the blanks of the published Annex 2 by hand, in their order."""
    text = widened("".join(source_lines("annex2")))
    firm = samples.FIRM
    filled = (
        ("XXXX", "7"),
        ("XXX有限公司", firm.name),
        ("XXXXXXXXXXXXXXXXXX", firm.uscc),
        ("法定代表人XXX", f"法定代表人{firm.representative}"),
        ("XXXXXXXXXXXXXXXXXX", firm.address),
        ("_____", "王敏、林一帆"),
        ("____年____月____日", "2023年5月8日"),
        ("你（单位）", "你单位"),
        ("你（单位）", "你单位"),
        (
            "隐患（问题）的具体描述。",
            "".join(f"{at}.{text}" for at, text in enumerate(samples.HAZARDS, start=1)),
        ),
        ("____日内", "15日内"),
        ("我局（分局）", "我局"),
        ("分局年月日", "分局2023年5月8日"),
        ("_____", ""),
        ("_____", ""),
    )
    for blank, value in filled:
        assert blank in text, f"{blank} is not in the published text any more"
        text = text.replace(blank, value, 1)
    return text + RECEIPT_DAY


def reminder_as_published() -> str:
    """Fill the blanks of the published Annex 3 by hand, in their order."""
    text = widened("".join(source_lines("annex3")))
    firm = samples.FIRM
    filled = (
        ("XXX有限公司", firm.name),
        ("XXXXXXXXXXXXXXXXXX", firm.uscc),
        ("法定代表人XXX", f"法定代表人{firm.representative}"),
        ("XXXXXXXXXXXXXXXXXX", firm.address),
        ("分局年月日", "分局2023年5月8日"),
        ("_____", ""),
        ("_____", ""),
    )
    for blank, value in filled:
        assert blank in text
        text = text.replace(blank, value, 1)
    return text + RECEIPT_DAY


@pytest.mark.parametrize("copy", ["送达", "存根"])
def test_the_warning_notice_reads_as_annex_2_in_words_and_on_paper(copy: str) -> None:
    facts = samples.warning(copy=copy)

    assert squeezed(compose(facts).words()) == warning_as_published(copy)
    assert body_text(text_of(draw(facts)), copy) == warning_as_published(copy)


@pytest.mark.parametrize("fit", ["standard", "one_page"])
def test_the_reminder_reads_as_annex_3_in_words_and_on_paper(fit: str) -> None:
    facts = samples.reminder(fit=fit)

    assert squeezed(compose(facts).words()) == reminder_as_published()
    assert body_text(text_of(draw(facts)), "送达") == reminder_as_published()


def rows_of(table: Table) -> list[list[str]]:
    """Return the words of each row, a group's name before its first row, empty cells left out."""
    rows: list[list[str]] = []
    for part in table.parts:
        name = [part.name] if isinstance(part, Group) else []
        for row in part.rows if isinstance(part, Group) else (part,):
            rows.append(name + [squeezed(cell.label) for cell in row.cells if cell.label])
            name = []
    return [row for row in rows if row]


def test_the_form_has_the_rows_of_annex_1_one_by_one() -> None:
    letter = compose(samples.blank_form())
    table = next(block for block in letter.blocks if isinstance(block, Table))

    published = [[widened(cell) for cell in line.split("|")] for line in source_lines("annex1")]
    assert [[squeezed(letter.title[0])], *rows_of(table)] == published


def test_the_printed_form_reads_as_annex_1_and_parts_only_between_rows() -> None:
    pages = text_of(draw(samples.blank_form()))

    published = widened(source("annex1").split("\n", 1)[1]).replace("|", "")
    printed = "".join(squeezed(page) for page in pages)
    for addition in ("—1—", "—2—", "帮扶日期：____年____月____日"):
        assert printed.count(addition) == 1
        printed = printed.replace(addition, "")
    # The second page carries the running head and names the parted section again.
    again = "“综合查一次”帮扶表单自行监测、自动监控情况"
    assert printed.count(again) == 1
    assert printed.replace(again, "") == published


def test_annex_4_keeps_title_unit_line_and_columns() -> None:
    facts = samples.annex4(notes=())
    letter = compose(facts)
    table = next(block for block in letter.blocks if isinstance(block, Table))

    title, unit, columns = source_lines("annex4")
    assert letter.title == (title,)
    assert unit + "柳市执法队" in letter.words()
    head = table.parts[0]
    assert isinstance(head, Row)
    assert [cell.label for cell in head.cells] == [squeezed(column) for column in columns.split("|")]
    expected = title + unit + "柳市执法队统计期间：" + facts.period + squeezed(columns).replace("|", "")
    figures = "柳市片区1585283虹桥片区211200合计1796483"
    assert body_text(text_of(draw(facts))) == expected + figures


def test_a_business_of_one_person_is_addressed_as_you_and_by_its_owner() -> None:
    owner = samples.replaced_firm(term="你", representative_title="经营者")
    facts = samples.warning(addressee=owner, issuer=samples.issuer(we="分局"), visited_on=date(2023, 12, 29))

    words = squeezed(compose(facts).words())

    assert "经营者林犇" in words
    assert "于2023年12月29日对你开展帮扶活动，发现你存在以下环境隐患（问题）：" in words
    assert "请你在收到本提示单之日起15日内" in words
    assert "分局将依法对你进行查处。" in words
    assert "你单位" not in words


def test_the_form_of_the_campaign_itself_reads_as_annex_1() -> None:
    checklist = CHECKLISTS["zonghe-2023-18"]
    draft = a_draft(header=dict.fromkeys(HEAD, ""), production="", tier="", conclusion="")
    facts = replace(letters.form(draft, (), checklist, rules_of_the_house()), visited_on=None)
    letter = compose(facts)
    table = next(block for block in letter.blocks if isinstance(block, Table))

    published = [[widened(cell) for cell in line.split("|")] for line in source_lines("annex1")]
    assert [[squeezed(letter.title[0])], *rows_of(table)] == published
    assert draw(facts) == draw(replace(samples.blank_form(), sections=facts.sections))

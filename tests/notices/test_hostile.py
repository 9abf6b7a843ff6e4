"""Whatever is typed stands on paper as it was typed, or is refused; nothing is opened or followed."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notices.pages import text_of
from notices.paper import MissingGlyphsError, default_book, draw
from notices.printable import printable
from notices.workbook import annex4_workbook
from tests.letters import samples

PAYLOADS = (
    "<b>粗</b>与<i>斜</i>",
    "<img src='file:///etc/passwd'/>",
    '<a href="javascript:app.alert(1)">点</a>',
    "<para><font color='[[[getattr(pow,Word(\"__globals__\"))]]]'>x</font></para>",
    "不成对的<与>与&与&amp;与]]>",
    "%PDF-1.7 endstream endobj 1 0 obj << /JS (x) >>",
    ") Tj ET /URI (https://example.invalid) BT (",
    "{issuer}{0}%s%(name)s${x}\\u0041\\n",
    "=HYPERLINK(1)+cmd|' /C calc'!A0",
    "'; DROP TABLE notices; --",
    "../../../../etc/passwd",
    "□☑ 一二（）()<>[]{}/",
)


# Hanzi, markup, PDF syntax, and characters that cannot be seen.
KNOWN = (
    "温州市乐清，。（）“”：；<>&[](){}/\\'\"%=+-@$#*!?_~^`|.,;:0189AZaz²³㎡℃±≥μ"
    "\x00\x01\x1b\x7f\u200b\u200f\u202e\u2066\ufeff\ufe0f\ud800\t\n\r\u3000 □☑龑𬱖"
)


def printed(hazard: str) -> str:
    """Return what a warning with this one hazard says, without white space."""
    return "".join("".join(text_of(draw(samples.warning(hazards=(hazard,))))).split())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_and_code_are_printed_literally(payload: str) -> None:
    assert "".join(payload.split()) in printed(payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_the_file_can_be_followed_or_run(payload: str) -> None:
    firm = samples.replaced_firm(name=payload, address=payload)
    pdf = draw(samples.warning(addressee=firm, hazards=(payload,)))

    outside_streams = re.sub(rb"stream\r?\n.*?endstream", b"", pdf, flags=re.DOTALL)
    structure = re.sub(rb"\((?:\\.|[^\\()])*\)", b"()", outside_streams)
    assert b"/Subject ()" in structure or b"/Subject (" not in outside_streams
    for entry in (b"/URI", b"/JS", b"/JavaScript", b"/Launch", b"/Annots", b"/EmbeddedFile", b"/OpenAction"):
        assert entry not in structure


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_description_of_the_file_holds_the_name_as_a_text(payload: str) -> None:
    pdf = draw(samples.warning(addressee=samples.replaced_firm(name=payload)))

    described = pdf[pdf.index(b"<?xpacket begin") : pdf.index(b'<?xpacket end="r"?>')]
    texts = [element.text for element in ElementTree.fromstring(described).iter() if element.text]
    assert payload in texts


@pytest.fixture(scope="module")
def heard() -> list[str]:
    """What the interpreter itself reports of files, processes and the network, from now on."""
    events: list[str] = []
    watched = ("open", "os.", "socket.", "subprocess.", "urllib.", "ctypes.", "exec", "compile", "import")
    sys.addaudithook(lambda event, _: events.append(event) if event.startswith(watched) else None)
    return events


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_is_opened_run_or_connected_while_drawing(payload: str, heard: list[str]) -> None:
    firm = samples.replaced_firm(name=payload, address=payload)
    facts = samples.warning(addressee=firm, hazards=(payload,)), samples.form(conclusion=payload)
    for letter in facts:
        draw(letter)
    heard.clear()

    for letter in facts:
        draw(letter)

    assert heard == []


def test_the_watch_hears_an_open_file(heard: list[str], tmp_path: Path) -> None:
    heard.clear()
    (tmp_path / "x").write_bytes(b"")

    assert "open" in heard


def test_marks_that_turn_the_reading_direction_do_not_survive() -> None:
    text = printed("排放口\u202e10WD\u202c未设\u2066标志\u2069牌")

    assert "排放口10WD未设标志牌" in text


def check(text: str) -> None:
    """Draw a warning about a text and compare what can be copied from it."""
    said = "".join("".join(text_of(draw(samples.warning(hazards=("隐患：" + text,))))).split())

    assert "".join(printable("隐患：" + text).split()) in said


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from(KNOWN), min_size=20, max_size=300))
def test_marks_code_and_unseen_characters_in_any_mixture_are_printed_as_they_stand(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_text_at_all_is_printed_or_refused_for_its_missing_characters(text: str) -> None:
    lacking = default_book().missing("body", printable(text))
    if not lacking:
        check(text)
        return
    with pytest.raises(MissingGlyphsError) as refused:
        check(text)

    assert set(refused.value.chars) == lacking
    assert refused.value.where == ("隐患描述",)


def test_a_district_that_looks_like_a_formula_stays_a_text() -> None:
    row = samples.annex4().rows[0]
    hostile = samples.annex4(
        rows=(samples.renamed(row, "=1+1"), samples.annex4().rows[1]), reporting_unit="+cmd"
    )

    with zipfile.ZipFile(io.BytesIO(annex4_workbook(hostile))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<t>=1+1</t>" in sheet

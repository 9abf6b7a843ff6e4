"""The file's skeleton: every object where the table says, every text as it was, whatever stands in it."""

from __future__ import annotations

import re

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.fonts.objects import Objects, text_string
from notices.paper import draw
from tests.letters import samples


@pytest.mark.parametrize("facts", [samples.warning(), samples.form(), samples.annex4()])
def test_every_object_stands_where_the_table_says(facts: object) -> None:
    pdf = draw(facts)  # type: ignore[arg-type]
    (start,) = re.findall(rb"startxref\n(\d+)\n%%EOF\n$", pdf)
    table = pdf[int(start) :]
    offsets = [int(entry) for entry in re.findall(rb"(\d{10}) 00000 n \n", table)]

    assert table.startswith(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
    for number, offset in enumerate(offsets, start=1):
        assert pdf[offset:].startswith(b"%d 0 obj\n" % number)
    assert pdf.count(b" 0 obj\n") == len(offsets)


def test_streams_say_their_true_length() -> None:
    pdf = draw(samples.form())
    for length, at in ((int(m[1]), m.end()) for m in re.finditer(rb"/Length (\d+) [^\n]*>>\nstream\n", pdf)):
        assert pdf[at + length :].startswith(b"\nendstream")


def test_a_reserved_object_takes_its_text_later() -> None:
    objects = Objects()
    later, catalog = objects.reserve(), objects.add("<< /Type /Catalog >>")
    objects.give(later, "(given)")

    assert (later, catalog) == ("1 0 R", "2 0 R")
    assert b"1 0 obj\n(given)\nendobj" in objects.file(catalog, later)


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_a_text_string_holds_any_text_and_nothing_ends_it(text: str) -> None:
    told = text_string(text)

    assert re.fullmatch("<FEFF[0-9A-F]*>", told)
    assert bytes.fromhex(told[5:-1]).decode("utf-16-be") == text


def test_the_description_reads_back_as_it_was_written() -> None:
    firm = samples.replaced_firm(name=")>> endobj /JS (乐清𬱖")
    document = pdfium.PdfDocument(draw(samples.warning(addressee=firm)))

    told = document.get_metadata_dict()
    assert told["Subject"] == firm.name
    assert told["Author"] == samples.BUREAU.name
    assert told["CreationDate"] == "D:20230508000000+08'00'"

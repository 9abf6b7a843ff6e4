"""The code at a letter's foot: read back by a scanner, outside the text, and none where none is wanted."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from notices.facts.letters import ReminderFacts, WarningFacts
from notices.pages import page_images, text_of
from notices.paper import draw
from tests.letters.samples import reminder, warning

ADDRESS = "https://chayici.example.gov.cn/v/kQ3xZt9a7Lm2Pw8s"
LETTERS: dict[str, WarningFacts | ReminderFacts] = {
    "warning": warning(),
    "red": warning(head="red"),
    "one page": warning(fit="one_page"),
    "reminder": reminder(),
}


@pytest.mark.parametrize("name", LETTERS)
def test_the_code_on_paper_leads_to_its_page(name: str) -> None:
    facts = replace(LETTERS[name], verify=ADDRESS)

    picture = Image.open(io.BytesIO(page_images(draw(facts))[0]))
    found = [one.text for one in zxingcpp.read_barcodes(picture.convert("L"))]

    assert found == [ADDRESS]


@pytest.mark.parametrize("name", LETTERS)
def test_the_letters_own_words_stay_where_they_were(name: str) -> None:
    plain, coded = draw(LETTERS[name]), draw(replace(LETTERS[name], verify=ADDRESS))

    with_code = ["".join(page.replace("扫码核验真伪", "").split()) for page in text_of(coded)]
    assert with_code == ["".join(page.split()) for page in text_of(plain)]


@pytest.mark.parametrize("name", LETTERS)
def test_a_preview_has_no_code(name: str) -> None:
    assert "扫码" not in "".join(text_of(draw(replace(LETTERS[name], verify=ADDRESS), preview=True)))

"""Letters of many firms as one file to print: each whole, on sheets of its own, all sharing their fonts."""

from dataclasses import replace

import pypdfium2
import pytest

from notices.facts.kinds import Facts
from notices.pages import page_count, text_of
from notices.paper import draw
from notices.stack import draw_stack
from tests.letters import samples

FIRMS = ("甲龑电镀厂", "乙喆五金厂", "丙𬱖包装厂")


def letters(**but: object) -> list[Facts]:
    """Two copies for each firm, each with its own code."""
    return [
        samples.reminder(
            addressee=replace(samples.FIRM, name=name), copy=copy, verify=f"https://chayici.test/v/{n}", **but
        )
        for n, name in enumerate(FIRMS)
        for copy in ("送达", "存根")
    ]


def texts(pdf: bytes) -> list[str]:
    return ["".join(page.split()) for page in text_of(pdf)]


@pytest.mark.parametrize("fit", ["standard", "one_page"])
def test_every_letter_is_whole_and_begins_on_a_front_page(fit: str) -> None:
    several = letters(fit=fit)
    alone = [texts(draw(one)) for one in several]

    stacked = texts(draw_stack(several))

    assert all(name in stacked[0] for name in ("温馨提示单发放登记表", *FIRMS))
    assert stacked[1] == ""
    at = 2
    for pages in alone:
        assert at % 2 == 0
        assert stacked[at : at + len(pages)] == pages
        at += len(pages) + len(pages) % 2
    assert at == len(stacked)


def test_every_page_looks_as_in_the_letters_own_file() -> None:
    several = letters()
    own = pypdfium2.PdfDocument(draw(several[-1]))
    stack = pypdfium2.PdfDocument(draw_stack(several))

    mine = own[0].render(scale=1).to_pil().tobytes()
    there = stack[len(stack) - len(own)].render(scale=1).to_pil().tobytes()

    assert mine == there


def test_the_same_letters_give_the_same_bytes_and_share_their_fonts() -> None:
    several = letters()

    pdf = draw_stack(several)

    assert pdf == draw_stack(several)
    assert len(pdf) < 2 * len(draw(several[0])) + 20_000 * len(several)
    assert page_count(pdf) % 2 == 0


def test_nothing_is_no_file() -> None:
    with pytest.raises(ValueError, match="no letters"):
        draw_stack([])

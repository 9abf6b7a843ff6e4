"""自查: the form as questions an enterprise asks itself. Nothing about it is kept, sent or seen by anybody.

It is no evidence and no record: ticks stay in the browser, which is told nothing to send.
"""

from dataclasses import dataclass

from handlers.desk import Desk
from handlers.self_service import public_text


@dataclass(frozen=True, slots=True)
class Question:
    """One line: the problem in a few words, the form's wording, what to do about it."""

    label: str
    wording: str
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One section."""

    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class SelfCheckPage:
    """The whole page."""

    issuer: str
    count: int
    parts: tuple[Part, ...]


def self_check_page(desk: Desk) -> SelfCheckPage:
    """The campaign's form for an enterprise: labels, wording, duties, and advice that is not withheld."""
    form = desk.house.checklist
    parts = tuple(
        Part(
            section.name,
            tuple(
                Question(item.label, item.text, tuple(public_text(item, None, desk).split("\n")))
                for item in section.items
            ),
        )
        for section in form.sections
    )
    count = sum(len(part.questions) for part in parts)
    return SelfCheckPage(desk.house.bureau.issuer.name, count, parts)

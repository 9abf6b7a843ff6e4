"""Commands about one visit: filed, released, ruled on, and what surrounds it."""

from dataclasses import dataclass

from handlers.commands.draft import VisitDraft


@dataclass(frozen=True, slots=True)
class FilePhotos:
    """Photos that belonged nowhere yet are put to one item, '' leaves them on file as they are."""

    item: str


@dataclass(frozen=True, slots=True)
class PlacePhotos:
    """Each photo that belonged nowhere yet, in the order they came, to an item of its own; '' leaves it."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawPreviews:
    """Draw the letters of a draft, marked 预览, without a number, for the inspector alone."""

    draft: VisitDraft


@dataclass(frozen=True, slots=True)
class FileVisit:
    """The inspector says 出单."""

    draft: VisitDraft


@dataclass(frozen=True, slots=True)
class ReleaseVisit:
    """The second officer's word on a filed visit."""

    visit: int
    agreed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RuleOnVisit:
    """The leader's word where the gate is not clear. ruling: notice | transfer | back."""

    visit: int
    ruling: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecideSuspicion:
    """The permit office's word on what is only 疑似. `said` is (item, true | false | more, why) of each."""

    visit: int
    said: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ReleaseAdvice:
    """The leader's word on advice that waits for the evidence (`fix_hold`)."""

    visit: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class MarkEntered:
    """The visit was entered into the national permit platform (条例25)."""

    visit: int
    entered: bool


@dataclass(frozen=True, slots=True)
class AskExperts:
    """把脉会诊 about an open inspection (`sheet`) or a visit on file (`visit`); the other is '' or 0."""

    sheet: str
    visit: int
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class GiveOpinion:
    """An expert's words on a request (the id of its evidence row)."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class GiveComments:
    """An expert's comments, (item or '', its number or 0, words) each, on an open inspection or a visit."""

    sheet: str
    visit: int
    firm: str
    said: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class ReportLost:
    """An officer found the firm closed or gone; a leader is to decide. `word` is 关闭 or 失联."""

    enterprise: int
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConfirmLost:
    """The leader's word on 关闭/失联, with his reason."""

    enterprise: int
    agreed: bool
    reason: str

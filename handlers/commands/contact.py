"""Commands about contacts: who is bound, what they send and ask, what reached them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VouchForContact:
    """The inspector's word on who asked to be bound."""

    contact: int
    is_he: bool


@dataclass(frozen=True, slots=True)
class PartWith:
    """A contact is taken off, or leaves."""

    contact: int
    because: str


@dataclass(frozen=True, slots=True)
class LinkContact:
    """A contact's account in a linked corp (CorpId/userid), '' for none."""

    contact: int
    account: str


@dataclass(frozen=True, slots=True)
class SubmitFix:
    """A contact shows that one hazard is gone. The photos are the sheet's."""

    hazard: int
    text: str


@dataclass(frozen=True, slots=True)
class AnswerInquiry:
    """The answer to an objection or a question of a contact."""

    inquiry: int
    text: str


@dataclass(frozen=True, slots=True)
class DecideExtension:
    """The leader's word on a request for more time. `days` count from the old due date."""

    extension: int
    agreed: bool
    days: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SettleDelivery:
    """What is done about a letter that did not arrive. how: called | printed | mailed | again."""

    delivery: int
    how: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOnPaper:
    """The letters of a visit were received on paper. `how` is rules.receipts.How, `on` ISO. Photos and films
    are the sheet's; `partner` is the colleague who was along at a 留置."""

    visit: int
    how: str
    on: str
    name: str
    post: str
    sealed: bool = False
    mail: str = ""
    reason: str = ""
    witnesses: str = ""
    partner: str = ""


@dataclass(frozen=True, slots=True)
class AddLatePhoto:
    """The sheet's photos and films belong to what was recorded of paper before; `sent` False: none comes."""

    handover: int
    sent: bool


@dataclass(frozen=True, slots=True)
class RuleOnLeft:
    """The leader's word on 拒签留置."""

    handover: int
    agreed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AskOfficer:
    """A contact's question that the texts did not answer."""

    text: str


@dataclass(frozen=True, slots=True)
class RateVisit:
    """评价: 5 best, 1 worst."""

    visit: int
    score: int
    text: str = ""

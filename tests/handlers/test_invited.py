"""同意 after scanning: the same as 是我本人 on the page, and nothing where it could mean two things."""

from dataclasses import replace

from bot.deeds import Deed, Joined, Person, Said
from handlers.books import Books
from handlers.deliver import invite
from models.tables.people import Consent, Contact
from tests.factories import LIN, LINBEN
from tests.house import BUREAU, AHouse

WHO = Person("wechat", LINBEN)


def code(house: AHouse, enterprise: int = 1) -> str:
    with house.at_desk(LIN) as desk:
        return invite(enterprise, LIN, desk).id


def does(house: AHouse, deed: Deed) -> str:
    with house.store.write() as work:
        return house.table.welcome(deed, WHO, Books(work)).say


def test_what_he_agreed_to_is_kept_whole_and_an_officer_still_has_to_know_him(sqlite_house: AHouse) -> None:
    offered = does(sqlite_house, Joined(code(sqlite_house)))
    assert BUREAU.pages.consent_text in offered
    assert "林犇" not in offered

    assert "是他" in does(sqlite_house, Said("同意"))
    (contact,) = sqlite_house.rows(Contact)
    (consent,) = sqlite_house.rows(Consent)
    assert (contact.name, contact.state, contact.vouched_by) == ("林犇", "pending", "")
    assert (consent.text, consent.device) == (BUREAU.pages.consent_text, "微信回复")


def test_with_the_codes_of_two_firms_it_means_neither(sqlite_house: AHouse) -> None:
    for enterprise in (1, 2):
        does(sqlite_house, Joined(code(sqlite_house, enterprise)))

    assert "请点链接" in does(sqlite_house, Said("同意"))
    assert sqlite_house.rows(Contact) == []


def test_a_code_that_is_over_is_agreed_to_by_nobody(sqlite_house: AHouse) -> None:
    does(sqlite_house, Joined(code(sqlite_house)))
    sqlite_house.clock.forward(hours=BUREAU.pages.invitation_hours + 1)

    assert "请扫" in does(sqlite_house, Said("同意"))
    assert sqlite_house.rows(Contact) == []


def test_a_text_too_long_for_a_chat_is_agreed_to_on_the_page(sqlite_house: AHouse) -> None:
    pages = BUREAU.pages.model_copy(update={"consent_text": "同意" * 400})
    house = sqlite_house.another()
    house.rules = replace(house.rules, bureau=BUREAU.model_copy(update={"pages": pages}))

    assert "回“同意”" not in does(house, Joined(code(house)))
    does(house, Said("同意"))
    assert house.rows(Contact) == []

"""One case played on the phones in a real browser, from the first word to the table that counts it."""

from tests.browser.case import Case


def test_the_case_is_closed_and_counted_by_clicking_alone(case: Case) -> None:
    case.reach("table")

    assert case.seen["table pages"] >= 1

"""Who may do what on a page: every route that writes has a row, role by role, or the test fails.

The page's own token is left out here (it is asked for in test_pages_reached), so that the rows show what each
person may do. A form that is let through is empty: 422 asks for what is missing.
"""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.edges.front import LOCAL, SAFE, Front
from tests.edges.test_pages_reached import GONE, LOGIN, ROLES, only

DONE, SEEN, ASKED, UNSIGNED = 303, 204, 422, 403

WRITTEN: dict[str, dict[str, int]] = {
    # A platform's callback is known by its signature, never by a session; without one it is refused.
    "POST /wecom/callback": dict.fromkeys(ROLES, 400),
    "POST /wechat/callback": dict.fromkeys(ROLES, UNSIGNED),
    "POST /n/<token>/opened": only("contact", SEEN, 403),
    "POST /n/<token>/seen/<int(max=2147483647):paper>-<int(max=99):number>": only("contact", SEEN, 403),
    "POST /n/<token>/sign": only("contact", DONE, LOGIN),
    "POST /n/<token>/fix/<int(max=2147483647):hazard>": only("contact", ASKED, LOGIN),
    "POST /n/<token>/refuse": only("contact", ASKED, LOGIN),
    "POST /n/<token>/object": only("contact", ASKED, LOGIN),
    "POST /n/<token>/extend": only("contact", ASKED, LOGIN),
    "POST /n/<token>/delegate": only("contact", ASKED, LOGIN),
    "POST /n/<token>/seal": only("contact", ASKED, LOGIN),
    # The token is one of a notice: for a binding, a posted code or an archive there is no such address.
    "POST /b/<token>": dict.fromkeys(ROLES, GONE),
    "POST /e/<token>": dict.fromkeys(ROLES, GONE),
    "POST /staff/archive/<token>": dict.fromkeys(ROLES, GONE),
    # Anybody may ask about a letter; an empty question is asked back.
    "POST /v/": dict.fromkeys(ROLES, ASKED),
    # Any officer, by a login of its own.
    "POST /staff/online": dict.fromkeys(ROLES, LOGIN),
    "POST /staff/<token>/sign": only("officer", ASKED, LOGIN),
}
HARMLESS = {GONE, UNSIGNED, LOGIN, ASKED, 400}


@pytest.fixture
def untokened(front: Front) -> Iterator[Front]:
    """The house without the page's own token, only for what is asked here."""
    config = front.app.flask.config
    config["WTF_CSRF_ENABLED"] = False
    yield front
    config["WTF_CSRF_ENABLED"] = True


def written(front: Front) -> list[tuple[str, str, str]]:
    """(row, method, address) of every route that writes."""
    split = [(name, name.split(" ")[0], front.path(rule)) for name, rule in front.rules()]
    return [each for each in split if each[1] not in SAFE]


def status(browser: FlaskClient, method: str, path: str) -> int:
    """What an empty form is answered with."""
    with browser.open(path, method=method, base_url=LOCAL, data={}) as answer:
        return answer.status_code


def test_every_route_that_writes_has_a_row(front: Front) -> None:
    assert {name for name, _, _ in written(front)} == set(WRITTEN)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "contact"])
def test_who_may_not_is_refused_and_nothing_changes(untokened: Front, role: str) -> None:
    browser = untokened.browser(ROLES[role])

    with untokened.unchanged():
        got = {name: status(browser, method, path) for name, method, path in written(untokened)}

    assert got == {name: row[role] for name, row in WRITTEN.items()}
    assert set(got.values()) <= HARMLESS


def test_the_contact_may_act_on_his_own_notice(untokened: Front) -> None:
    browser = untokened.browser(ROLES["contact"])

    got = {name: status(browser, method, path) for name, method, path in written(untokened)}

    assert got == {name: row["contact"] for name, row in WRITTEN.items()}

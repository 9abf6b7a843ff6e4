"""Who may reach which address: every route of the application has a row here, or the test fails.

A stranger learns nothing: an address of somebody else looks like one that is not there.
"""

import pytest
from flask.testing import FlaskClient

from tests.edges.front import FORMER_CONTACT, LOCAL, OTHER_CONTACT, SAFE, Front
from tests.factories import LIN, LINBEN, ZHAO

ROLES = {
    "stranger": "", "contact": LINBEN, "other contact": OTHER_CONTACT, "former contact": FORMER_CONTACT,
    "officer": LIN, "other district": ZHAO,
}  # fmt: skip
LOGIN, GONE, OK = 303, 404, 200
PUBLIC = dict.fromkeys(ROLES, OK)


def only(who: str, status: int, stranger: int) -> dict[str, int]:
    """One role gets through; a stranger is asked who he is, or refused; for all others it is not there."""
    return {role: status if role == who else stranger if role == "stranger" else GONE for role in ROLES}


REACHED: dict[str, dict[str, int]] = {
    "GET /healthz": PUBLIC,
    "GET /readyz": PUBLIC,
    "GET /metrics": PUBLIC,
    "GET /agenda": PUBLIC,
    "GET /self-check": PUBLIC,
    "GET /static/<path:filename>": PUBLIC,
    # A platform's check of the address without a signature.
    "GET /wecom/callback": dict.fromkeys(ROLES, 403),
    "GET /wechat/callback": dict.fromkeys(ROLES, 403),
    # Nobody began a login here.
    "GET /oauth/<platform>": dict.fromkeys(ROLES, 400),
    # The token is one of a notice: for a binding there is no such address.
    "GET /b/<token>": dict.fromkeys(ROLES, GONE),
    # Anybody may ask about a letter; nobody has one with this code.
    "GET /v/": PUBLIC,
    "GET /v/<code>": dict.fromkeys(ROLES, GONE),
    "GET /e/<token>": dict.fromkeys(ROLES, GONE),
    "GET /n/<token>": only("contact", OK, LOGIN),
    "GET /n/<token>/delegate/<invitation>": only("contact", GONE, LOGIN),
    "GET /n/<token>/paper/<int(max=2147483647):paper>-<int:number>.png": only("contact", OK, 403),
    "GET /n/<token>/paper/<int(max=2147483647):paper>.ofd": only("contact", GONE, 403),
    "GET /n/<token>/paper/<int(max=2147483647):paper>.pdf": only("contact", OK, 403),
    "GET /n/<token>/photo/<int(max=2147483647):photo>.jpg": only("contact", GONE, 403),
    "GET /n/<token>/seal/<int(max=2147483647):slip>.jpg": only("contact", GONE, 403),
    # Any officer, by a login of its own.
    "GET /staff/online": dict.fromkeys(ROLES, LOGIN),
    "GET /staff/register": dict.fromkeys(ROLES, LOGIN),
    "GET /staff/register.xlsx": dict.fromkeys(ROLES, LOGIN),
    # The token is one of a visit: for a file there is no such address.
    "GET /staff/archive/<token>": dict.fromkeys(ROLES, GONE),
    "GET /staff/reminders": dict.fromkeys(ROLES, LOGIN),
    "GET /staff/reminders/<int(max=2147483647):file>.pdf": dict.fromkeys(ROLES, LOGIN),
    "GET /staff/<token>": only("officer", OK, LOGIN),
    "GET /staff/<token>/paper/<int(max=2147483647):paper>.pdf": only("officer", OK, 403),
    "GET /staff/<token>/sign": only("officer", OK, LOGIN),
    "GET /staff/<token>/page/<int(max=2147483647):paper>-<int:number>.png": only("officer", OK, 403),
    "GET /staff/<token>/photo/<int(max=2147483647):photo>.jpg": only("officer", GONE, 403),
}


def status(browser: FlaskClient, path: str) -> int:
    """What reading an address is answered with."""
    with browser.get(path, base_url=LOCAL) as answer:
        return answer.status_code


def test_every_route_that_is_read_has_a_row(front: Front) -> None:
    assert {name for name, _ in front.rules() if name.startswith("GET ")} == set(REACHED)


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_reach_it(front: Front, role: str) -> None:
    """Nor does reading change anything, however often, whoever reads."""
    browser = front.browser(ROLES[role])
    with front.unchanged():
        for _ in range(2):
            got = {
                name: status(browser, front.path(rule))
                for name, rule in front.rules()
                if name.startswith("GET ")
            }
            assert got == {name: row[role] for name, row in REACHED.items()}


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_taken_without_the_pages_own_token(front: Front, role: str) -> None:
    """A form sent from another site carries no token: refused, whoever's browser it was sent from."""
    browser = front.browser(ROLES[role])
    with front.unchanged():
        for name, rule in front.rules():
            method, _, path = name.partition(" ")
            if method in SAFE or path.endswith("/callback"):
                continue
            answer = browser.open(front.path(rule), method=method, base_url=LOCAL, data={"text": "改好了"})
            assert answer.status_code == 403, name


PROBES = (
    "/", "/admin", "/.git/config", "/.env", "/wp-login.php", "/console", "/debug", "/server-status",
    "/static/../app.py", "/static/%2e%2e/%2e%2e/etc/passwd", "/n", "/n/", "/n/x", "/n/../../etc/passwd",
    "/n/" + "A" * 35, "/n/" + "A" * 5000, "/n/%00", "/n/%FF%FE", "/b/", "/b/" + "A" * 35, "/v/none",
    "/staff/", "/staff/" + "A" * 35, "/oauth/facebook", "/wecom", "/wecom/callback/", "/wechat/callback/x",
    "/metrics/", "/healthz/x", "/api", "/api/v1/users", "/graphql", "/actuator/env", "/robots.txt",
    "/n/x/paper/1.pdf", "/n/x/paper/99999999999999999999.pdf", "/n/x/photo/-1.jpg", "//evil.test/n/x",
)  # fmt: skip


@pytest.mark.parametrize("path", PROBES)
def test_what_is_not_there_is_not_there(front: Front, path: str) -> None:
    answer = front.browser(LINBEN).get(path, base_url=LOCAL)
    assert answer.status_code in (404, 308), path
    assert "Traceback" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "POST"])
def test_a_method_nobody_offers_is_refused(front: Front, method: str) -> None:
    for path in ("/healthz", "/metrics", front.case.notice, front.case.staff, "/oauth/wechat"):
        answer = front.browser(LINBEN).open(path, method=method, base_url=LOCAL)
        assert answer.status_code in (403, 405), (method, path)


def test_health_says_nothing_but_health(front: Front) -> None:
    browser = front.browser()
    assert browser.get("/healthz", base_url=LOCAL).get_data() == b"ok\n"
    assert browser.get("/readyz", base_url=LOCAL).get_data() == b"ok\n"
    told = browser.get("/metrics", base_url=LOCAL).get_data(as_text=True)
    assert "chayici_outbox_oldest_seconds" in told
    assert "永嘉堃" not in told
    assert "linyifan" not in told

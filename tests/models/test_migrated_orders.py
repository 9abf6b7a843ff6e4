"""A bureau that is running is brought up to date: what waited to be made still is made, and nothing twice."""

from alembic import command
from sqlalchemy import text

from handlers.copies import CERTIFICATE
from models import migrations
from models.engine import open_engine
from models.tables.letters import PaperRow
from models.tables.schedule import PaperOrder
from tests.factories import a_contact
from tests.house import AHouse

A_COPY = """
INSERT INTO paper (kind, notice_id, visit_id, copy, preview, name, facts, facts_sha, file_sha, pages,
  signature, made_at)
SELECT kind, notice_id, visit_id, '签收', preview, name, '{}', 'x', :file, 0, '', made_at
FROM paper WHERE notice_id = :notice AND copy = '送达'
"""


def url_of(house: AHouse) -> str:
    return house.engine.url.render_as_string(hide_password=False)


def received_before(house: AHouse) -> str:
    """Two receipts as they stood before there were orders: one certificate and one signed copy made."""
    house.add(a_contact(1))
    house.sign(house.issue())
    house.certifier.drain()
    with house.store.write() as work:
        work.session.execute(text("DELETE FROM paper WHERE copy = '回执' AND notice_id = 2"))
        work.session.execute(text(A_COPY), {"file": "", "notice": 1})
        work.session.execute(text(A_COPY), {"file": "made", "notice": 2})
    url = url_of(house)
    house.engine.dispose()
    command.stamp(migrations._config(url), "head")
    command.downgrade(migrations._config(url), "0016")
    return url


def test_what_waited_is_ordered_and_what_was_made_is_not(house: AHouse) -> None:
    url = received_before(house)
    migrations.upgrade(url)
    engine = open_engine(url)
    again = house.another(engine)
    orders = {(row.sort, row.notice_id, row.due_at is not None) for row in again.rows(PaperOrder)}

    assert orders == {("copy", 1, True), ("certificate", 2, True)}
    assert [row.file_sha for row in again.rows(PaperRow, PaperRow.copy == "签收")] == ["made"]
    assert again.certifier.drain() == 1
    assert {row.notice_id for row in again.rows(PaperRow, PaperRow.copy == CERTIFICATE)} == {1, 2}
    engine.dispose()

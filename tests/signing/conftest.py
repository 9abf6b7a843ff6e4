"""A trial key for the session, and houses whose letters are drawn and signed as in real life."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.wire.timestamps import HttpTimestamps
from config.signing_key import SigningKey, open_key
from deploy.signing_desk import SigningDesk
from deploy.trial_key import make_trial
from handlers.papers import Papers, Press
from jobs.copying import copying
from models.engine import open_engine
from models.tables.letters import PaperRow
from notices.pages import page_count
from notices.paper import default_book, draw
from notices.signing.letters import LetterPress
from notices.signing.signer import LetterSigner
from tests.clock import AClock
from tests.conftest import furnished
from tests.factories import a_contact
from tests.house import AHouse

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    """A trial key of 温州市生态环境局乐清分局."""
    return open_key(*make_trial(tmp_path_factory.mktemp("key"), "温州市生态环境局乐清分局", NOW), NOW)


def none(key: str) -> bytes:
    """There are no photos here."""
    raise LookupError(key)


@pytest.fixture(scope="session")
def press(key: SigningKey) -> LetterPress:
    """Signs with the trial key."""
    return LetterPress(LetterSigner(key.private, key.certificate, key.chain), default_book(), none)


def with_real_letters(house: AHouse, key: SigningKey | None, stamps: HttpTimestamps | None = None) -> AHouse:
    """The house draws real PDFs, and signs them where it has a key."""
    signing = SigningDesk(key, stamps, default_book(), house.files.get) if key else None
    printed = Press(
        lambda facts, preview: draw(facts, preview=preview, pictures=house.files.get),
        page_count,
        lambda facts: b"xlsx",
        lambda facts: b"pdf",
        signing,
    )
    house.rules = replace(house.rules, signs=key is not None)
    house.papers = Papers(house.store, house.files, printed, lambda token: "https://weixin.test/q")
    return house


@pytest.fixture
def signed_house(sqlite_house: AHouse, key: SigningKey) -> AHouse:
    """A furnished house that signs."""
    return with_real_letters(sqlite_house, key)


@pytest.fixture(scope="module")
def shown_house(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, key: SigningKey
) -> Iterator[AHouse]:
    """A house with one visit issued, signed for, all its files made; to be looked at, not to be changed."""
    folder = tmp_path_factory.mktemp("shown")
    shutil.copy(sqlite_template, folder / "house.db")
    engine = open_engine(f"sqlite:///{folder / 'house.db'}")
    house = with_real_letters(furnished(engine, AClock(), folder), key)
    house.add(a_contact(1))
    visit = house.issue()
    for paper in house.rows(PaperRow):
        house.papers.letter(paper.id)
    house.sign(visit)
    copying(house.store, house.papers, house.desk, house.log).drain()
    yield house
    engine.dispose()


@pytest.fixture
def unsigned_house(sqlite_house: AHouse) -> AHouse:
    """A furnished house without a key."""
    return with_real_letters(sqlite_house, None)

"""One front for all tests of a module: what it is asked must change nothing."""

from collections.abc import Iterator

import pytest

from tests.edges.front import Front


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """The whole web process with a case behind it."""
    front = Front(tmp_path_factory.mktemp("front"))
    yield front
    front.app.engine.dispose()

"""What the tests of the law share: the real calendar, and Hypothesis without a stopwatch."""

from pathlib import Path

import pytest
from hypothesis import settings

from config.calendar import load_calendar
from rules.workdays import WorkCalendar

ROOT = Path(__file__).parents[2]

# Several suites share two cores: a slow example says nothing about the law.
settings.register_profile("law", deadline=None, max_examples=200)
settings.load_profile("law")


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """The years on file."""
    return load_calendar(ROOT / "config" / "holidays")


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of the shared test vectors."""
    return ROOT / "tests" / "vectors"

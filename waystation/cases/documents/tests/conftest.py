"""Each test keeps its files to itself, and reads the sentences of the source."""

import pytest

from waystation.cases.tests.making import make_case
from waystation.cases.tests.reading import in_english  # noqa: F401  a fixture that every test here uses


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return settings.FILES


@pytest.fixture
def case(organisation):
    return make_case(organisation)

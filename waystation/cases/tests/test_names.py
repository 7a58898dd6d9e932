"""Names are opened explicitly."""

import pytest

from waystation.cases.names import open_name
from waystation.cases.tests.making import make_person
from waystation.core.sealing.staff import keyring


@pytest.mark.django_db
def test_a_name_is_opened_whole(organisation):
    assert open_name(make_person(organisation, "Елена"), keyring()) == "Елена Измислена"

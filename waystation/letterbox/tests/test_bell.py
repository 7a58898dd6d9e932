"""The bell wakes a listening worker, and never hinders whoever rings."""

import pytest
from django.db import transaction

from waystation.letterbox import actions, bell


@pytest.fixture
def listening(settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / settings.DOOR).mkdir()
    with bell.Bell() as listener:
        yield listener


@pytest.mark.no_database
def test_ringing_wakes_at_once(listening):
    bell.ring()
    assert listening.wait(5) is True
    assert listening.wait(0) is False


@pytest.mark.no_database
def test_ringing_a_hundred_thousand_times_never_blocks(listening):
    for _ in range(100_000):
        bell.ring()
    assert listening.wait(0) is True


@pytest.mark.no_database
def test_ringing_where_nobody_listens_does_nothing(settings, tmp_path):
    settings.HOME = tmp_path
    bell.ring()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_a_posted_letter_rings_when_it_is_really_there(listening):
    with transaction.atomic():
        actions.post("release", "words")
        assert listening.wait(0) is False
    assert listening.wait(5) is True

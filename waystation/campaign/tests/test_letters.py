"""Releases that arrive at the public door."""

import json
from uuid import uuid4

import pytest

from waystation.campaign.access import newest_shown
from waystation.campaign.letters import HANDLERS
from waystation.campaign.models import ShownRelease
from waystation.campaign.tests.releases import make_text
from waystation.core.errors import ActionRefused
from waystation.letterbox.models import Letter

pytestmark = pytest.mark.django_db


def test_a_release_is_shown_and_a_receipt_goes_back():
    letter_id = uuid4()
    HANDLERS["release"](make_text(edition=2), letter_id)
    assert newest_shown("helpline").edition == 2
    assert json.loads(Letter.objects.get(kind="receipt").body)["letter_id"] == str(letter_id)


def test_the_same_letter_twice_changes_nothing():
    letter_id = uuid4()
    for _ in range(2):
        HANDLERS["release"](make_text(), letter_id)
    assert ShownRelease.objects.count() == Letter.objects.filter(kind="receipt").count() == 1


def test_the_same_release_with_another_text_is_refused():
    HANDLERS["release"](make_text(contacts=300), uuid4())
    with pytest.raises(ActionRefused, match="already shown with another text"):
        HANDLERS["release"](make_text(contacts=301), uuid4())


def test_a_text_that_is_no_release_is_refused():
    with pytest.raises(ActionRefused):
        HANDLERS["release"]("{}", uuid4())


def test_editions_may_arrive_in_any_order():
    for edition in (3, 1, 2):
        HANDLERS["release"](make_text(edition=edition), uuid4())
    assert newest_shown("helpline").edition == 3


def test_a_withdrawn_release_gives_way_to_the_one_before():
    for edition in (1, 2):
        HANDLERS["release"](make_text(edition=edition), uuid4())
    release_id = ShownRelease.objects.get(edition=2).release_id
    HANDLERS["release.withdrawn"](json.dumps({"release_id": release_id, "why": "One number was wrong."}), uuid4())
    assert newest_shown("helpline").edition == 1

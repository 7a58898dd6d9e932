"""The letters page: who may see it, and what it shows."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from waystation.core.discovery import modules
from waystation.letterbox import actions
from waystation.letterbox.models import Letter
from waystation.letterbox.views import kind_in_words

ROOM = Path(__file__).parents[1]

pytestmark = pytest.mark.django_db


@pytest.fixture
def stuck_letter():
    letter = actions.post("release", "the words of the release")
    for _ in range(3):
        letter = actions.postpone(letter, "The public door answered 500: see its log.")
    return letter


def test_the_operator_sees_states_and_no_contents(client, operator, stuck_letter):
    client.force_login(operator)
    page = client.get(reverse("letterbox:letters")).content.decode()
    assert "The public door answered 500" in page
    assert "the words of the release" not in page


@pytest.mark.parametrize("language", ["mk", "sq", "en"])
def test_every_kind_that_a_room_writes_or_reads_has_words(language):
    kinds = {kind for module in modules("letters") for kind in module.HANDLERS} | _posted()
    with translation.override(language):
        said = {kind: kind_in_words(kind) for kind in kinds}
    assert {"release", "release.withdrawn", "receipt"} <= kinds
    assert [kind for kind, words in said.items() if words == kind] == []
    assert kind_in_words("riddle") == "riddle"


def _posted():
    """Return the kinds that the source posts."""
    sources = [path.read_text("utf-8") for path in ROOM.parent.rglob("*.py") if "tests" not in path.parts]
    return {kind for text in sources for kind in re.findall(r'\.post\("([a-z.]+)"', text)}


def test_the_page_says_kinds_in_words(client, operator, stuck_letter):
    client.force_login(operator)
    page = client.get(reverse("letterbox:letters"), headers={"accept-language": "en"}).content.decode()
    assert page.count("A release to publish") == 2


def test_an_empty_letterbox_says_so(client, operator):
    client.force_login(operator)
    assert client.get(reverse("letterbox:letters")).status_code == 200


@pytest.mark.parametrize("persona", ["caseworker", "reader", "coordinator", "outsider"])
def test_others_may_not_see_letters(client, request, persona, stuck_letter):
    client.force_login(request.getfixturevalue(persona))
    assert client.get(reverse("letterbox:letters")).status_code == 403
    assert client.post(reverse("letterbox:retry", args=[stuck_letter.letter_id])).status_code == 403


def test_the_operator_lets_a_letter_be_tried_again(client, operator, stuck_letter):
    client.force_login(operator)
    client.post(reverse("letterbox:retry", args=[stuck_letter.letter_id]))
    assert Letter.objects.get(pk=stuck_letter.pk).attempts == 0


def test_retrying_what_has_arrived_is_refused_in_words(client, operator, stuck_letter):
    actions.mark_arrived(stuck_letter, "done")
    client.force_login(operator)
    page = client.post(reverse("letterbox:retry", args=[stuck_letter.letter_id]), follow=True)
    assert page.status_code == 200
    assert [str(message) for message in page.context["messages"]] == [
        "This letter has arrived and was acted on: nothing is left to try."
    ]


def test_stuck_letters_wait_on_the_home_page(operator, stuck_letter):
    from waystation.letterbox.signposts import waiting

    assert [found.count for found in waiting(operator)] == [1]

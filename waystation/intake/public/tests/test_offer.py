"""The check of a job offer: each sign named, nothing stored, the same with and without scripts."""

import pytest

from waystation.cases.tests.reading import in_english  # noqa: F401  a fixture that every test here uses
from waystation.intake.public.offer import QUESTIONS, weigh
from waystation.letterbox.models import Letter

pytestmark = pytest.mark.django_db
CALM = {each.code: "no" if each.warns == "yes" else "yes" for each in QUESTIONS}


def other(*codes):
    return {**CALM, **{each.code: each.warns for each in QUESTIONS if each.code in codes}}


@pytest.mark.parametrize(
    ("answers", "level", "signs"),
    [
        (CALM, "calm", 0),
        (other("papers"), "stop", 1),
        (other("pay"), "ask", 1),
        (other("pay", "hurry", "place"), "stop", 3),
        ({**CALM, "visa": "unsure"}, "ask", 0),
        ({}, "ask", 0),
        ({"pay": "perhaps"}, "ask", 0),
    ],
)
def test_what_the_answers_mean(answers, level, signs):
    weighed = weigh(answers)
    assert (weighed.level, len(weighed.signs)) == (level, signs)


def test_there_are_ten_questions():
    assert len(QUESTIONS) == len({each.code for each in QUESTIONS}) == 10


def test_without_scripts_the_page_names_the_sign_and_stores_nothing(public_door, client):
    page = client.post("/en/offer/", other("fee"))
    text = page.content.decode()
    assert '<li data-sign="fee">' in text
    assert '<li data-sign="pay" hidden>' in text
    assert '<h2 data-level="stop">' in text
    assert not page.cookies
    assert not Letter.objects.exists()

"""A new house is set up in the browser by two people, and is open only when two sheets were typed back."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from waystation.config.set_up import state
from waystation.core.keys.access import unlock
from waystation.core.keys.models import RecoveryCopy, Vault
from waystation.core.models import Organisation, User
from waystation.core.recovery.keys import identity
from waystation.core.recovery.models import RecoveryKey
from waystation.core.recovery.shares import combine
from waystation.core.sealing.vaults import CASE_TEAM, VAULTS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("locked_vaults")]
PASSWORD = "a long test password"


@pytest.fixture(autouse=True)
def new_house(settings, tmp_path):
    settings.HOME, settings.LANGUAGE_CODE = tmp_path, "en"
    (tmp_path / "staff").mkdir()
    state.begin()
    with translation.override("en"):
        yield


def answers(**changed):
    person = {"display_name": "Ana (invented)", "password": PASSWORD, "again": PASSWORD}
    given = {f"{which}_{name}": text for which in ("first", "second") for name, text in person.items()}
    given |= {"first_sign_in_name": "ana", "second_sign_in_name": "boris", "second_role": "caseworker"}
    return {**given, "code": state.path().read_text(), "organisation": "Open Door (invented)", **changed}


def sheets(response):
    words = re.findall(r'<li class="sheet__word">(\w+)</li>', response.content.decode())
    return [" ".join(words[start : start + 20]) for start in (0, 20, 40)]


@pytest.fixture
def founded(client):
    return sheets(client.post(reverse("set_up:begin"), answers()))


def test_every_page_leads_to_the_ceremony_until_it_is_finished(client):
    for name in ("core:home", "core:sign_in", "cases:people"):
        assert client.get(reverse(name)).headers["Location"] == reverse("set_up:begin")


def test_two_people_found_the_house_and_open_it_with_two_sheets(client, founded):
    response = client.post(reverse("set_up:type_back"), {"first": founded[0], "second": founded[2]})
    assert response.headers["Location"] == reverse("core:sign_in")
    assert not state.is_due()
    assert client.get(reverse("set_up:begin")).status_code == 404
    assert client.get(reverse("core:sign_in")).status_code == 200
    assert RecoveryKey.objects.finished().count() == 1


def test_the_first_person_holds_every_key_and_the_second_those_of_the_role(founded):
    ana, boris = (User.objects.get(sign_in_name=name) for name in ("ana", "boris"))
    assert set(unlock(ana, PASSWORD).vaults()) == set(VAULTS)
    assert unlock(boris, PASSWORD).holds(CASE_TEAM)


def test_two_sheets_open_every_vault(founded):
    from pyrage import decrypt

    private = identity(combine([founded[1], founded[2]]))
    copies = RecoveryCopy.objects.select_related("vault")
    assert {copy.vault.name for copy in copies} == set(VAULTS)
    assert all(len(decrypt(bytes(copy.sealed), [private])) == 64 for copy in copies)


def test_the_house_stays_shut_with_one_sheet_twice(client, founded):
    page = client.post(reverse("set_up:type_back"), {"first": founded[0], "second": founded[0]})
    assert "typed twice" in page.content.decode()
    assert state.is_due()


def test_lost_sheets_are_made_again_by_somebody_with_a_password(client, founded):
    wrong = client.post(reverse("set_up:sheets_again"), {"name": "ana", "password": "another"})
    assert "do not belong together" in wrong.content.decode()
    again = sheets(client.post(reverse("set_up:sheets_again"), {"name": "ana", "password": PASSWORD}))
    old = client.post(reverse("set_up:type_back"), {"first": founded[0], "second": founded[1]})
    assert "another key" in old.content.decode()
    client.post(reverse("set_up:type_back"), {"first": again[0], "second": again[1]})
    assert not state.is_due()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "AAAA-BBBB-CCCC-DDDD"}, "another code"),
        ({"second_sign_in_name": "ANA"}, "Choose another"),
        ({"first_again": "something else"}, "not the same"),
        ({"second_password": "short", "second_again": "short"}, "12"),
        ({"organisation": ""}, "name of the organisation"),
    ],
)
def test_a_wrong_answer_founds_nothing_and_says_why(client, changed, words):
    page = client.post(reverse("set_up:begin"), answers(**changed)).content.decode()
    assert words in page
    assert not User.objects.exists()
    assert not Organisation.objects.exists()
    assert not Vault.objects.exists()


def test_what_was_typed_stays_but_for_passwords(client):
    page = client.post(reverse("set_up:begin"), answers(code="wrong")).content.decode()
    assert "Open Door (invented)" in page
    assert PASSWORD not in page


def test_a_second_founding_is_led_to_the_sheets(client, founded):
    assert client.post(reverse("set_up:begin"), answers()).headers["Location"] == reverse("set_up:type_back")
    assert Organisation.objects.count() == 1


def test_the_code_may_be_typed_in_any_way():
    code = state.path().read_text()
    assert state.fits(code.lower().replace("-", " "))
    assert not state.fits("")


def test_no_code_is_made_where_somebody_works(organisation, caseworker):
    state.end()
    state.begin()
    assert not state.is_due()


def test_no_code_is_made_for_a_demonstration(monkeypatch):
    state.end()
    monkeypatch.setenv(state.DEMONSTRATION, "yes")
    state.begin()
    assert not state.is_due()

"""Keys are given and renewed on a page, by those who hold them; everybody else sees who holds what."""

import pytest
from django.urls import reverse
from django.utils import translation

from waystation.cases.models import Person
from waystation.core.keys import access, actions
from waystation.core.keys.models import StaffKeys, Vault
from waystation.core.models import User
from waystation.core.recovery import actions as recovery
from waystation.core.recovery.keys import identity
from waystation.core.recovery.shares import combine
from waystation.core.sealing.records import open_text, seal_text
from waystation.core.sealing.vaults import CASE_TEAM

PASSWORD = "a long test password"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("locked_vaults")]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.LANGUAGE_CODE = tmp_path, "en"
    with translation.override("en"):
        yield


@pytest.fixture
def house(caseworker, coordinator, organisation):
    for member in (caseworker, coordinator):
        User.objects.filter(pk=member.pk).update(language="en")
        actions.make_staff_keys(member, PASSWORD)
    ring = actions.make_vaults(organisation, [coordinator])
    person = Person(organisation=organisation)
    seal_text(person, "given_name", "Canary", ring)
    person.save()
    return person


@pytest.fixture
def enter(enter, client):
    def sign_in(member):
        enter(member)
        return client

    return sign_in


def test_a_colleague_without_a_key_sees_that_texts_are_locked(enter, house, caseworker):
    page = enter(caseworker).get(house.get_absolute_url()).content.decode()
    assert "Canary" not in page
    assert "locked for you" in page


def test_a_key_given_on_the_page_opens_the_record(enter, house, client, caseworker, coordinator):
    page = enter(coordinator).get(reverse("keys:keys")).content.decode()
    assert caseworker.display_name in page
    client.post(reverse("keys:let_in"))
    client.post(reverse("core:sign_out"))
    assert "Canary" in enter(caseworker).get(house.get_absolute_url()).content.decode()


def test_signing_out_locks_everything_again(enter, house, coordinator):
    client = enter(coordinator)
    assert "Canary" in client.get(house.get_absolute_url()).content.decode()
    client.post(reverse("core:sign_out"))
    client.force_login(coordinator)
    assert "Canary" not in client.get(house.get_absolute_url()).content.decode()


def test_the_session_without_the_cookie_opens_nothing(enter, house, coordinator):
    client = enter(coordinator)
    del client.cookies["waystation_staff_vault"]
    assert "Canary" not in client.get(house.get_absolute_url()).content.decode()


def test_the_cookie_of_another_session_opens_nothing(enter, house, coordinator):
    other = enter(coordinator).cookies["waystation_staff_vault"].value
    client = enter(coordinator)
    client.post(reverse("core:sign_out"))
    enter(coordinator)
    client.cookies["waystation_staff_vault"] = other
    assert "Canary" not in client.get(house.get_absolute_url()).content.decode()


def test_new_keys_on_the_page_after_somebody_left(enter, house, client, caseworker, coordinator):
    actions.let_in(caseworker, access.unlock(coordinator, PASSWORD), by=coordinator)
    enter(coordinator)
    actions.remove_member(caseworker, by=None)
    assert "need a new key" in client.get(reverse("core:home")).content.decode()
    client.post(reverse("keys:rotate"))
    assert access.to_rotate(coordinator.organisation) == []
    assert Vault.objects.get(name=CASE_TEAM, retired_at=None).number == 2
    assert "Canary" in client.get(house.get_absolute_url()).content.decode()


def test_what_waits_for_a_new_key_gets_it_when_somebody_who_holds_it_signs_in(
    enter, house, client, caseworker, coordinator
):
    actions.let_in(caseworker, access.unlock(coordinator, PASSWORD), by=coordinator)
    actions.remove_member(caseworker, by=None)
    enter(coordinator)
    assert access.to_rotate(coordinator.organisation) == access.to_empty(coordinator.organisation) == []
    assert Vault.objects.get(name=CASE_TEAM, retired_at=None).number == 2
    assert "Canary" in client.get(house.get_absolute_url()).content.decode()


def test_two_sheets_open_every_vault_for_somebody_new(house, organisation, coordinator, reader):
    key, shares = recovery.make_key(organisation, by=None)
    recovery.finish_key(key, shares[:2], by=None)
    actions.complete_recovery_copies(organisation, access.unlock(coordinator, PASSWORD))
    StaffKeys.objects.all().delete()
    actions.make_staff_keys(reader, PASSWORD)
    assert CASE_TEAM in actions.open_with_sheets(reader, identity(combine(shares[1:])))
    assert open_text(house, "given_name", access.unlock(reader, PASSWORD)) == "Canary"
    assert {vault.name for vault in access.to_rotate(organisation)} >= {CASE_TEAM}


def test_a_damaged_text_gets_a_page_of_its_own(enter, house, coordinator):
    other = Person.objects.create(organisation=house.organisation)
    Person.objects.filter(pk=other.pk).update(record_key=house.record_key, given_name=house.given_name)
    page = enter(coordinator).get(other.get_absolute_url())
    assert page.status_code == 500
    assert "damaged" in page.content.decode()


def test_somebody_from_before_there_were_keys_gets_them_at_sign_in(enter, reader):
    enter(reader)
    assert User.objects.get(pk=reader.pk).keys.public

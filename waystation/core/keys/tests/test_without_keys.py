"""Whoever comes without the right key gets in as far as they may, and spoils nothing for those who hold it."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.contrib.messages import get_messages
from django.urls import reverse

from waystation.config.commands import staff
from waystation.core.importing import unlocking
from waystation.core.importing.actions import asking
from waystation.core.keys import access, actions, jobs
from waystation.core.keys.models import JobGrant
from waystation.core.models import AuditEntry, ImportRun, User
from waystation.core.sealing.staff import unlocked
from waystation.core.sealing.vaults import CASE_TEAM, FIELD_TEAM, IMPORTS, Keyring, VaultKey

PASSWORD, OTHER = "a long test password", "another long password"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("locked_vaults")]


def test_a_password_that_no_longer_opens_the_key_still_signs_in_and_says_so(client, caseworker):
    actions.make_staff_keys(caseworker, PASSWORD)
    caseworker.set_password(OTHER)
    caseworker.save()
    response = client.post(reverse("core:sign_in"), {"username": caseworker.sign_in_name, "password": OTHER})
    assert response.status_code == 302
    assert len(list(get_messages(response.wsgi_request))) == 1


@pytest.fixture
def waiting_run(organisation, caseworker, monkeypatch):
    jobs.begin_worker()
    monkeypatch.setattr(jobs.InMemory, "private", None)  # the worker is another process
    about = {"target": "field_screenings", "file_kind": "csv", "file_mark": "x", "file_bytes": 1}
    return ImportRun.objects.create(organisation=organisation, by=caseworker, state="checking", **about)


def ring(*vaults):
    return Keyring({vault: [VaultKey.new()] for vault in vaults})


@pytest.mark.parametrize("held", [(), (IMPORTS,), (FIELD_TEAM,)])
def test_somebody_who_lacks_a_key_leaves_a_waiting_import_waiting(waiting_run, held):
    with unlocked(ring(*held)):
        asking.carry_on(waiting_run)
    assert not JobGrant.objects.exists()
    assert unlocking.waits_for_keys(waiting_run)


def test_somebody_who_holds_both_keys_lets_it_go_on(waiting_run, monkeypatch):
    asked = []
    monkeypatch.setattr(asking, "jobs", SimpleNamespace(check_import=SimpleNamespace(enqueue=asked.append)))
    with unlocked(ring(IMPORTS, FIELD_TEAM)):
        asking.carry_on(waiting_run)
    assert JobGrant.objects.count() == 1
    assert asked == [str(waiting_run.code)]
    assert not unlocking.waits_for_keys(waiting_run)


@pytest.fixture
def house(caseworker, coordinator):
    for member in (caseworker, coordinator):
        actions.make_staff_keys(member, PASSWORD)
    actions.make_vaults(caseworker.organisation, [caseworker, coordinator])


def set_password(name, *more):
    return CliRunner().invoke(staff, ["password", name, "--password", OTHER, *more], standalone_mode=False)


def test_a_forgotten_password_is_replaced_and_the_person_waits_for_keys(house, caseworker):
    assert set_password(caseworker.sign_in_name).exception is None
    assert User.objects.get(pk=caseworker.pk).check_password(OTHER)
    assert list(access.unlock(caseworker, OTHER).vaults()) == []
    assert caseworker in {waits.member for waits in access.waiting_for_keys(caseworker.organisation)}
    assert AuditEntry.objects.filter(action="keys.password_replaced", on_code=str(caseworker.code)).exists()


def test_the_last_holder_of_a_vault_is_told_before_the_keys_are_gone(house, caseworker, coordinator):
    actions.remove_member(caseworker, by=coordinator)
    refused = set_password(coordinator.sign_in_name)
    assert CASE_TEAM in str(refused.exception)
    assert access.unlock(coordinator, PASSWORD).holds(CASE_TEAM)
    assert set_password(coordinator.sign_in_name, "--sheets-at-hand").exception is None
    assert User.objects.get(pk=coordinator.pk).check_password(OTHER)


def test_a_weak_password_replaces_nothing(house, caseworker):
    refused = CliRunner().invoke(staff, ["password", caseworker.sign_in_name, "--password", "short"])
    assert refused.exception
    assert User.objects.get(pk=caseworker.pk).check_password(PASSWORD)

"""A vault gets a new key while people work; nothing is lost, and who left opens nothing new."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from waystation.cases.models import Person
from waystation.core.keys import access, actions, jobs, renewing, rotation
from waystation.core.keys.models import RecoveryCopy, Vault
from waystation.core.keys.personal import new_pair
from waystation.core.models import AuditEntry
from waystation.core.recovery import actions as recovery
from waystation.core.sealing.envelope import CannotOpen, key_id
from waystation.core.sealing.records import open_text, seal_text
from waystation.core.sealing.staff import unlocked
from waystation.core.sealing.vaults import CASE_TEAM, Keyring, VaultKey

PASSWORD = "a long test password"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ring(caseworker, coordinator):
    for member in (caseworker, coordinator):
        actions.make_staff_keys(member, PASSWORD)
    return actions.make_vaults(caseworker.organisation, [coordinator, caseworker])


@pytest.fixture
def people(organisation, ring):
    made = [Person(organisation=organisation) for _ in range(30)]
    for number, person in enumerate(made):
        seal_text(person, "given_name", f"Canary {number}", ring)
        person.save()
    return made


def vault():
    return Vault.objects.get(name=CASE_TEAM, retired_at=None)


def test_every_record_is_wrapped_anew_and_opens(people, ring, coordinator):
    old = vault()
    newer = rotation.rotate(old, ring, by=coordinator)
    assert {key_id(each.record_key.stored) for each in Person.objects.all()} == {newer.newest(CASE_TEAM).id}
    assert open_text(Person.objects.first(), "given_name", access.unlock(coordinator, PASSWORD)).startswith("Canary")
    old.refresh_from_db()
    assert old.emptied_at
    assert list(AuditEntry.objects.filter(action__startswith="vault.").order_by("pk").values_list("action", flat=True))[
        -2:
    ] == ["vault.rotated", "vault.emptied"]


def test_the_colleagues_who_held_the_old_key_hold_the_new_one(people, ring, caseworker, coordinator):
    rotation.rotate(vault(), ring, by=coordinator)
    assert open_text(Person.objects.last(), "given_name", access.unlock(caseworker, PASSWORD)).startswith("Canary")


def test_new_keys_are_in_force_as_soon_as_somebody_left_and_the_worker_wraps_the_rest(
    people, ring, caseworker, coordinator, monkeypatch
):
    theirs, waiting = access.unlock(caseworker, PASSWORD), []
    actions.remove_member(caseworker, by=coordinator)
    job = renewing.wrap_anew
    monkeypatch.setattr(renewing, "wrap_anew", SimpleNamespace(enqueue=waiting.append))
    renewing.renew(access.unlock(coordinator, PASSWORD), by=coordinator)
    assert access.to_rotate(coordinator.organisation) == []
    new = Person(organisation=coordinator.organisation)
    seal_text(new, "given_name", "Canary", access.unlock(coordinator, PASSWORD))
    with pytest.raises(CannotOpen):
        open_text(new, "given_name", theirs)
    with unlocked(access.unlock(coordinator, PASSWORD)):
        job.call(*waiting)
    assert access.to_empty(coordinator.organisation) == []
    assert key_id(Person.objects.first().record_key.stored) == bytes(vault().key_id)


def test_a_worker_that_was_given_no_keys_leaves_the_rest_for_the_next_sign_in(people, ring, coordinator, monkeypatch):
    rotation.begin(vault(), ring, by=coordinator)
    monkeypatch.setattr(jobs.InMemory, "private", new_pair())
    monkeypatch.setattr(jobs.InMemory, "code", str(uuid4()))
    renewing.wrap_anew.call(str(coordinator.code))
    assert len(access.to_empty(coordinator.organisation)) == 1


def test_whoever_holds_no_vault_leaves_them_waiting(people, ring, caseworker, coordinator):
    actions.remove_member(caseworker, by=coordinator)
    waiting = access.to_rotate(coordinator.organisation)
    renewing.renew(Keyring({}), by=coordinator)
    assert access.to_rotate(coordinator.organisation) == waiting != []


def test_somebody_who_left_with_the_old_key_opens_nothing_any_more(people, ring, caseworker, coordinator):
    theirs = access.unlock(caseworker, PASSWORD)
    actions.remove_member(caseworker, by=coordinator)
    rotation.rotate(vault(), ring, by=coordinator)
    assert CASE_TEAM not in {each.name for each in access.to_rotate(coordinator.organisation)}
    with pytest.raises(CannotOpen):
        open_text(Person.objects.first(), "given_name", theirs)


def test_what_is_written_with_the_old_key_meanwhile_is_never_lost(people, ring, organisation, coordinator):
    newer = rotation.begin(vault(), ring, by=coordinator)
    late = Person(organisation=organisation)
    seal_text(late, "given_name", "Canary late", ring)
    late.save()
    assert open_text(Person.objects.get(pk=late.pk), "given_name", newer) == "Canary late"
    rotation.finish(Vault.objects.retired().get(), newer, by=coordinator)
    assert open_text(Person.objects.get(pk=late.pk), "given_name", access.unlock(coordinator, PASSWORD))


def test_who_unlocked_before_reads_what_was_wrapped_anew_meanwhile(people, ring, caseworker, coordinator):
    theirs = access.unlock(caseworker, PASSWORD)
    rotation.rotate(vault(), ring, by=coordinator)
    assert open_text(Person.objects.last(), "given_name", theirs).startswith("Canary")


def test_a_rotation_that_was_killed_goes_on(people, ring, coordinator, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 7)
    newer, done = rotation.begin(vault(), ring, by=coordinator), []

    def killed(count):
        done.append(count)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.finish(Vault.objects.retired().get(), newer, by=coordinator, watch=killed)
    ids = {key_id(each.record_key.stored) for each in Person.objects.all()}
    assert (done, len(ids)) == ([7], 2)
    again = access.unlock(coordinator, PASSWORD)
    assert {open_text(each, "given_name", again)[:6] for each in Person.objects.all()} == {"Canary"}
    assert rotation.finish(access.to_empty(coordinator.organisation)[0], again, by=coordinator) == 23
    assert access.to_empty(coordinator.organisation) == []


def test_a_record_erased_meanwhile_does_not_come_back(people, ring, coordinator):
    newer = rotation.begin(vault(), ring, by=coordinator)
    batch = list(Person.objects.order_by("pk")[:2])
    Person.objects.filter(pk=batch[0].pk).update(record_key=None)
    assert rotation._wrap_anew(batch, newer) == 1
    assert Person.objects.get(pk=batch[0].pk).record_key is None


def test_three_generations_open_one_after_the_other(people, ring, coordinator):
    for _ in range(3):
        ring = rotation.begin(vault(), ring, by=coordinator)
    opened = access.unlock(coordinator, PASSWORD)
    assert len(opened.generations(CASE_TEAM)) == 4
    assert open_text(Person.objects.first(), "given_name", opened).startswith("Canary")


def test_a_wrong_ring_rotates_nothing(people, ring, coordinator):
    before = vault()
    with pytest.raises(CannotOpen):
        rotation.begin(before, Keyring({}), by=coordinator)
    assert vault() == before


def test_a_ring_of_another_generation_rotates_nothing(people, ring, coordinator):
    before = vault()
    with pytest.raises(CannotOpen):
        rotation.begin(before, Keyring({CASE_TEAM: [VaultKey.new()]}), by=coordinator)
    assert vault() == before


def test_the_new_generation_is_sealed_to_the_recovery_key(people, ring, organisation, coordinator):
    key, shares = recovery.make_key(organisation, by=None)
    recovery.finish_key(key, shares[:2], by=None)
    actions.complete_recovery_copies(organisation, ring)
    rotation.rotate(vault(), ring, by=coordinator)
    assert RecoveryCopy.objects.filter(vault=vault(), recipient=key.public_half).exists()

"""A guest reads one case until a day, with the keys of that case and nothing else."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.timezone import now

from waystation.cases.documents.models import Document
from waystation.cases.guests import access, actions
from waystation.cases.guests.tests.conftest import ADDRESS, GROUNDS, PASSWORD, STORY, last_moment
from waystation.cases.models import Case, Permit
from waystation.cases.sharing.actions import end_permit, seal_case
from waystation.core.accounts.actions.staff import offboard
from waystation.core.errors import ActionRefused
from waystation.core.keys import actions as keys
from waystation.core.keys import rotation
from waystation.core.keys.models import Grant, HandedKey, Vault
from waystation.core.models import AuditEntry
from waystation.core.retention.actions import erasing
from waystation.core.retention.actions.holding import lay_hold
from waystation.core.retention.models import LegalHold
from waystation.core.sealing.envelope import CannotOpen, LockedVault
from waystation.core.sealing.records import SealedRecord, key_of, open_text, seal_text
from waystation.core.sealing.staff import keyring, unlocked

NEIGHBOURS = {
    "cases.case",
    "cases.person",
    "cases.permit",
    "cases.identificationstatus",
    "documents.document",
    "retention.legalhold",
}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def opened(house, case=None):
    """Return what the guest's own key opens of a case as it stands in the database, or why it opens nothing."""
    case = Case.objects.get(pk=(case or house.case).pk)
    ring = house.ring(house.guest)
    try:
        return open_text(case, "story", ring), open_text(case.person, "given_name", ring)
    except LockedVault:
        return "locked"


def shut(house):
    """Say that nothing of the share is left: no key, no page, nothing to open."""
    return not HandedKey.objects.exists() and not access.shares_for(house.guest).exists() and opened(house) == "locked"


def audited(action, **codes):
    return AuditEntry.objects.filter(action=action, **{f"details__{name}": code for name, code in codes.items()})


def test_a_guest_opens_the_shared_case_and_its_person_and_no_other(house):
    other = house.make_case("Merita")
    assert opened(house) == "locked"
    house.share()
    assert opened(house) == (STORY, "Sanija")
    assert opened(house, other) == "locked"
    assert not Grant.objects.filter(member=house.guest).exists()


def test_with_password_and_database_a_guest_opens_two_records_of_all_and_nothing_else(house):
    with unlocked(house.ring()):
        add_neighbours(house)
    house.share(reason="A claim before the court")
    sealed = [record for model in sealed_models() for record in model._base_manager.exclude(record_key=None)]
    assert {record._meta.label_lower for record in sealed} >= NEIGHBOURS
    ring, found = house.ring(house.guest), set()
    for record in sealed:
        with suppress(LockedVault):
            found.add((record._meta.label_lower, record.code, bool(key_of(record, ring))))
    assert found == {("cases.case", house.case.code, True), ("cases.person", house.case.person.code, True)}


def sealed_models():
    return [model for model in apps.get_models() if issubclass(model, SealedRecord)]


def add_neighbours(house):
    """Add to the same person a second case, a document and a hold, and another person."""
    house.make_case("Merita")
    person, ours = house.case.person, {"organisation": house.case.organisation}
    second = Case(**ours, person=person, opened_on=house.case.opened_on, programme="shelter")
    document = Document(**ours, person=person, case=house.case, parts=1)
    for record, column in ((second, "story"), (document, "title")):
        seal_text(record, column, STORY, keyring())
        record.save()
    lay_hold(LegalHold(of="case", on_code=house.case.code), STORY, keyring(), by=house.coordinator)


def test_the_grounds_of_decisions_stay_locked(house):
    house.share()
    with pytest.raises(LockedVault):
        open_text(house.case.statuses.get(), "basis", house.ring(house.guest))


def test_a_guest_can_seal_nothing(house):
    house.share()
    with pytest.raises(LockedVault):
        seal_text(Permit(), "reason", "written by a guest", house.ring(house.guest))


@pytest.mark.parametrize("days", [-1, 91, 400])
def test_a_share_ends_within_ninety_days(house, days):
    with pytest.raises(ActionRefused, match="90 days"):
        house.share(days=days)
    house.share(days=90)
    assert audited("case.shared_with_guest", days=90).count() == 1


def test_nobody_shares_twice_or_with_a_colleague_or_without_the_right(house, caseworker, reader):
    house.share()
    with pytest.raises(ActionRefused, match="already"):
        house.share()
    with pytest.raises(ActionRefused, match="no guest"):
        house.share(guest=reader)
    for by in (caseworker, reader):  # one does not decide about this case, the other has no such right
        permit = Permit(case=house.case, member=house.guest, until=last_moment(1))
        with pytest.raises(ActionRefused, match="in charge"):
            actions.share(permit, "", house.ring(), by=by)


def test_after_the_last_day_nothing_opens_and_the_worker_deletes_the_keys(house):
    permit = house.share()
    Permit.objects.filter(pk=permit.pk).update(until=now() - timedelta(seconds=1))
    HandedKey.objects.update(until=now() - timedelta(seconds=1))
    assert opened(house) == "locked"
    assert not access.shares_for(house.guest).exists()
    actions.end_what_is_over()
    assert shut(house)
    assert audited("case.share_ended", permit=str(permit.code)).get().by is None


def test_a_later_end_written_into_the_database_opens_nothing(house):
    house.share(days=1)
    HandedKey.objects.update(until=now() + timedelta(days=900))
    assert opened(house) == "locked"


def test_a_key_moved_to_another_record_opens_nothing(house):
    other = house.make_case("Merita")
    house.share()
    HandedKey.objects.filter(kind="cases.case").update(on_code=other.code)
    assert opened(house, other) == "locked"


@pytest.mark.parametrize("how", ["ended", "sealed", "left", "new password", "erased", "another role"])
def test_what_ends_a_share_deletes_its_keys(house, how):
    permit = house.share()
    if how == "ended":
        end_permit(permit, by=house.coordinator)
    elif how == "sealed":
        seal_case(house.case, by=house.coordinator)
    elif how == "left":
        offboard(house.guest, to=None, by=house.coordinator)
        assert not access.shares_for(house.guest).exists()
        assert not HandedKey.objects.exists()
        return
    elif how == "new password":
        keys.replace_password(house.guest, PASSWORD)
    elif how == "erased":
        erase(house)
    else:
        house.guest.role = "prevention_officer"
        house.guest.save()
        keys.fit_to_role(house.guest, by=house.coordinator)
    assert not HandedKey.objects.exists()
    assert not access.shares_for(house.guest).exists()


def erase(house):
    asked = erasing.ask_erasure(house.case.person.code, "wish", by=house.guest)  # anybody but whoever agrees
    erasing.erase(asked, by=house.coordinator)


def test_a_key_kept_from_before_the_erasure_opens_nothing_after_it(house):
    house.share()
    stolen, case = list(HandedKey.objects.all()), Case.objects.get(pk=house.case.pk)
    assert opened(house) == (STORY, "Sanija")
    erase(house)
    HandedKey.objects.bulk_create(stolen)  # as an old backup would bring them back
    with pytest.raises(CannotOpen, match="destroyed"):
        open_text(case, "story", house.ring(house.guest))


def test_a_new_key_for_the_vault_changes_nothing_for_the_guest(house):
    house.share()
    rotation.rotate(Vault.objects.in_force().get(name="case_team"), house.ring(), by=house.coordinator)
    assert opened(house) == (STORY, "Sanija")


def test_a_changed_password_keeps_the_share(house):
    house.share()
    keys.change_password(house.guest, PASSWORD, "another long test password")
    assert HandedKey.objects.count() == 2
    assert access.shares_for(house.guest).exists()


def test_a_case_without_anything_sealed_yet_is_shared_with_the_key_it_will_have(house):
    Case.objects.filter(pk=house.case.pk).update(record_key=None, story=None)
    house.share()
    case = Case.objects.get(pk=house.case.pk)
    seal_text(case, "story", "Written later", house.ring())
    case.save()
    assert opened(house) == ("Written later", "Sanija")


def test_two_shared_cases_of_one_person_end_one_by_one(house):
    second = Case.objects.create(
        organisation=house.case.organisation,
        person=house.case.person,
        opened_on=house.case.opened_on,
        programme="shelter",
    )
    first = house.share()
    house.share(second)
    end_permit(first, by=house.coordinator)
    assert [each.case for each in access.shares_for(house.guest)] == [second]
    assert open_text(house.case.person, "given_name", house.ring(house.guest)) == "Sanija"


def test_a_guest_reads_the_page_and_each_reading_is_written_down(enter, client, house):
    permit = house.share()
    enter(house.guest)
    assert client.get("/", follow=True).redirect_chain == [(reverse("guests:shared"), 302)]
    page = client.get(reverse("guests:record", args=[permit.code])).content.decode()
    assert "Sanija" in page
    assert STORY in page
    assert ADDRESS not in page
    assert GROUNDS not in page
    for kind in ("cases.case", "cases.person"):
        entry = AuditEntry.objects.get(action="record.opened", on_kind=kind, by=house.guest)
        assert entry.details == {"through": "guest", "permit": str(permit.code)}


def test_the_page_who_looked_names_the_guest(enter, client, house):
    permit = house.share()
    access.share_for(house.guest, permit.code)
    enter(house.coordinator)
    page = client.get(reverse("core:audit_record", args=["cases.case", house.case.code])).content.decode()
    assert house.guest.display_name in page


def test_a_coordinator_shares_and_ends_on_the_pages(enter, client, house):
    enter(house.coordinator)
    page = reverse("guests:share", args=[house.case.code])
    asked = {"guest": str(house.guest.code), "until": last_moment(10).date().isoformat(), "reason": "A claim"}
    assert client.post(page, asked).url == page
    permit = Permit.objects.get(kind="guest")
    assert open_text(permit, "reason", house.ring()) == "A claim"
    assert reverse("sharing:end", args=[permit.code]) in client.get(page).content.decode()
    client.post(reverse("sharing:end", args=[permit.code]))
    assert shut(house)


def test_a_share_without_a_day_is_asked_for_one(enter, client, house):
    enter(house.coordinator)
    answer = client.post(reverse("guests:share", args=[house.case.code]), {"guest": str(house.guest.code)})
    assert "Choose the last day." in answer.content.decode()
    assert not Permit.objects.exists()

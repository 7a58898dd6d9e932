"""Sharing and sealing cases, and breaking the glass."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from waystation.cases.models import Case, Permit
from waystation.cases.sharing import actions
from waystation.cases.tests.making import make_case
from waystation.core.errors import ActionRefused
from waystation.core.models import AuditEntry
from waystation.core.sealing.staff import keyring
from waystation.core.signposts import waiting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def counsellor(member_of):
    return member_of("counsellor")


@pytest.fixture
def case(organisation):
    return make_case(organisation)


@pytest.fixture
def glass(case, counsellor):
    return actions.break_glass(case, by=counsellor, reason="She is in hospital", hours=3, keyring=keyring())


def sees(user, case):
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def audited(action, **codes):
    return AuditEntry.objects.filter(action=action, **{f"details__{name}": code for name, code in codes.items()})


def test_a_shared_case_is_seen_until_it_is_ended(case, coordinator, counsellor):
    permit = actions.let_see(case, counsellor, by=coordinator)
    assert sees(counsellor, case)
    actions.end_permit(permit, by=coordinator)
    assert not sees(counsellor, case)
    assert audited("case.shared").exists()
    assert audited("case.share_ended").exists()


def test_a_share_with_a_last_day_ends_by_itself_and_can_be_given_again(case, coordinator, counsellor):
    actions.let_see(case, counsellor, by=coordinator, until=now() - timedelta(seconds=1))
    assert not sees(counsellor, case)
    actions.let_see(case, counsellor, by=coordinator)
    with pytest.raises(ActionRefused, match="already"):
        actions.let_see(case, counsellor, by=coordinator)


def test_a_sealed_case_is_seen_by_those_named_and_nobody_else(case, coordinator, caseworker, reader, counsellor):
    actions.let_see(case, counsellor, by=coordinator)
    actions.seal_case(case, by=coordinator)
    assert [sees(user, case) for user in (coordinator, caseworker, reader, counsellor)] == [True, False, False, False]
    case.refresh_from_db()
    actions.let_see(case, reader, by=coordinator)
    assert sees(reader, case)
    actions.unseal_case(case, by=coordinator)
    assert [sees(user, case) for user in (caseworker, counsellor)] == [True, False]


def test_only_the_coordinator_seals_and_only_the_owner_shares_beside(client, case, caseworker, reader):
    for user in (caseworker, reader):
        client.force_login(user)
        assert client.post(reverse("sharing:seal", args=[case.code])).status_code == 403
        assert client.get(reverse("sharing:case", args=[case.code])).status_code == 403
    Case.objects.filter(pk=case.pk).update(owner=caseworker)
    client.force_login(caseworker)
    assert client.get(reverse("sharing:case", args=[case.code])).status_code == 200


def test_a_coordinator_shares_on_the_page(client, case, coordinator, counsellor):
    client.force_login(coordinator)
    client.post(reverse("sharing:case", args=[case.code]), {"member": counsellor.pk, "until": ""})
    assert sees(counsellor, case)


def test_broken_glass_opens_one_case_and_every_reading_is_written_with_it(
    client, case, glass, counsellor, organisation
):
    other = make_case(organisation)
    client.force_login(counsellor)
    assert client.get(case.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert audited("record.opened", through="glass", permit=str(glass.code)).count() == 1


def test_glass_holds_three_hours_at_most_and_ends_by_itself(case, glass, counsellor, member_of):
    assert glass.until - glass.given_at == timedelta(hours=actions.MOST_HOURS) == timedelta(hours=3)
    Permit.objects.filter(pk=glass.pk).update(until=now() - timedelta(seconds=1))
    assert not sees(counsellor, case)
    for hours in (0, 4, -1):
        with pytest.raises(ActionRefused, match="three hours"):
            actions.break_glass(case, by=counsellor, reason="Why", hours=hours, keyring=keyring())


def test_glass_needs_a_reason_a_role_and_a_case_not_seen_yet(case, counsellor, reader, caseworker):
    for by, reason, why in ((counsellor, " ", "why"), (reader, "Why", "role"), (caseworker, "Why", "already")):
        with pytest.raises(ActionRefused, match=why):
            actions.break_glass(case, by=by, reason=reason, hours=1, keyring=keyring())


def test_the_reason_is_sealed(glass):
    stored = bytes(Permit.objects.get(pk=glass.pk).reason.stored)
    assert b"hospital" not in stored


def test_the_coordinator_is_alerted_until_one_looked(client, glass, coordinator, counsellor):
    assert any(each.urgent and each.url == reverse("sharing:glass") for each in waiting_for(coordinator))
    client.force_login(coordinator)
    page = client.get(reverse("sharing:glass")).content.decode()
    assert "She is in hospital" in page
    assert str(glass.case.code)[:8] in page
    client.post(reverse("sharing:seen", args=[glass.code]))
    assert not any(each.url == reverse("sharing:glass") for each in waiting_for(coordinator))


def test_a_colleague_sees_only_the_glass_they_broke(client, glass, member_of):
    client.force_login(member_of("shelter_staff"))
    assert "hospital" not in client.get(reverse("sharing:glass")).content.decode()


def test_a_wrong_number_opens_nothing_and_is_written_down(client, case, counsellor, outsider):
    foreign = make_case(outsider.organisation)
    client.force_login(counsellor)
    for number in ("00000000", str(foreign.code)):
        answer = client.post(reverse("sharing:break_glass"), {"number": number, "reason": "Why", "hours": 1})
        assert "No case has this number" in answer.content.decode()
    assert audited("glass.refused").count() == 2
    assert not Permit.objects.exists()


def test_the_number_of_the_case_page_breaks_the_glass(client, case, counsellor):
    client.force_login(counsellor)
    asked = {"number": str(case.code)[:8], "reason": "She is in hospital", "hours": 1}
    answer = client.post(reverse("sharing:break_glass"), asked)
    assert answer.url == case.get_absolute_url()
    assert audited("glass.broken", hours=1).exists()


def test_a_glass_is_ended_before_its_time(client, case, glass, counsellor):
    client.force_login(counsellor)
    client.post(reverse("sharing:end", args=[glass.code]))
    assert not sees(counsellor, case)

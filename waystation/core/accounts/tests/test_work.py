"""Another role, other programmes, and teams: who sees what afterwards, and which keys go."""

import pytest
from django.urls import reverse
from django.utils import translation

from waystation.cases.models import Case, Person
from waystation.core.accounts.actions import teams, visits, work
from waystation.core.accounts.models import Visit
from waystation.core.errors import ActionRefused
from waystation.core.keys import actions as keys
from waystation.core.keys.models import Grant, Vault
from waystation.core.models import AuditEntry, Team

pytestmark = pytest.mark.django_db
PASSWORD = "a long test password"


@pytest.fixture(autouse=True)
def in_english(settings, tmp_path):
    settings.LANGUAGE_CODE, settings.HOME = "en", tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def managing(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def case(organisation, caseworker):
    person = Person.objects.create(organisation=organisation)
    facts = {"opened_on": "2020-01-05", "programme": "shelter", "owner": caseworker}
    return Case.objects.create(organisation=organisation, person=person, **facts)


def page(name, thing=None):
    return reverse(f"accounts:{name}", args=[thing.code] if thing else [])


def holds(member):
    return set(Grant.objects.filter(member=member).values_list("vault__name", flat=True))


def audited(action, **codes):
    return AuditEntry.objects.filter(action=action, **{f"details__{name}": code for name, code in codes.items()})


def sees(member, case):
    return Case.objects.visible_to(member).filter(pk=case.pk).exists()


def test_another_role_takes_its_keys_asks_for_new_ones_and_ends_sessions(managing, coordinator, caseworker):
    for member in (caseworker, coordinator):
        keys.make_staff_keys(member, PASSWORD)
    keys.make_vaults(caseworker.organisation, [caseworker, coordinator])
    visits.begin(caseworker, "a device")
    assert managing.post(page("work", caseworker), {"role": "counsellor"}).url == page("member", caseworker)
    caseworker.refresh_from_db()
    assert caseworker.role == "counsellor"
    assert holds(caseworker) == {"case_team"}
    waiting = Vault.objects.exclude(rotation_asked_at=None).values_list("name", flat=True)
    assert set(waiting) == {"sos_line", "field_team", "imports"}
    assert not Visit.objects.filter(member=caseworker).exists()
    assert audited("member.role_changed", role="counsellor", before="caseworker").count() == 1


def test_open_cases_go_to_a_colleague_where_the_new_role_reads_none(managing, caseworker, coordinator, case):
    answer = managing.post(page("work", caseworker), {"role": "researcher"})
    assert "Choose who takes the open cases over." in answer.content.decode()
    managing.post(page("work", caseworker), {"role": "researcher", "to": str(coordinator.code)})
    case.refresh_from_db()
    assert case.owner == coordinator


def test_a_role_is_refused_to_oneself_by_who_may_not_and_while_a_key_hangs_on_it(coordinator, operator, caseworker):
    for role, by, why in (("reader", coordinator, "themselves"), ("reader", operator, "reads them")):
        with pytest.raises(ActionRefused, match=why):
            work.change_role(coordinator, role, to=None, by=by)
    keys.make_staff_keys(caseworker, PASSWORD)
    keys.make_vaults(caseworker.organisation, [caseworker])
    with pytest.raises(ActionRefused, match="Nobody else holds the key"):
        work.change_role(caseworker, "researcher", to=None, by=coordinator)


def test_the_last_one_who_manages_staff_keeps_the_role(coordinator, caseworker):
    with pytest.raises(ActionRefused, match="Nobody else manages staff"):
        work.change_role(coordinator, "caseworker", to=None, by=caseworker)


def test_programmes_move_what_somebody_sees(managing, caseworker, operator, member_of, case):
    colleague = member_of("caseworker")
    managing.post(page("work", colleague), {"role": "caseworker", "programmes": ["field_work"]})
    colleague.refresh_from_db()
    assert (sees(colleague, case), colleague.works_in()) == (False, ["field_work"])
    with pytest.raises(ActionRefused, match="reads records"):
        work.name_programmes(colleague, ["shelter"], by=operator)
    managing.post(page("work", colleague), {"role": "caseworker"})
    colleague.refresh_from_db()
    assert sees(colleague, case)
    assert audited("member.programmes_named", programmes="field_work").count() == 1


def test_a_team_opens_the_cases_of_its_members_and_closes_them_again(managing, caseworker, member_of, case):
    counsellor = member_of("counsellor")
    both = [str(caseworker.code), str(counsellor.code)]
    managing.post(page("new_team"), {"name": "Counselling", "members": both})
    team = Team.objects.get()
    assert sees(counsellor, case)
    managing.post(page("team", team), {"name": "Advice", "members": both[:1]})
    assert not sees(counsellor, case)
    assert Team.objects.get().name == "Advice"
    for action in ("team.joined", "team.left"):
        assert audited(action, member=str(counsellor.code)).count() == 1
    assert "Advice" in managing.get(page("teams")).content.decode()
    managing.post(page("dissolve", team))
    assert not Team.objects.exists()


def test_two_teams_are_not_called_the_same(managing, coordinator):
    teams.make("Counselling", [], by=coordinator)
    assert "Another team is called that" in managing.post(page("new_team"), {"name": "counselling"}).content.decode()


def test_guests_and_people_without_records_belong_to_no_team(managing, member_of):
    guest = member_of("partner_guest")
    assert str(guest.code) not in managing.get(page("new_team")).content.decode()

"""Managing staff: invitations, a lost phone, leave, and leaving for good."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate, now

from waystation.cases.models import Case, Person
from waystation.config.commands import staff as commands
from waystation.core.accounts import access, staff
from waystation.core.accounts.actions import invitations
from waystation.core.accounts.actions import staff as actions
from waystation.core.accounts.models import Invitation, Visit
from waystation.core.errors import ActionRefused
from waystation.core.keys import access as held
from waystation.core.keys import actions as keys
from waystation.core.keys.models import Grant, StaffKeys
from waystation.core.models import AuditEntry, User

pytestmark = pytest.mark.django_db
PASSWORD, OTHER = "a long test password", "words that do not belong together"


@pytest.fixture(autouse=True)
def in_english(settings, tmp_path):
    settings.LANGUAGE_CODE, settings.HOME = "en", tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def managing(client, coordinator):
    client.force_login(coordinator)
    return client


def page(name, member=None):
    return reverse(f"accounts:{name}", args=[member.code] if member else [])


def invited(client, **answers):
    answers = {"display_name": "Nova (invented)", "sign_in_name": "nova", "role": "caseworker", **answers}
    text = client.post(page("invite"), answers).content.decode()
    return text.partition('id="invitation-link">')[2].partition("<")[0]


def test_somebody_invited_chooses_a_password_and_sets_up_a_second_factor(managing):
    link, guest = invited(managing), Client()
    assert "Welcome, Nova" in guest.get(link).content.decode()
    answer = guest.post(link, {"password": OTHER, "again": OTHER})
    assert answer.url == reverse("core:sign_in")
    assert guest.post(answer.url, {"username": "nova", "password": OTHER}).url == page("enrol")
    assert User.objects.get(sign_in_name="nova").role == "caseworker"
    assert AuditEntry.objects.filter(action__in=["invitation.made", "invitation.used"]).count() == 2


def test_a_link_works_once_for_three_days_and_not_when_it_was_withdrawn(managing, coordinator):
    used, late, gone = (invited(managing, sign_in_name=name) for name in ("one", "two", "three"))
    Client().post(used, {"password": OTHER, "again": OTHER})
    Invitation.objects.filter(sign_in_name="two").update(expires_at=now())
    managing.post(page("withdraw", Invitation.objects.get(sign_in_name="three")))
    for link in (used, late, gone, reverse("accounts:invitation", args=["made-up"])):
        answer = Client().post(link, {"password": OTHER, "again": OTHER})
        assert "This link is over" in answer.content.decode()
    assert not User.objects.filter(sign_in_name__in=["two", "three"]).exists()


def test_the_link_itself_is_stored_nowhere(managing):
    token = invited(managing).rstrip("/").rpartition("/")[2]
    assert len(token) > 40
    assert token not in str(list(Invitation.objects.values()))
    assert token not in str(list(AuditEntry.objects.values_list("details", flat=True)))


def test_whoever_reads_no_records_lets_nobody_in_who_does(client, operator):
    client.force_login(operator)
    assert invited(client) == ""
    assert invited(client, role="administrator")
    with pytest.raises(ActionRefused):
        invitations.invite(sign_in_name="x", display_name="x", role="reader", by=operator)


def test_a_taken_name_and_a_weak_password_are_refused(managing, reader):
    assert invited(managing, sign_in_name=reader.sign_in_name.upper()) == ""
    link = invited(managing)
    short = dict.fromkeys(("password", "again"), "short")
    assert "too short" in Client().post(link, short).content.decode()
    assert Client().post(link, {"password": OTHER, "again": OTHER}).status_code == 302


def test_somebody_new_holds_no_key_until_a_colleague_gives_it(managing, coordinator):
    keys.make_staff_keys(coordinator, PASSWORD)
    keys.make_vaults(coordinator.organisation, [coordinator])
    Client().post(invited(managing), {"password": OTHER, "again": OTHER})
    nova = User.objects.get(sign_in_name="nova")
    assert not Grant.objects.filter(member=nova).exists()
    assert nova in {each.member for each in held.waiting_for_keys(nova.organisation)}


def test_a_colleague_takes_a_lost_second_factor_away_and_every_session_with_it(managing, enter, caseworker):
    theirs = Client()
    enter(caseworker, browser=theirs)
    managing.post(page("lost_phone", caseworker))
    assert theirs.get(reverse("core:home")).status_code == 302
    assert not access.has_second_factor(caseworker)
    signed = theirs.post(reverse("core:sign_in"), {"username": caseworker.sign_in_name, "password": PASSWORD})
    assert signed.url == page("enrol")
    assert AuditEntry.objects.filter(action="second_factor.reset", on_code=caseworker.code).count() == 1


def test_every_session_of_a_colleague_is_ended(managing, reader):
    theirs = Client()
    theirs.force_login(reader)
    managing.post(page("end_sessions", reader))
    assert theirs.get(reverse("core:home")).status_code == 302


def note(client, member, first, last, **more):
    return client.post(page("leave", member), {"first_day": first, "last_day": last, **more})


def test_during_leave_sign_in_is_refused_kindly_and_afterwards_open(managing, enter, caseworker):
    theirs, today = Client(), localdate()
    theirs.force_login(caseworker)
    note(managing, caseworker, today, today + timedelta(days=7))
    assert theirs.get(reverse("core:home")).status_code == 302
    refused = theirs.post(reverse("core:sign_in"), {"username": caseworker.sign_in_name, "password": PASSWORD})
    assert "You are on leave until" in refused.content.decode()
    managing.post(page("back", caseworker))
    assert enter(caseworker, browser=theirs).url == reverse("core:home")


def test_a_wrong_password_learns_nothing_of_a_leave(managing, caseworker):
    note(managing, caseworker, localdate(), localdate())
    answer = Client().post(reverse("core:sign_in"), {"username": caseworker.sign_in_name, "password": "wrong"})
    assert "on leave" not in answer.content.decode()


def test_a_leave_that_has_not_begun_or_is_over_closes_nothing(managing, enter, caseworker):
    tomorrow = localdate() + timedelta(days=1)
    note(managing, caseworker, tomorrow, tomorrow)
    assert staff.away_until(caseworker) is None
    assert enter(caseworker, browser=Client()).url == reverse("core:home")


def test_keys_may_be_taken_during_leave_unless_nobody_else_holds_them(managing, coordinator, caseworker):
    keys.make_staff_keys(caseworker, PASSWORD)
    keys.make_vaults(caseworker.organisation, [caseworker])
    answer = note(managing, caseworker, localdate(), localdate(), take_keys="on").content.decode()
    assert "Nobody else holds the key" in answer
    keys.make_staff_keys(coordinator, PASSWORD)
    keys.let_in(coordinator, held.unlock(caseworker, PASSWORD), by=caseworker)
    note(managing, caseworker, localdate(), localdate(), take_keys="on")
    assert not Grant.objects.filter(member=caseworker).exists()


@pytest.fixture
def leaver(caseworker, coordinator, reader, enter):
    """Somebody with a session, an app, keys and two cases of which one is closed."""
    for member in (caseworker, coordinator):
        keys.make_staff_keys(member, PASSWORD)
    keys.make_vaults(caseworker.organisation, [caseworker, coordinator])
    enter(caseworker, browser=Client())
    ours, day = {"organisation": caseworker.organisation}, date(2020, 1, 5)
    person = Person.objects.create(**ours, first_assisted_on=day)
    Case.objects.create(**ours, person=person, owner=caseworker, programme="shelter", opened_on=day)
    return caseworker


def test_leaving_for_good_takes_everything_in_one_action(managing, leaver, reader, coordinator):
    assert managing.post(page("leaving", leaver), {"to": reader.code}).url == page("staff")
    leaver.refresh_from_db()
    assert not leaver.is_active
    assert not Visit.objects.filter(member=leaver).exists()
    assert not StaffKeys.objects.filter(member=leaver).exists()
    assert not access.has_second_factor(leaver)
    assert Case.objects.get().owner == reader
    assert held.to_rotate(leaver.organisation)
    for action in ("member.left", "case.handed_over", "keys.taken", "second_factor.reset"):
        assert AuditEntry.objects.filter(action=action, by=coordinator).count() == 1, action


def test_open_cases_are_never_left_to_nobody(managing, leaver):
    text = managing.post(page("leaving", leaver), {}).content.decode()
    assert "Choose who takes the open cases over" in text
    leaver.refresh_from_db()
    assert leaver.is_active
    assert StaffKeys.objects.filter(member=leaver).exists()


def test_cases_go_to_nobody_who_may_not_read_them(leaver, coordinator, researcher):
    with pytest.raises(ActionRefused):
        actions.offboard(leaver, to=researcher, by=coordinator)
    assert Case.objects.get().owner == leaver


def test_nobody_leaves_by_their_own_hand_or_as_the_last_who_manages(coordinator, operator):
    with pytest.raises(ActionRefused):
        actions.offboard(coordinator, to=None, by=coordinator)
    actions.offboard(operator, to=None, by=coordinator)
    assert not User.objects.get(pk=operator.pk).is_active


def test_the_operator_manages_staff_and_sees_no_case(client, operator, leaver):
    client.force_login(operator)
    text = client.get(page("leaving", leaver)).content.decode()
    assert "1 open case goes" in text
    assert str(Case.objects.get().code) not in text


@pytest.mark.parametrize("name", ["member", "lost_phone", "leave", "leaving"])
def test_colleagues_of_another_house_are_not_there(client, outsider, caseworker, name):
    client.force_login(outsider)
    assert client.get(page(name, caseworker)).status_code == 404
    assert client.get(page("staff")).status_code == 200


@pytest.mark.parametrize("name", ["staff", "invite"])
def test_whoever_does_not_manage_staff_has_no_such_page(client, caseworker, name):
    client.force_login(caseworker)
    assert client.get(page(name)).status_code == 403


def test_a_lost_second_factor_is_taken_away_at_a_terminal(enter, caseworker):
    theirs = Client()
    enter(caseworker, browser=theirs)
    done = CliRunner().invoke(commands, ["second-factor-reset", caseworker.sign_in_name.upper()])
    assert done.exit_code == 0, done.output
    assert not access.has_second_factor(caseworker)
    assert theirs.get(reverse("core:home")).status_code == 302
    unknown = CliRunner().invoke(commands, ["second-factor-reset", "nobody"])
    assert "Nobody signs in as nobody" in str(unknown.exception)

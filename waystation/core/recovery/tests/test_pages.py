"""The operator makes the key, prints it, types two sheets back; nobody else gets there."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from waystation.core.models import AuditEntry, Organisation, User
from waystation.core.recovery import access, actions, keys
from waystation.core.recovery.models import RecoveryKey

pytestmark = pytest.mark.django_db
PAGES = ("recovery:recovery", "recovery:new")


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path / "staff"


@pytest.fixture
def made(client, operator):
    """The page of sheets, and the shares as it shows them."""
    client.force_login(operator)
    page = client.post(reverse("recovery:new")).content.decode()
    words = re.findall(r'<li class="sheet__word">(\w+)</li>', page)
    return page, [" ".join(words[start : start + 20]) for start in (0, 20, 40)]


def type_back(client, first, second):
    return client.post(RecoveryKey.objects.get().get_absolute_url(), {"first": first, "second": second}, follow=True)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", ["coordinator", "caseworker", "researcher", "reader"])
def test_only_the_operator_gets_there(client, request, role, name):
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse(name)).status_code == client.post(reverse(name)).status_code == 403
    assert not RecoveryKey.objects.exists()


def test_somebody_without_the_right_cannot_finish_a_key(client, made, coordinator):
    client.force_login(coordinator)
    assert client.post(RecoveryKey.objects.get().get_absolute_url()).status_code == 403


def test_the_operator_of_another_house_finds_no_key(client, made):
    house = Organisation.objects.create(name="Another house (invented)")
    stranger = User.objects.create(organisation=house, sign_in_name="another", role="administrator")
    client.force_login(stranger)
    assert client.get(RecoveryKey.objects.get().get_absolute_url()).status_code == 404


def test_the_page_shows_three_sheets_in_three_languages(made):
    page, shares = made
    assert len(set(shares)) == 3
    assert [page.count(f'class="sheet__said" lang="{language}"') for language in ("mk", "sq", "en")] == [3, 3, 3]


def test_sheets_are_never_kept_by_a_browser(client, operator):
    client.force_login(operator)
    assert "no-store" in client.post(reverse("recovery:new"))["Cache-Control"]


@pytest.mark.parametrize("pair", [(0, 1), (1, 0), (0, 2), (1, 2)])
def test_two_sheets_typed_back_put_the_key_in_force(client, made, home, organisation, pair):
    type_back(client, *(made[1][which] for which in pair))
    key = access.state_of(organisation).key
    assert (home / keys.PUBLIC_HALF).read_text() == f"{key.public_half}\n"
    assert AuditEntry.objects.filter(action="recovery_key.finished", on_code=str(key.code)).count() == 1


def test_a_wrong_word_is_named_and_nothing_is_put_in_force(client, made, organisation):
    client.cookies["waystation_workshop_language"] = "en"
    answer = type_back(client, made[1][0].replace(made[1][0].split()[4], "wrongest", 1), made[1][1])
    assert "Word 5, “wrongest”" in answer.content.decode()
    assert access.state_of(organisation).key is None


def test_one_sheet_typed_twice_is_refused(client, made, organisation):
    assert type_back(client, made[1][0], made[1][0]).status_code == 200
    assert access.state_of(organisation).key is None


def test_sheets_of_another_key_are_refused(client, made, organisation):
    _newer, (first, second, _third) = actions.make_key(organisation, by=None)
    assert type_back(client, *made[1][:2]).context["form"].errors
    assert access.state_of(organisation).key is None
    actions.finish_key(RecoveryKey.objects.get(), [first, second], by=None)


def test_the_words_are_stored_nowhere(made, home, organisation):
    stored = [*RecoveryKey.objects.values_list(), *AuditEntry.objects.values_list()]
    assert not any(share in str(stored) for share in made[1])
    assert list(home.glob("*.txt")) == []


def test_a_new_key_replaces_the_old_one_only_when_finished(made, organisation, client):
    type_back(client, *made[1][:2])
    old = access.state_of(organisation).key
    draft, typed = actions.make_key(organisation, by=None)
    assert access.state_of(organisation).key == old
    actions.finish_key(draft, typed[:2], by=None)
    assert access.state_of(organisation).key == draft


def test_home_asks_the_operator_alone_until_the_key_is_in_force(client, operator, coordinator, made):
    home_page = reverse("core:home")
    address = RecoveryKey.objects.get().get_absolute_url()
    assert address in client.get(home_page).content.decode()
    type_back(client, *made[1][:2])
    assert address not in client.get(home_page).content.decode()


def test_home_asks_for_the_first_key(client, operator, coordinator):
    client.force_login(operator)
    assert reverse("recovery:new") in client.get(reverse("core:home")).content.decode()
    client.force_login(coordinator)
    assert reverse("recovery:new") not in client.get(reverse("core:home")).content.decode()


def test_a_rehearsal_is_noted(client, operator, organisation):
    client.force_login(operator)
    client.post(reverse("recovery:recovery"), {"on_day": "2026-01-31"})
    assert access.rehearsed_on(organisation).isoformat() == "2026-01-31"


def test_a_rehearsal_to_come_is_refused(client, operator, organisation):
    client.force_login(operator)
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    client.post(reverse("recovery:recovery"), {"on_day": tomorrow.isoformat()})
    assert access.rehearsed_on(organisation) is None

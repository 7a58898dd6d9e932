"""Before a file, a deletion or work on keys the second factor is asked for again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from waystation.core.accounts import access, codes
from waystation.core.accounts.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def inside(client, enter, coordinator):
    enter(coordinator)
    return client


@pytest.fixture
def later(inside):
    Visit.objects.update(confirmed_at=now() - timedelta(minutes=11))
    return inside


def show(client, address, code):
    return client.post(address, {"code": code})


def test_signing_in_counts_for_ten_minutes(inside):
    assert inside.get(reverse("keys:keys")).status_code == 200


def test_later_the_question_comes_first_and_leads_on(later, coordinator):
    asked = later.get(reverse("keys:keys"))
    assert asked.url == reverse("accounts:confirm") + "?next=%2Fkeys%2F"
    assert show(later, asked.url, "000000").status_code == 200
    assert later.get(reverse("keys:keys")).status_code == 302
    assert show(later, asked.url, codes.next_code(access.app_of(coordinator))).url == reverse("keys:keys")
    assert later.get(reverse("keys:keys")).status_code == 200


def test_a_file_is_handed_over_on_a_page_that_stays(later, coordinator):
    asked = later.get(reverse("core:audit_file"))
    page = show(later, asked.url, codes.next_code(access.app_of(coordinator))).content.decode()
    assert f'href="{reverse("core:audit_file")}"' in page
    assert later.get(reverse("core:audit_file")).status_code == 200


def test_a_button_leads_back_to_its_page(later):
    asked = later.post(reverse("keys:rotate"), headers={"referer": "http://testserver/keys/?a=1"})
    assert asked.url.endswith("?next=%2Fkeys%2F%3Fa%3D1")
    asked = later.post(reverse("keys:rotate"), headers={"referer": "https://evil.example/keys/"})
    assert asked.url.endswith("?next=%2F")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_question_never_leads_elsewhere(later, coordinator, elsewhere):
    asked = f"{reverse('accounts:confirm')}?next={elsewhere}"
    assert show(later, asked, codes.next_code(access.app_of(coordinator))).url == reverse("core:home")


GUARDED = [
    ("GET", "keys:keys", {}), ("POST", "keys:let_in", {}), ("POST", "keys:rotate", {}),
    ("GET", "core:audit_file", {}), ("GET", "cases:people_file", {"kind": "csv"}),
    ("GET", "cases:people_file", {"kind": "xlsx"}), ("GET", "accounts:change_app", {}),
    ("POST", "accounts:new_codes", {}),
]  # fmt: skip


@pytest.mark.parametrize(("method", "name", "parts"), GUARDED)
def test_what_cannot_be_taken_back_asks_first(later, method, name, parts):
    answer = later.generic(method, reverse(name, kwargs=parts))
    assert answer.url.startswith(reverse("accounts:confirm"))


@pytest.mark.parametrize("name", ["recovery:recovery", "recovery:new"])
def test_the_recovery_key_asks_first(client, enter, operator, name):
    enter(operator)
    Visit.objects.update(confirmed_at=now() - timedelta(minutes=11))
    assert client.get(reverse(name)).url.startswith(reverse("accounts:confirm"))

"""The first page after signing in, and the choices of this computer."""

import pytest
from django.conf import settings
from django.urls import reverse

from waystation.core.models import AuditEntry
from waystation.core.signposts import Waiting
from waystation.core.views import shell
from waystation.ui.templatetags.ui import THEME_COOKIE

ROLES = ("caseworker", "reader", "coordinator", "researcher", "operator")


@pytest.fixture
def at_home(client, caseworker):
    client.force_login(caseworker)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.mark.parametrize("role", ROLES)
def test_everybody_has_a_home(client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get("/").status_code == 200


def test_nothing_waiting_says_so_and_what_to_do(at_home, monkeypatch):
    monkeypatch.setattr(shell, "waiting_for", lambda user: iter(()))
    assert "Nothing is waiting for you" in at_home.get("/").content.decode()


def test_what_is_urgent_stands_first(at_home, monkeypatch):
    things = [Waiting("Imports to look at", "/a", 9), Waiting("Calls to return", "/b", 2, urgent=True)]
    monkeypatch.setattr(shell, "waiting_for", lambda user: iter(things))
    text = at_home.get("/").content.decode()
    assert text.index("Calls to return") < text.index("Imports to look at")


def test_invented_data_is_named_on_every_page_of_an_invented_organisation(at_home, caseworker):
    assert 'class="invented"' in at_home.get("/").content.decode()
    caseworker.organisation.invented = False
    caseworker.organisation.save()
    assert 'class="invented"' not in at_home.get("/").content.decode()


def test_only_the_operator_finds_the_gallery_in_the_menu(client, at_home, operator):
    assert 'href="/ui/"' not in at_home.get("/").content.decode()
    client.force_login(operator)
    assert 'href="/ui/"' in client.get("/").content.decode()


def test_a_language_is_kept_for_the_person_and_the_computer(at_home, caseworker):
    response = at_home.post(reverse("core:language"), {"language": "sq", "next": "/?a=1"})
    caseworker.refresh_from_db()
    assert (response.url, caseworker.language) == ("/?a=1", "sq")
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "sq"
    assert AuditEntry.objects.get().details == {"language": "sq"}


def test_a_stranger_may_choose_a_language_too(client, db):
    response = client.post(reverse("core:language"), {"language": "en", "next": reverse("core:sign_in")})
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_a_choice_never_leads_to_another_site(at_home, elsewhere):
    assert at_home.post(reverse("core:theme"), {"theme": "dark", "next": elsewhere}).url == "/"


def test_an_unknown_language_changes_nothing(at_home, caseworker):
    response = at_home.post(reverse("core:language"), {"language": "xx"})
    caseworker.refresh_from_db()
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies
    assert caseworker.language == "mk"


def test_a_theme_is_kept_and_can_be_given_back_to_the_computer(at_home):
    at_home.post(reverse("core:theme"), {"theme": "dark", "next": "/"})
    assert 'data-theme="dark"' in at_home.get("/").content.decode()
    at_home.post(reverse("core:theme"), {"theme": "", "next": "/"})
    assert "data-theme" not in at_home.get("/").content.decode()


def test_a_forged_theme_never_reaches_the_page(at_home):
    at_home.cookies[THEME_COOKIE] = "x onload=y"
    assert "data-theme" not in at_home.get("/").content.decode()

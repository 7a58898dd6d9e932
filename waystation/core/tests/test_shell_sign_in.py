"""Signing in and out."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.urls import reverse

from waystation.core.models import AuditEntry

PASSWORD = "a long test password"


@pytest.fixture
def try_password(client):
    def post(name, password=PASSWORD, **more):
        return client.post(reverse("core:sign_in"), {"username": name, "password": password, **more})

    return post


def test_a_stranger_is_asked_to_sign_in(client):
    response = client.get("/")
    assert response.status_code == 302
    assert response.url.startswith(reverse("core:sign_in"))


def test_a_member_of_staff_comes_in_and_is_written_down(enter, caseworker):
    assert enter(caseworker).url == reverse("core:home")
    assert AuditEntry.objects.filter(action="staff.signed_in", by=caseworker).count() == 1


def test_the_sign_in_name_may_be_typed_in_capitals(try_password, caseworker):
    assert try_password(caseworker.sign_in_name.upper()).status_code == 302


def test_the_language_of_the_person_follows_them(try_password, caseworker):
    caseworker.language = "sq"
    caseworker.save()
    assert try_password(caseworker.sign_in_name).cookies[settings.LANGUAGE_COOKIE_NAME].value == "sq"


def _refusal(response):
    text = response.content.decode()
    return text[text.index('class="errors"') : text.index("</section>")]


def test_wrong_password_unknown_name_and_closed_account_get_the_same_answer(try_password, caseworker, reader):
    reader.is_active = False
    reader.save()
    answers = {
        _refusal(try_password(caseworker.sign_in_name, "not the password")),
        _refusal(try_password("nobody", "not the password")),
        _refusal(try_password(reader.sign_in_name)),
    }
    assert len(answers) == 1


@pytest.mark.parametrize("known", [True, False])
def test_the_password_is_hashed_once_whether_or_not_the_name_is_known(try_password, caseworker, monkeypatch, known):
    seen = []
    for step in ("encode", "verify"):
        plain = getattr(Argon2PasswordHasher, step)
        monkeypatch.setattr(
            Argon2PasswordHasher, step, lambda self, *args, _plain=plain: seen.append(1) or _plain(self, *args)
        )
    try_password(caseworker.sign_in_name if known else "nobody", "not the password")
    assert len(seen) == 1


def test_what_was_typed_stays_but_never_the_password(try_password, caseworker):
    text = try_password(caseworker.sign_in_name, "not the password").content.decode()
    assert f'value="{caseworker.sign_in_name}"' in text
    assert "not the password" not in text


def test_signing_in_never_leads_to_another_site(enter, caseworker):
    assert enter(caseworker, leads_to="https://example.org/").url == reverse("core:home")


def test_leaving_needs_a_button_not_a_link(client, caseworker):
    client.force_login(caseworker)
    assert client.get(reverse("core:sign_out")).status_code == 405
    left = client.post(reverse("core:sign_out"))
    assert (left.url, left["Clear-Site-Data"]) == (reverse("core:sign_in"), '"cache", "storage"')
    assert client.get("/").status_code == 302
    assert AuditEntry.objects.get().action == "staff.signed_out"


def test_the_page_is_never_kept_by_the_browser(client, caseworker):
    assert "no-store" in client.get(reverse("core:sign_in"))["Cache-Control"]
    client.force_login(caseworker)
    assert "no-store" in client.get("/")["Cache-Control"]

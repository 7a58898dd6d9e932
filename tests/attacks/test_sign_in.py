"""Signing in gives nothing away and cannot be done for somebody else."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from waystation.core.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a long test password"


def sign_in(client, name, password=PASSWORD, **more):
    return client.post(reverse("core:sign_in"), {"username": name, "password": password, **more})


def shown(response, name):
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return response.status_code, text.replace(name, "NAME")


def test_a_wrong_password_and_an_unknown_name_get_one_answer(client, caseworker):
    known = shown(sign_in(client, caseworker.sign_in_name, "wrong"), caseworker.sign_in_name)
    unknown = shown(sign_in(client, "nobody-at-all", "wrong"), "nobody-at-all")
    assert known == unknown


def test_an_account_that_is_closed_gets_the_same_answer(client, caseworker):
    wrong = shown(sign_in(client, caseworker.sign_in_name, "wrong"), "")
    User.objects.filter(pk=caseworker.pk).update(is_active=False)
    assert shown(sign_in(client, caseworker.sign_in_name), "") == wrong


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(client, caseworker, monkeypatch):
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed = []
    encode = Argon2PasswordHasher.encode
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *a, **k: (hashed.append(1), encode(*a, **k))[1])
    sign_in(client, "nobody-at-all", "wrong")
    assert hashed == [1]


def test_a_closed_account_ends_its_open_session(client, caseworker):
    client.force_login(caseworker)
    User.objects.filter(pk=caseworker.pk).update(is_active=False)
    assert client.get(reverse("core:home")).status_code == 302


def test_a_form_from_elsewhere_signs_nobody_in(caseworker):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, caseworker.sign_in_name).status_code == 403
    strict.force_login(caseworker)
    for address in ("core:sign_out", "core:import_new", "evidence:draft", "core:language"):
        assert strict.post(reverse(address), {}).status_code == 403


def test_the_session_gets_a_new_key_at_each_step_of_signing_in(client, enter, caseworker, reader):
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["waystation_workshop_session"] = planted = session.session_key
    sign_in(client, caseworker.sign_in_name)
    half = client.session.session_key
    enter(caseworker)
    whole = client.session.session_key
    assert len({planted, half, whole}) == 3
    assert not [key for key in (planted, half) if Client().session.exists(key)]
    assert "planted" not in client.session
    enter(reader)
    assert client.session["_auth_user_id"] == str(caseworker.pk)


ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]


@pytest.mark.parametrize("elsewhere", [*ELSEWHERE, "\thttps://evil.example", "http://testserver@evil.example/"])
def test_no_sign_in_leads_elsewhere(client, enter, caseworker, elsewhere):
    response = enter(caseworker, leads_to=elsewhere)
    assert response.headers["Location"] == reverse("core:home")
    for choice in ("language", "theme"):
        answer = client.post(reverse(f"core:{choice}"), {choice: "en", "next": elsewhere})
        assert answer.headers["Location"] == "/"


def test_signing_out_takes_a_form_and_ends_the_session(client, caseworker):
    client.force_login(caseworker)
    key = client.session.session_key
    assert client.get(reverse("core:sign_out")).status_code == 405
    client.post(reverse("core:sign_out"))
    assert not Client().session.exists(key)


def test_the_cookies_are_strict_and_out_of_reach_of_scripts(client, enter, caseworker):
    enter(caseworker)
    for cookie in client.cookies.values():
        assert (cookie["samesite"], bool(cookie["httponly"])) == ("Strict", True), cookie.key


def test_a_password_is_nowhere_in_the_session_or_the_page(client, caseworker):
    page = sign_in(client, caseworker.sign_in_name, "wrong but secret")
    assert b"wrong but secret" not in page.content


@pytest.mark.parametrize("change", [str.upper, str.title, str.swapcase])
def test_names_that_differ_only_in_case_are_one_name(organisation, caseworker, change):
    twin = User(organisation=organisation, sign_in_name=change(caseworker.sign_in_name), role="reader")
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_a_name_signs_in_however_it_is_typed(client, caseworker):
    assert sign_in(client, caseworker.sign_in_name.upper()).status_code == 302

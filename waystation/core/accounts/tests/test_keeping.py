"""What was typed comes back after signing in again: to the same person and browser, for a quarter of an hour."""

import base64
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from waystation.cases.tests.making import make_case
from waystation.core.accounts import access, codes, keeping
from waystation.core.accounts.actions import keeping as actions
from waystation.core.accounts.models import KeptForm, Visit
from waystation.core.retention.models import LegalHold

pytestmark = pytest.mark.django_db
CANARY = 'Кажа Канаринка: "a long note" & more </textarea>'
SHOWN = "Кажа Канаринка: &quot;a long note&quot; &amp; more &lt;/textarea&gt;"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def page(organisation):
    return reverse("retention:hold", args=["case", make_case(organisation).code])


@pytest.fixture
def inside(client, enter, coordinator):
    coordinator.language = "en"
    coordinator.save()
    enter(coordinator)
    return client


def send(client, page, **more):
    return client.post(
        page, {"reason": CANARY, "until": "2030-01-05", **more}, headers={"Referer": f"http://testserver{page}"}
    )


def let_idle(**fields):
    Visit.objects.update(**(fields or {"seen_at": now() - timedelta(minutes=16)}))


def typed_and_out(client, page):
    let_idle()
    response = send(client, page)
    assert response.headers["Location"].startswith(reverse("core:sign_in"))
    assert not LegalHold.objects.exists()
    return response


def test_what_was_typed_is_back_after_signing_in_again(inside, enter, coordinator, page):
    typed_and_out(inside, page)
    assert "kept for a quarter of an hour" in inside.get(reverse("core:sign_in")).content.decode()
    answer = enter(coordinator, leads_to=page)
    shown = inside.get(answer.headers["Location"]).content.decode()
    assert answer.headers["Location"] == page
    assert SHOWN in shown
    assert 'value="2030-01-05"' in shown
    assert "Nothing was saved yet" in shown
    assert not LegalHold.objects.exists()
    assert not KeptForm.objects.exists()
    assert SHOWN not in inside.get(page).content.decode()


def test_it_is_back_also_where_the_session_itself_is_gone(inside, enter, coordinator, page, settings):
    del inside.cookies[settings.SESSION_COOKIE_NAME]
    send(inside, page)
    enter(coordinator)
    assert SHOWN in inside.get(page).content.decode()


def test_another_person_in_that_browser_sees_nothing_and_it_is_gone(inside, enter, member_of, page):
    typed_and_out(inside, page)
    enter(member_of("coordinator"))
    assert "Канаринка" not in inside.get(page).content.decode()
    assert not KeptForm.objects.exists()


def test_another_browser_of_the_same_person_sees_nothing(inside, enter, coordinator, page):
    typed_and_out(inside, page)
    elsewhere = Client()
    enter(coordinator, browser=elsewhere)
    assert "Канаринка" not in elsewhere.get(page).content.decode()


def test_it_is_gone_after_a_quarter_of_an_hour(inside, enter, coordinator, page):
    typed_and_out(inside, page)
    KeptForm.objects.update(kept_at=now() - timedelta(minutes=15, seconds=1))
    enter(coordinator)
    assert "Канаринка" not in inside.get(page).content.decode()
    actions.forget_old()
    assert not KeptForm.objects.exists()


def test_nothing_of_it_stands_in_the_database_nor_its_key(inside, page):
    typed_and_out(inside, page)
    with connection.cursor() as cursor:
        stored = b"".join(everything(cursor))
    key = base64.urlsafe_b64decode(inside.cookies[keeping.COOKIE].value)[16:]
    forms = [text for word in ("Канаринка", page, "2030-01-05") for text in (word.encode(), word.encode("utf-16-le"))]
    assert [form for form in (*forms, key, key.hex().encode(), base64.b64encode(key)) if form in stored] == []


def everything(cursor):
    tables = connection.introspection.table_names(cursor)
    for table in tables:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        for row in cursor.fetchall():
            for value in row:
                yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_the_ciphertext_is_bound_to_its_row(inside, enter, coordinator, page):
    typed_and_out(inside, page)
    KeptForm.objects.update(typed=b"\1" * 200)
    enter(coordinator)
    assert "Канаринка" not in inside.get(page).content.decode()


def test_showing_the_second_factor_loses_nothing_either(inside, coordinator):
    page, address = reverse("outlets:guarded"), reverse("outlets:try")
    let_idle(confirmed_at=now() - timedelta(minutes=11))
    asked = inside.post(address, {"tried": CANARY}, headers={"Referer": f"http://testserver{page}"})
    assert asked.headers["Location"].startswith(reverse("accounts:confirm"))
    back = inside.post(asked.headers["Location"], {"code": codes.next_code(access.app_of(coordinator))})
    assert back.headers["Location"] == page
    shown = inside.get(page).content.decode()
    assert SHOWN in shown
    assert shown.count("Nothing was saved yet") == 1


@pytest.mark.parametrize("name", ["accounts:confirm", "accounts:new_codes", "accounts:invite", "keys:rotate"])
def test_no_form_with_codes_or_passwords_is_kept(inside, name):
    let_idle()
    inside.post(reverse(name), {"code": "123456", "password": CANARY})
    assert not KeptForm.objects.exists()


def test_a_forged_form_is_not_kept(coordinator, page):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(coordinator)
    let_idle()
    assert send(strict, page).status_code == 403
    assert not KeptForm.objects.exists()


def test_a_form_sent_by_a_script_or_by_nobody_known_is_not_kept(inside, page):
    let_idle()
    inside.post(page, {"reason": CANARY}, headers={"Sec-Fetch-Mode": "cors"})
    Client().post(page, {"reason": CANARY})
    assert not KeptForm.objects.exists()


def test_signing_out_forgets_who_was_here(inside, page):
    inside.post(reverse("core:sign_out"))
    assert not inside.cookies[keeping.WHOSE].value
    send(inside, page)
    assert not KeptForm.objects.exists()


def test_files_are_not_kept_and_it_is_said(inside, enter, coordinator, organisation):
    page = reverse("documents:of_case", args=[make_case(organisation).code])
    let_idle()
    file = SimpleUploadedFile("Канаринка.txt", b"x")
    inside.post(page, {"title": CANARY, "chosen": file}, headers={"Referer": f"http://testserver{page}"})
    enter(coordinator)
    shown = inside.get(page).content.decode()
    assert SHOWN in shown
    assert "Files are never kept" in shown

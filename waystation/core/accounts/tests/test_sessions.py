"""Sessions end by themselves, from another device, and by the hand of their owner."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from waystation.core.accounts.models import Visit
from waystation.core.models import AuditEntry

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOME = "core:home"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def inside(client, caseworker):
    client.force_login(caseworker)
    return client


def ago(**fields):
    Visit.objects.update(**{name: now() - timedelta(minutes=minutes) for name, minutes in fields.items()})


def is_out(client):
    return client.get(reverse(HOME)).status_code == 302


@pytest.mark.parametrize(("minutes", "out"), [(14, False), (16, True)])
def test_a_session_nobody_uses_ends_after_a_quarter_of_an_hour(inside, minutes, out):
    ago(seen_at=minutes)
    assert is_out(inside) is out
    assert Visit.objects.exists() is not out


@pytest.mark.parametrize(("hours", "out"), [(11.9, False), (12.1, True)])
def test_a_session_ends_after_twelve_hours_however_busy(inside, hours, out):
    ago(begun_at=hours * 60)
    assert is_out(inside) is out


def test_work_keeps_a_session_open(inside):
    ago(seen_at=10)
    inside.get(reverse(HOME))
    assert now() - Visit.objects.get().seen_at < timedelta(minutes=1)


def test_a_page_that_looks_by_itself_keeps_no_session_open(inside):
    ago(seen_at=10)
    inside.get(reverse(HOME), headers={"sec-fetch-mode": "cors"})
    assert now() - Visit.objects.get().seen_at > timedelta(minutes=9)


def test_whoever_was_signed_out_comes_back_to_the_page_and_is_told_why(inside):
    ago(seen_at=16)
    page = inside.get("/trail/?page=2", follow=True)
    assert page.redirect_chain[-1][0] == reverse("core:sign_in") + "?next=/trail/%3Fpage%3D2"
    assert "a quarter of an hour" in page.content.decode()


def test_a_session_without_a_visit_is_none(inside):
    Visit.objects.all().delete()
    assert is_out(inside)


def test_the_visit_of_somebody_else_opens_nothing(inside, reader):
    Visit.objects.update(member=reader)
    assert is_out(inside)


def test_what_the_browser_is_stands_there_in_two_words_and_no_more(client, enter, caseworker):
    client.defaults["HTTP_USER_AGENT"], caseworker.language = FIREFOX, "en"
    caseworker.save()
    enter(caseworker)
    assert Visit.objects.get().device == "firefox.linux"
    assert "Firefox on Linux" in client.get(reverse("accounts:account")).content.decode()


def test_another_device_is_signed_out(inside, caseworker):
    other = Client()
    other.force_login(caseworker)
    visit = Visit.objects.latest("pk")
    inside.post(reverse("accounts:end_visit"), {"visit": visit.code})
    assert is_out(other)
    assert not is_out(inside)
    assert AuditEntry.objects.filter(action="sessions.ended", by=caseworker).count() == 1


def test_every_other_device_is_signed_out(inside, caseworker):
    others = [Client(), Client()]
    for other in others:
        other.force_login(caseworker)
    inside.post(reverse("accounts:end_others"))
    assert all(is_out(other) for other in others)
    assert not is_out(inside)


def test_the_session_of_a_colleague_is_not_there(inside, reader):
    other = Client()
    other.force_login(reader)
    theirs = Visit.objects.get(member=reader)
    for code in (theirs.code, "nonsense"):
        page = inside.post(reverse("accounts:end_visit"), {"visit": code}, follow=True).content.decode()
        assert "over already" in page
    assert not is_out(other)


def test_signing_out_forgets_the_visit(inside):
    inside.post(reverse("core:sign_out"))
    assert not Visit.objects.exists()

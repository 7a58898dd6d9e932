"""Where the database file is plain, every staff page says so."""

import pytest
from django.conf import settings
from django.urls import reverse

pytestmark = pytest.mark.django_db
WORDS = "The database file on this machine is not encrypted"


@pytest.mark.parametrize(("engine", "times"), [("django.db.backends.sqlite3", 1), ("an.encrypted.sqlite3", 0)])
def test_a_plain_file_is_told_on_the_page(client, caseworker, monkeypatch, engine, times):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", engine)
    client.force_login(caseworker)
    page = client.get(reverse("core:home"), headers={"accept-language": "en"}).content.decode()
    assert page.count(WORDS) == times

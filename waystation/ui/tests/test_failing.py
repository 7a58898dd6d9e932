"""Pages for what did not work."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from waystation.ui import failing


@pytest.fixture(autouse=True)
def english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


def test_a_missing_staff_page_keeps_the_menu(client, operator):
    client.force_login(operator)
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "This page is not here" in response.content.decode()
    assert 'class="menu__link"' in response.content.decode()


@pytest.mark.urls("waystation.config.urls_public")
def test_a_missing_public_page_keeps_the_way_out(client):
    response = client.get("/en/nowhere/")
    assert response.status_code == 404
    assert "data-exit" in response.content.decode()


def test_a_missing_right_says_whom_to_ask(client, reader):
    client.force_login(reader)
    response = client.get(reverse("ui:gallery"))
    assert response.status_code == 403
    assert "Ask a coordinator" in response.content.decode()


def test_a_stale_form_says_nothing_was_saved(db):
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.post(reverse("core:sign_in"), {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "Nothing was saved" in response.content.decode()


def test_a_failure_needs_no_database_and_no_person(rf):
    response = failing.broken(rf.get("/"))
    assert response.status_code == 500
    assert 'class="staff"' in response.content.decode()


@pytest.mark.urls("waystation.config.urls_public")
def test_a_public_failure_keeps_the_way_out(rf):
    assert "data-exit" in failing.broken(rf.get("/")).content.decode()

"""Pages of the public door."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client

from waystation.campaign.actions import show_release, withdraw_release
from waystation.campaign.tests.releases import make_release, make_text
from waystation.evidence.published import dump

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_door")]
PAGE = "/en/infographics/organisation/helpline"


@pytest.fixture
def shown(settings, tmp_path):
    settings.FILES = tmp_path
    return show_release(make_text(contacts=6100), letter_id=uuid4())


def test_the_bare_address_leads_to_the_language_of_the_browser(client: Client):
    assert client.get("/", headers={"accept-language": "sq,en;q=0.5"}).url == "/sq/"


def test_home_names_the_sos_line_before_any_figure(client: Client):
    page = client.get("/mk/").content.decode()
    assert "0800 11111" in page
    assert "192" in page


def test_home_without_releases_says_that_there_are_none(client: Client):
    assert "No figures have been published yet" in client.get("/en/").content.decode()


def test_home_shows_headline_numbers(client: Client, shown):
    assert "6,131" in client.get("/en/").content.decode()


def test_infographic_has_numbers_definition_and_edition(client: Client, shown):
    page = client.get(f"{PAGE}/").content.decode()
    assert "6,131" in page
    assert "Edition 1" in page
    assert "withheld" in page


def test_no_page_may_be_kept_and_none_sets_a_cookie(client: Client, shown):
    for address in ("/en/", f"{PAGE}/", "/en/releases/", "/en/releases/helpline/1/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies


@pytest.mark.parametrize(
    ("form", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("csv", b"block,")]
)
def test_infographic_can_be_taken_away(client: Client, shown, form: str, start: bytes):
    assert client.get(f"{PAGE}.{form}").content.startswith(start)


def test_a_known_drawing_is_not_sent_again(client: Client, shown):
    etag = client.get(f"{PAGE}.svg")["ETag"]
    assert client.get(f"{PAGE}.svg", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("wrong", [f"{PAGE}.exe", f"{PAGE}.png?shape=huge", "/en/infographics/organisation/nothing/"])
def test_what_does_not_exist_is_not_found(client: Client, shown, wrong: str):
    assert client.get(wrong).status_code == 404


def test_a_newer_edition_changes_the_page(client: Client, shown):
    show_release(make_text(edition=2, contacts=7000), letter_id=uuid4())
    assert "7,031" in client.get(f"{PAGE}/").content.decode()


def test_a_release_says_who_approved_it_in_the_language_of_the_page(client: Client, shown):
    said = {lang: client.get(f"/{lang}/releases/helpline/1/").content.decode() for lang in ("en", "mk")}
    assert "Coordinator" in said["en"]
    assert "Координатор" in said["mk"]


def test_the_release_as_data_is_the_very_text(client: Client, shown):
    assert client.get("/en/releases/helpline/1/release.json").content.decode() == shown.text


@pytest.mark.parametrize(("language", "said"), [("mk", "Прво издание."), ("en", "First edition.")])
def test_what_changed_is_read_in_the_language_of_the_page(client: Client, settings, tmp_path, language, said):
    settings.FILES = tmp_path
    words = {"mk": "Прво издание.", "sq": "Botimi i parë.", "en": "First edition."}
    show_release(dump(replace(make_release(), what_changed=words)), letter_id=uuid4())
    assert f"<dd>{said}</dd>" in client.get(f"/{language}/releases/helpline/1/").content.decode()


def test_a_withdrawn_release_stays_findable_and_says_why(client: Client, shown):
    withdraw_release(shown.release_id, why="One number was wrong.")
    page = client.get("/en/releases/helpline/1/").content.decode()
    assert "One number was wrong." in page
    assert "6,131" not in page
    assert client.get("/en/releases/helpline/1/release.json").status_code == 404

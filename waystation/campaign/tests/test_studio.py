"""The studio on the staff door."""

import pytest
from django.test import Client

from waystation.campaign.tests.releases import make_release
from waystation.evidence import published

pytestmark = pytest.mark.django_db
RELEASE = make_release(contacts=6100)
ADDRESS = f"/infographics/{RELEASE.release_id}/organisation/helpline"


class OneRelease:
    """A shelf with one release that only its own organisation may see."""

    def __init__(self, organisation):
        self.organisation = organisation

    def newest(self):
        return [RELEASE]

    def preview(self, user, code):
        return RELEASE if (user.organisation, code) == (self.organisation, RELEASE.release_id) else None

    def previews(self, user):
        return [RELEASE] if user.organisation == self.organisation else []


@pytest.fixture(autouse=True)
def _shelf(organisation, monkeypatch):
    monkeypatch.setattr(published, "_shelves", [OneRelease(organisation)])


def test_researcher_sees_a_draft_as_it_would_look(client: Client, researcher):
    client.force_login(researcher)
    assert "6,131" in client.get(f"{ADDRESS}/?language=en").content.decode()
    assert client.get(f"{ADDRESS}.png?shape=square").content.startswith(b"\x89PNG")


def test_list_offers_what_can_be_drawn(client: Client, researcher):
    client.force_login(researcher)
    assert f"{ADDRESS}/" in client.get("/infographics/").content.decode()


def test_another_organisation_finds_nothing(client: Client, outsider):
    client.force_login(outsider)
    assert client.get(f"{ADDRESS}/").status_code == 404
    assert ADDRESS not in client.get("/infographics/").content.decode()


def test_a_release_of_another_set_cannot_fill_the_infographic(client: Client, researcher):
    client.force_login(researcher)
    assert client.get(ADDRESS.replace("helpline", "assistance") + "/").status_code == 404


def test_who_may_not_read_figures_is_refused(client: Client, member_of):
    client.force_login(member_of("partner_guest"))
    assert client.get("/infographics/").status_code == 403


def test_a_stranger_is_asked_to_sign_in(client: Client):
    assert client.get("/infographics/").status_code == 302

"""Indicators and releases as staff see them."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now

from waystation.core.models import AuditEntry
from waystation.evidence import actions
from waystation.evidence.models import CaseRecord, CountedTable, Release
from waystation.evidence.signposts import waiting


@pytest.fixture(autouse=True)
def cases(organisation):
    about = {"organisation": organisation, "dataset": "made_up", "year": 2010, "source_kind": "hotline"}
    for sex, number in (("female", 30), ("male", 20), ("other", 2)):
        CaseRecord.objects.bulk_create(CaseRecord(**about, sex=sex, child_adult="child") for _ in range(number))


@pytest.fixture
def ready(researcher):
    return Release.objects.get(pk=actions.draft_release("ctdc_who", by=researcher).pk)


@pytest.fixture
def counted(reader):
    actions.ask_for_count("ctdc_records_by_sex_and_age", by=reader)


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"evidence:{name}", args=args), headers={"accept-language": "en"})


def test_indicators_are_listed(client, reader):
    page = get(client, reader, "indicators")
    assert page.status_code == 200
    assert "people_assisted_by_form" in page.content.decode()


def test_several_indicators_are_counted_in_one_go(client, reader):
    actions.ask_for_counts(["ctdc_records_by_sex_and_age", "ctdc_records_by_age_band"], by=reader)
    for code in ("ctdc_records_by_sex_and_age", "ctdc_records_by_age_band"):
        assert "Not counted yet" not in get(client, reader, "indicator", code).content.decode()


def test_the_bar_hears_that_a_draft_is_counted(client, ready, researcher):
    answer = get(client, researcher, "release_progress", ready.code).json()
    assert (answer["finished"], answer["done"], answer["total"]) == (True, ready.tables_total, ready.tables_total)


def test_the_bar_of_an_indicator_waits_while_it_is_counted(client, reader, organisation):
    code = "ctdc_records_by_sex_and_age"
    assert get(client, reader, "indicator_progress", code).json()["finished"]
    CountedTable.objects.create(organisation=organisation, indicator=code, asked_at=now())
    assert not get(client, reader, "indicator_progress", code).json()["finished"]
    assert "data-progress" in get(client, reader, "indicator", code).content.decode()


def test_an_indicator_not_counted_offers_to_count(client, reader):
    page = get(client, reader, "indicator", "ctdc_records_by_sex_and_age").content.decode()
    assert "Not counted yet" in page
    assert "Count now" in page


def test_counting_shows_the_protected_table(client, reader):
    client.force_login(reader)
    address = reverse("evidence:count", args=["ctdc_records_by_sex_and_age"])
    page = client.post(address, headers={"accept-language": "en"}, follow=True).content.decode()
    assert "withheld" in page
    assert "fewer than 5 people" in page
    assert CountedTable.objects.get().table is not None


def test_an_unknown_indicator_is_not_found(client, reader):
    assert get(client, reader, "indicator", "nothing_like_this").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_leaves_as_a_file_without_withheld_numbers(client, reader, counted, kind):
    response = get(client, reader, "indicator_file", "ctdc_records_by_sex_and_age", kind)
    assert response.status_code == 200
    assert AuditEntry.objects.filter(action="figures.exported", by=reader).exists()
    if kind == "csv":
        rows = [line.split(",") for line in response.content.decode().splitlines()]
        assert [row[2] for row in rows if row[7] == "withheld"] == [""] * sum(row[7] == "withheld" for row in rows)


def test_a_stranger_finds_nothing_of_ours(client, outsider, ready, counted):
    assert get(client, outsider, "release", ready.code).status_code == 404
    assert get(client, outsider, "indicator_file", "ctdc_records_by_sex_and_age", "csv").status_code == 404


@pytest.mark.parametrize(
    ("language", "said"), [("mk", "Прво издание."), ("sq", "Botimi i parë."), ("en", "First edition.")]
)
def test_what_changed_is_read_in_the_language_of_the_reader_not_of_the_drafter(client, researcher, language, said):
    with translation.override("sq"):
        release = actions.draft_release("ctdc_who", by=researcher)
    client.force_login(researcher)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert f"<p>{said}</p>" in client.get(reverse("evidence:release", args=[release.code])).content.decode()


def test_a_draft_shows_every_table_and_the_consequence(client, coordinator, ready):
    page = get(client, coordinator, "release", ready.code).content.decode()
    assert page.count("<caption") == 3
    assert "everybody can read and copy it" in page
    assert "too few people" in page


def test_a_draft_is_closed_to_those_who_only_read(client, reader, ready):
    page = get(client, reader, "release", ready.code).content.decode()
    assert "<caption" not in page
    assert get(client, reader, "release_file", ready.code, "ctdc_records_by_sex_and_age", "csv").status_code == 404


def test_the_researcher_drafts_and_the_coordinator_approves(client, researcher, coordinator):
    client.force_login(researcher)
    client.post(reverse("evidence:draft"), {"set_code": "ctdc_who"})
    release = Release.objects.get()
    client.force_login(coordinator)
    page = client.post(reverse("evidence:approve", args=[release.code]), headers={"accept-language": "en"}, follow=True)
    release.refresh_from_db()
    assert (release.state, release.approver) == ("approved", coordinator)
    assert "not confirmed yet" in page.content.decode()


@pytest.mark.parametrize(
    ("persona", "name"),
    [
        ("caseworker", "draft"),
        ("reader", "draft"),
        ("researcher", "approve"),
        ("reader", "discard"),
        ("operator", "withdraw"),
    ],
)
def test_a_missing_right_is_refused(client, request, ready, persona, name):
    client.force_login(request.getfixturevalue(persona))
    address = reverse("evidence:draft") if name == "draft" else reverse(f"evidence:{name}", args=[ready.code])
    assert client.post(address).status_code == 403


def test_a_draft_can_be_discarded(client, researcher, ready):
    client.force_login(researcher)
    client.post(reverse("evidence:discard", args=[ready.code]))
    assert not Release.objects.exists()


def test_withdrawing_asks_why(client, coordinator, ready):
    actions.approve_release(ready, by=coordinator)
    client.force_login(coordinator)
    address = reverse("evidence:withdraw", args=[ready.code])
    assert "Say why" in client.post(address, {"why": ""}, headers={"accept-language": "en"}).content.decode()
    client.post(address, {"why": "A source was misread."})
    ready.refresh_from_db()
    assert (ready.state, ready.withdrawn_why) == ("withdrawn", "A source was misread.")


def test_a_set_that_waits_is_said_and_not_drafted_again(client, researcher, ready):
    client.force_login(researcher)
    page = client.post(
        reverse("evidence:draft"), {"set_code": "ctdc_who"}, headers={"accept-language": "en"}, follow=True
    )
    assert "waits for approval" in page.content.decode()


def test_the_coordinator_is_told_of_waiting_releases(coordinator, researcher, ready):
    assert [thing.count for thing in waiting(coordinator)] == [1]
    assert not list(waiting(researcher))

"""Pages of people and cases: success, refusal, a missing right (403), and the outsider (404)."""

from datetime import date

import pytest
from django.urls import reverse

from waystation.cases.access import people_for
from waystation.cases.models import IdentificationStatus
from waystation.cases.tests.making import make_case, make_person
from waystation.core.models import AuditEntry

pytestmark = pytest.mark.django_db
LISTS = ("cases:people", "cases:cases", "shelter:stays", "social_work:accompaniments", "field_work:screenings")
LISTS += ("prevention:activities", "desk:contacts")
FILES = ("cases:people_file", "cases:cases_file", "shelter:stays_file", "social_work:accompaniments_file")
FILES += ("field_work:screenings_file", "prevention:activities_file", "desk:contacts_file")


@pytest.fixture
def case(organisation):
    return make_case(organisation)


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_how_to_fill_it(client, reader, name):
    client.force_login(reader)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert 'class="empty"' in response.text


@pytest.mark.parametrize("name", LISTS)
def test_lists_need_the_right(client, researcher, name):
    client.force_login(researcher)
    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("kind", "status"), [("csv", 200), ("xlsx", 200), ("exe", 404)])
def test_lists_leave_as_files_of_two_kinds(client, reader, name, kind, status):
    client.force_login(reader)
    assert client.get(reverse(name, args=[kind])).status_code == status


@pytest.mark.parametrize("name", FILES)
def test_files_need_the_right(client, researcher, name):
    client.force_login(researcher)
    assert client.get(reverse(name, args=["csv"])).status_code == 403


@pytest.mark.parametrize("name", LISTS)
def test_nobody_reads_without_signing_in(client, name):
    assert client.get(reverse(name)).status_code == 302


def test_a_case_and_its_person_are_shown(client, caseworker, case):
    client.force_login(caseworker)
    for record in (case, case.person):
        response = client.get(record.get_absolute_url())
        assert "Џемиле Измислена" in response.text
        assert "no-store" in response.headers["Cache-Control"]


def test_the_title_of_a_page_never_holds_a_name(client, caseworker, case):
    client.force_login(caseworker)
    page = client.get(case.person.get_absolute_url()).text
    assert "Џемиле" not in page[page.index("<title>") : page.index("</title>")]


def test_opening_a_person_is_written_down(client, caseworker, case):
    client.force_login(caseworker)
    client.get(case.person.get_absolute_url())
    entry = AuditEntry.objects.get(action="record.opened")
    assert (entry.by, entry.on_code, entry.details) == (caseworker, str(case.person.code), {})


def test_the_outsider_meets_a_wall(client, outsider, case):
    client.force_login(outsider)
    for record in (case, case.person):
        assert client.get(record.get_absolute_url()).status_code == 404
    assert "Џемиле" not in client.get(reverse("cases:people")).text


def test_those_without_the_right_learn_nothing_either(client, researcher, case):
    client.force_login(researcher)
    for record in (case, case.person):
        assert client.get(record.get_absolute_url()).status_code == 403


def test_people_are_searched_across_scripts(client, reader, organisation):
    make_person(organisation, "Елена"), make_person(organisation, "Arta")
    client.force_login(reader)
    page = client.post(reverse("cases:people"), {"words": "elena"}).text
    assert "Елена Измислена" in page
    assert "Arta" not in page


def test_a_search_that_finds_nobody_says_what_to_try(client, reader, case):
    client.force_login(reader)
    assert 'class="empty"' in client.post(reverse("cases:people"), {"words": "Зззз"}).text


def test_an_empty_search_asks_for_a_name(client, reader, case):
    client.force_login(reader)
    assert "words-error" in client.post(reverse("cases:people"), {"words": " "}).text


def test_lists_are_narrowed_sorted_and_paged(client, reader, organisation):
    for year in range(1960, 2020):
        make_case(organisation, opened_on=date(year, 5, 1), programme="shelter" if year % 2 else "social_work")
    client.force_login(reader)
    context = client.get(reverse("cases:cases"), {"sort": "opened_on", "page": 2}).context
    assert (context["page"].number, len(context["page"]), context["page"][0].opened_on.year) == (2, 10, 2010)
    narrowed = client.get(reverse("cases:cases"), {"programme": "shelter", "year": 1961}).context["page"]
    assert [case.opened_on.year for case in narrowed] == [1961]


@pytest.mark.parametrize("query", ["year=abc", "programme=nonsense", "page=999", "sort=given_name", "state=%00"])
def test_nonsense_in_an_address_breaks_nothing(client, reader, case, query):
    client.force_login(reader)
    assert client.get(f"{reverse('cases:cases')}?{query}").status_code == 200


def test_quiet_cases_wait_on_the_first_page(client, reader, case):
    client.force_login(reader)
    assert f"{reverse('cases:cases')}?state=quiet" in client.get(reverse("core:home")).text
    assert client.get(reverse("cases:cases"), {"state": "quiet"}).context["page"].paginator.count == 1
    assert client.get(reverse("cases:cases"), {"state": "closed"}).context["page"].paginator.count == 0


def test_a_file_of_people_holds_no_name_and_is_written_down(client, reader, case):
    client.force_login(reader)
    text = client.get(reverse("cases:people_file", args=["csv"])).getvalue().decode()
    assert "Џемиле" not in text
    assert len(text.splitlines()) == 2
    assert AuditEntry.objects.get(action="records.exported").details == {"records": "people", "kind": "csv", "count": 1}


@pytest.mark.parametrize("language", ["mk", "sq", "en"])
def test_pages_stand_in_every_language(client, reader, case, language, settings):
    client.force_login(reader)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(case.get_absolute_url())
    assert page.status_code == 200
    assert f'lang="{language}"' in page.text


def test_people_are_listed_with_the_newest_status_of_their_own_cases(organisation, reader):
    first, second, third = (make_case(organisation) for _ in range(3))
    for case, status, day in ((second, "presumed", 1), (first, "identified", 2), (second, "identified", 3)):
        IdentificationStatus.objects.create(case=case, status=status, decided_on=date(2021, 1, day))
    IdentificationStatus.objects.create(case=first, status="refused", decided_on=date(2021, 1, 4))
    listed = {person.pk: person.newest_status for person in people_for(reader)}
    assert listed == {first.person_id: "refused", second.person_id: "identified", third.person_id: None}

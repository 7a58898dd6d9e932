"""Social work lists those accompanied outside the shelter, and nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from waystation.cases.actions import give_service
from waystation.cases.tests.making import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(caseworker):
    case = make_case(caseworker.organisation, programme="social_work")
    make_case(caseworker.organisation, programme="shelter")
    for day in (date(2020, 2, 1), date(2020, 3, 1)):
        give_service(case, by=caseworker, service_type="family_counselling", given_on=day)
    return case


def test_accompanied_people_are_listed_with_their_services(client, reader, case):
    client.force_login(reader)
    (listed,) = client.get(reverse("social_work:accompaniments")).context["page"]
    assert (listed.pk, listed.service_count, listed.last_service_on) == (case.pk, 2, date(2020, 3, 1))


def test_they_are_narrowed_and_sorted(client, reader, case):
    client.force_login(reader)
    answers = {"state": "open", "sort": "-service_count"}
    assert client.get(reverse("social_work:accompaniments"), answers).context["page"].paginator.count == 1


def test_the_outsider_sees_none(client, outsider, case):
    client.force_login(outsider)
    assert client.get(reverse("social_work:accompaniments")).context["page"].paginator.count == 0

"""Six places and never a seventh person; bed-nights equal the stays."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waystation.cases.tests.making import make_case
from waystation.core.errors import ActionRefused
from waystation.core.models import AuditEntry
from waystation.programmes.shelter.actions import count_nights, leave, store_ended, take_in
from waystation.programmes.shelter.facts import TABLES, bed_nights, nights_by_year
from waystation.programmes.shelter.models import PLACES, Night, Stay

DAY = date(2020, 1, 5)


def fill(caseworker, stays, arrived_on=DAY):
    return [take_in(make_case(caseworker.organisation), by=caseworker, arrived_on=arrived_on) for _ in range(stays)]


def test_six_are_taken_in_and_the_seventh_is_refused(caseworker):
    assert [stay.place for stay in fill(caseworker, PLACES)] == [1, 2, 3, 4, 5, 6]
    with pytest.raises(ActionRefused, match="All six places are taken"):
        fill(caseworker, 1)
    assert AuditEntry.objects.filter(action="stay.begun").count() == PLACES


def test_a_place_is_free_again_on_the_day_of_leaving(caseworker):
    stays = fill(caseworker, PLACES)
    leave(stays[3], by=caseworker, left_on=date(2020, 2, 1), ending="reintegrated")
    assert fill(caseworker, 1, date(2020, 2, 1))[0].place == 4


def test_a_backdated_arrival_does_not_slip_between_others(caseworker):
    fill(caseworker, PLACES)
    with pytest.raises(ActionRefused, match="All six places"):
        fill(caseworker, 1, date(2019, 12, 1))


def test_nobody_stays_twice_at_once(caseworker):
    case = make_case(caseworker.organisation)
    take_in(case, by=caseworker, arrived_on=DAY)
    with pytest.raises(ActionRefused, match="already stays in the shelter"):
        take_in(case, by=caseworker, arrived_on=date(2020, 3, 1))


def test_only_cases_of_the_shelter_and_days_that_have_come(caseworker):
    with pytest.raises(ActionRefused, match="not one of the shelter"):
        take_in(make_case(caseworker.organisation, programme="social_work"), by=caseworker, arrived_on=DAY)
    with pytest.raises(ActionRefused, match="not come yet"):
        fill(caseworker, 1, date(2999, 1, 1))


def test_leaving_says_how_and_counts_the_nights(caseworker):
    stay = leave(fill(caseworker, 1)[0], by=caseworker, left_on=date(2020, 1, 9), ending="independent")
    assert (stay.nights(date(2026, 1, 1)), Night.objects.count()) == (4, 4)
    with pytest.raises(ActionRefused, match="ended already"):
        leave(stay, by=caseworker, left_on=date(2020, 1, 10), ending="other")


@pytest.mark.parametrize("day", [date(2020, 1, 4), date(2999, 1, 1)])
def test_nobody_leaves_before_arriving_or_in_the_future(caseworker, day):
    with pytest.raises(ActionRefused, match="from the arrival up to today"):
        leave(fill(caseworker, 1)[0], by=caseworker, left_on=day, ending="other")


def test_counting_nights_twice_changes_nothing(caseworker):
    stay = fill(caseworker, 1)[0]
    before = Night.objects.count()
    assert count_nights(stay, until=date(2020, 2, 1)) == 0
    assert Night.objects.count() == before > 0


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("stay_place_is_one_of_six", {"place": 7}),
        ("stay_ends_after_it_begins", {"left_on": date(2019, 1, 1), "ending": "other"}),
        ("ended_stay_says_how_it_ended", {"left_on": date(2021, 1, 1)}),
    ],
)
def test_the_database_keeps_the_promises_of_a_stay(organisation, constraint, facts):
    facts = {"place": 1, "arrived_on": DAY, **facts}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Stay.objects.create(organisation=organisation, case=make_case(organisation), **facts)


def test_the_database_itself_refuses_two_people_in_one_place(organisation):
    stays = [
        Stay(organisation=organisation, case=make_case(organisation), place=1, arrived_on=DAY, ending="other")
        for _ in range(2)
    ]
    stays[0].left_on, stays[1].left_on = date(2020, 1, 9), date(2020, 1, 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        store_ended(stays)
    assert Stay.objects.count() == 0


moves = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 25)), max_size=30)


@given(moves)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tried_no_night_has_more_than_six_and_nights_equal_stays(caseworker, moves):
    with transaction.atomic():
        for begin, length in moves:
            case = make_case(caseworker.organisation, opened_on=DAY)
            try:
                stay = take_in(case, by=caseworker, arrived_on=DAY + timedelta(days=begin))
            except ActionRefused:
                continue
            leave(stay, by=caseworker, left_on=DAY + timedelta(days=begin + length), ending="other")
        for number in range(70):
            night = DAY + timedelta(days=number)
            here = Stay.objects.on_night(night).count()
            assert here == Night.objects.filter(began_on=night).count() <= PLACES
        nights = sum(dict(zip([c.name for c in TABLES[0].columns], row, strict=True))["nights"] for row in bed_nights())
        assert nights == Night.objects.count() == sum((s.left_on - s.arrived_on).days for s in Stay.objects.all())
        transaction.set_rollback(True)


days = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(days, days)
def test_nights_of_a_stay_are_divided_among_years_without_loss(one, other):
    arrived, left = sorted((one, other))
    years = dict(nights_by_year(arrived, left))
    assert sum(years.values()) == (left - arrived).days
    assert all(0 < nights <= 366 for nights in years.values())


def test_the_bed_view_shows_who_sleeps_where(client, reader, caseworker):
    stay = leave(fill(caseworker, 2)[1], by=caseworker, left_on=date(2020, 1, 9), ending="other")
    client.force_login(reader)
    beds = client.get(reverse("shelter:stays"), {"night": "2020-01-08"}).context["beds"]
    assert [bool(row.values[2]) for row in beds.rows] == [True, True, False, False, False, False]
    beds = client.get(reverse("shelter:stays"), {"night": "2020-01-09"}).context["beds"]
    assert [bool(row.values[2]) for row in beds.rows] == [True, False, False, False, False, False]
    assert stay.get_absolute_url() in client.get(reverse("shelter:stays"), {"state": "ended"}).text


@pytest.mark.parametrize("night", ["", "gestern", "2020-13-40"])
def test_a_night_that_is_none_shows_tonight(client, reader, night):
    client.force_login(reader)
    assert client.get(reverse("shelter:stays"), {"night": night}).context["night"].year >= 2026


def test_an_empty_shelter_shows_the_last_night_anybody_slept_there(client, reader, caseworker):
    leave(fill(caseworker, 1)[0], by=caseworker, left_on=date(2020, 2, 1), ending="reintegrated")
    client.force_login(reader)
    assert client.get(reverse("shelter:stays")).context["night"] == date(2020, 1, 31)


def test_a_shelter_with_somebody_in_it_shows_tonight(client, reader, caseworker):
    fill(caseworker, 1)
    client.force_login(reader)
    assert client.get(reverse("shelter:stays")).context["night"] == localdate()


def test_a_stay_is_shown_to_those_who_may(client, caseworker, outsider, researcher):
    stay = fill(caseworker, 1)[0]
    for user, status in ((caseworker, 200), (outsider, 404), (researcher, 403)):
        client.force_login(user)
        assert client.get(stay.get_absolute_url()).status_code == status


def test_the_outsider_sees_an_empty_shelter(client, caseworker, outsider):
    fill(caseworker, 2)
    client.force_login(outsider)
    assert "Џемиле" not in client.get(reverse("shelter:stays"), {"night": "2020-01-08"}).text

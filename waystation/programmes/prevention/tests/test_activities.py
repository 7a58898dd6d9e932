"""Prevention: activities recorded, listed and imported, and what people learnt."""

from datetime import date
from math import sqrt
from statistics import mean, stdev

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from waystation.cases.tests.test_imports import bring_in
from waystation.core.errors import ActionRefused
from waystation.programmes.prevention.actions import record_activity, record_test
from waystation.programmes.prevention.facts import TABLES
from waystation.programmes.prevention.knowledge import Answers, UnequalTests, change, counted
from waystation.programmes.prevention.models import Activity, KnowledgeTest
from waystation.programmes.prevention.sheets import learnt

DAY = date(2019, 5, 22)
HEADER = ["Data", "Titulli", "Lloji", "Audienca", "Qyteti", "Rajoni", "Pjesëmarrës", "Gra dhe vajza", "Burra dhe djem"]
ROW = [DAY, "Punëtori", "workshop", "teachers", "Гевгелија", "southeast", 35, 20, 15]
sheets = st.integers(1, 8).flatmap(
    lambda items: st.lists(
        st.builds(Answers, st.tuples(*[st.booleans()] * items), st.tuples(*[st.booleans()] * items)), min_size=1
    )
)


@pytest.fixture
def activity(caseworker):
    facts = {"held_on": DAY, "participants": 35, "title": "Работилница", "town": "Гевгелија", "kind": "workshop"}
    return record_activity(Activity(**facts), by=caseworker)


@given(sheets)
def test_counts_give_the_same_change_as_the_sheets_themselves(answers):
    test, items = counted(Activity(), answers)
    gains = [sum(person.after) - sum(person.before) for person in answers]
    found = change(test)
    assert found.mean == pytest.approx(mean(gains))
    if len(gains) > 1:
        assert found.standard_error == pytest.approx(stdev(gains) / sqrt(len(gains)), abs=1e-9)
    assert sum(item.right_before for item in items) == test.right_before
    assert sum(item.right_after for item in items) == test.right_after


def test_one_person_gives_no_uncertainty():
    test, _items = counted(Activity(), [Answers((True,), (True,))])
    assert change(test).standard_error is None


@pytest.mark.parametrize("answers", [[], [Answers((True,), (True, False))]])
def test_sheets_of_unequal_length_are_refused(answers):
    with pytest.raises(UnequalTests, match="the same items before and after"):
        counted(Activity(), answers)


def test_a_test_is_stored_once(caseworker, activity):
    answers = [Answers((False, False), (True, False))] * 4
    record_test(activity, answers, by=caseworker)
    test = KnowledgeTest.objects.get()
    assert (test.right_before, test.right_after, test.change_squared, test.item_counts.count()) == (0, 4, 4, 2)
    with pytest.raises(ActionRefused, match="has its test already"):
        record_test(activity, answers, by=caseworker)


def test_more_sheets_than_people_are_refused(caseworker, activity):
    with pytest.raises(ActionRefused, match="More people answered than took part"):
        record_test(activity, [Answers((True,), (True,))] * 36, by=caseworker)


def test_more_women_and_men_than_people_are_refused(caseworker, organisation):
    facts = {"held_on": DAY, "participants": 3, "participants_female": 2, "participants_male": 2}
    with pytest.raises(ActionRefused, match="More women and men"):
        record_activity(Activity(**facts), by=caseworker)
    with pytest.raises(IntegrityError, match="women_and_men_are_not_more"), transaction.atomic():
        Activity.objects.create(organisation=organisation, **facts)


def test_an_activity_of_tomorrow_is_refused(caseworker):
    with pytest.raises(ActionRefused, match="not come yet"):
        record_activity(Activity(held_on=date(2999, 1, 1), participants=1), by=caseworker)


def test_activities_are_searched_across_scripts(client, reader, activity):
    client.force_login(reader)
    url = reverse("prevention:activities")
    assert client.get(url, {"q": "gevgelija"}).context["page"].paginator.count == 1
    assert client.get(url, {"q": "tetovo"}).context["page"].paginator.count == 0


def test_an_activity_shows_what_people_learnt(client, reader, caseworker, activity):
    client.force_login(reader)
    assert "learnt" not in client.get(activity.get_absolute_url()).context
    record_test(activity, [Answers((False,), (True,)), Answers((False,), (False,))], by=caseworker)
    page = client.get(activity.get_absolute_url())
    assert "± 0.5<" in page.text
    assert f"<caption>{page.context['questions'].caption}</caption>" in page.text


@pytest.mark.parametrize(("language", "error"), [("mk", "± 0,5"), ("sq", "± 0,5"), ("en", "± 0.5")])
def test_the_error_of_the_change_uses_the_decimal_mark_of_the_language(caseworker, activity, language, error):
    test = record_test(activity, [Answers((False,), (True,)), Answers((False,), (False,))], by=caseworker)
    with translation.override(language):
        assert learnt(test)[-1][1] == error


def test_neither_the_outsider_nor_those_without_the_right_see_it(client, outsider, researcher, activity):
    for user, status in ((outsider, 404), (researcher, 403)):
        client.force_login(user)
        assert client.get(activity.get_absolute_url()).status_code == status


@pytest.mark.django_db
def test_activities_come_in_from_an_albanian_workbook(tmp_path, caseworker):
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(ROW)
    book.active.append([*ROW[:6], 10, 8, 8])
    book.save(tmp_path / "a.xlsx")
    answer = bring_in(tmp_path / "a.xlsx", caseworker, "activities")
    assert (answer.accepted, answer.rejected) == (1, 1)
    assert answer.problems[0].column == "Pjesëmarrës"


@pytest.mark.django_db
def test_facts_of_activities_and_tests_belong_together(caseworker, activity):
    record_test(activity, [Answers((False,), (True,))], by=caseworker)
    tables = {t.name: [dict(zip([c.name for c in t.columns], row, strict=True)) for row in t.rows()] for t in TABLES}
    (held,), (test,) = tables["prevention_activities"], tables["knowledge_tests"]
    assert test["activity"] == held["row"]
    assert (held["participants"], test["people"], test["mean_before"], test["mean_after"]) == (35, 1, 0.0, 1.0)

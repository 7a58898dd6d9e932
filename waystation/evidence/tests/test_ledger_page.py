"""The ledger page: search, filters, several sources for one thing side by side."""

import pytest
from django.conf import settings
from django.urls import reverse

from waystation.evidence import ledger_search
from waystation.evidence.models import LedgerFigure
from waystation.evidence.models.ledger import cell_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uncounted():
    """Forget what was counted: the next test has the same numbers for other records."""
    ledger_search._counted.cache_clear()


@pytest.fixture
def keep(organisation):
    def make(text, low, high, *, indicator="victims_identified", period="2020", source="Report A"):  # noqa: PLR0913
        cell = cell_of(indicator, "MK", period, {})
        return LedgerFigure.objects.create(
            organisation=organisation,
            cell=cell,
            indicator=indicator,
            area="MK",
            period=period,
            value_text=text,
            low=low,
            high=high,
            source_title=source,
        )

    return make


def page(client, person, **query):
    client.force_login(person)
    return client.get(reverse("evidence:ledger"), query)


def test_contradicting_sources_stand_side_by_side(client, reader, keep):
    keep("7", 7, 7)
    keep("9", 9, 9, source="Report B")
    answer = page(client, reader)
    assert len(answer.context["table"].rows) == 2
    assert answer.context["contradictions"] == 1


def test_an_interval_that_holds_the_other_number_contradicts_nothing(client, reader, keep):
    keep("<5", 0, 4)
    keep("3", 3, 3, source="Report B")
    assert page(client, reader).context["contradictions"] == 0


def test_filters_and_words_narrow_but_keep_every_source_of_a_cell(client, reader, keep):
    keep("7", 7, 7)
    keep("9", 9, 9, source="Report B")
    keep("1", 1, 1, indicator="sos_helpline_callers", period="2019")
    assert len(page(client, reader, source="Report B").context["table"].rows) == 2
    assert len(page(client, reader, q="callers 2019").context["table"].rows) == 1
    assert len(page(client, reader, indicator="nothing").context["table"].rows) == 0


def test_another_organisation_sees_none_of_it(client, outsider, keep):
    keep("7", 7, 7)
    assert len(page(client, outsider).context["table"].rows) == 0


def test_codes_are_said_in_words_in_the_table_and_in_the_filters(client, reader, keep):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "mk"
    keep("7", 7, 7)
    keep("1", 1, 1, indicator="snow_days_counted")
    answer = page(client, reader)
    names = [row.values[0] for row in answer.context["table"].rows]
    choices = next(each["choices"] for each in answer.context["filters"] if each["name"] == "indicator")
    assert sorted(names) == ["snow days counted", "Идентификувани жртви"]
    assert choices == [("snow_days_counted", "snow days counted", 1), ("victims_identified", "Идентификувани жртви", 1)]


def test_an_indicator_is_found_by_its_name_in_any_language(client, reader, keep):
    keep("1", 1, 1, indicator="sos_helpline_callers")
    assert len(page(client, reader, q="СОС линијата").context["table"].rows) == 1
    assert len(page(client, reader, q="linjën").context["table"].rows) == 1
    assert len(page(client, reader, q="засолниште").context["table"].rows) == 0


def test_the_bounds_of_a_figure_are_in_order_or_the_database_refuses(keep):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        keep("9-5", 9, 5)

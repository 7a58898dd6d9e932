"""Each indicator on a handful of facts whose answer is known by hand."""

import pytest

from waystation.evidence import engine
from waystation.evidence.indicator import UnknownIndicator, indicator, indicators


def answer(code, **facts):
    """Compute the indicator on the rows and return {codes: (value, people)}."""
    import ibis

    wanted = indicator(code)
    tables = {name: ibis.memtable(rows) for name, rows in facts.items()}
    rows = engine.rows_of(wanted.compute(tables))
    places = [dimension.code for dimension in wanted.dimensions]
    return {tuple(row[place] for place in places): (row["value"], row["people"]) for row in rows}


def printed_figure(**more):
    about = {
        "area": "MK", "detail": "total", "breakdown": "{}", "year": 2015, "period": "2015",
        "text": "4", "low": 4.0, "high": 4.0, "source": "A report",
    }  # fmt: skip
    return {**about, **more}


@pytest.mark.parametrize("column", ["channel", "caller_type", "topic", "outcome"])
def test_contacts_are_counted_by_year_and_code(column):
    contacts = [{"year": 2005, column: "a"}, {"year": 2005, column: "a"}, {"year": 2006, column: None}]
    found = answer(f"contacts_by_year_and_{column}", contacts=contacts)
    assert found == {("2005", "a"): (2, 2), ("2006", "unknown"): (1, 1)}


def test_people_are_counted_in_windows_of_four_years():
    people = [
        {"person": "p1", "first_year": 2005, "child_adult": "child"},
        {"person": "p2", "first_year": 2008, "child_adult": "child"},
        {"person": "p3", "first_year": 2009, "child_adult": "adult"},
    ]
    found = answer("people_assisted_by_period_and_age", people_assisted=people)
    assert found == {("2005–2008", "child"): (2, 2), ("2009–2012", "adult"): (1, 1)}


def test_people_are_counted_by_sex_and_age():
    people = [
        {"person": "p1", "sex": "female", "child_adult": "child"},
        {"person": "p2", "sex": "female", "child_adult": "child"},
    ]
    assert answer("people_assisted_by_sex_and_age", people_assisted=people) == {("female", "child"): (2, 2)}


@pytest.mark.parametrize("column", ["citizenship_group", "region"])
def test_people_are_counted_by_group(column):
    people = [{"person": "p1", column: "x"}, {"person": "p2", column: "y"}, {"person": "p3", column: "x"}]
    assert answer(f"people_assisted_by_{column}", people_assisted=people) == {("x",): (2, 2), ("y",): (1, 1)}


@pytest.mark.parametrize(
    ("code", "table", "column"),
    [
        ("people_assisted_by_form", "people_assisted", "exploitation_forms"),
        ("people_assisted_by_means", "people_assisted", "means_of_control"),
        ("ctdc_records_by_form", "case_records", "exploitation_forms"),
        ("ctdc_records_by_means", "case_records", "means_of_control"),
    ],
)
def test_the_worked_example_of_the_codebook(code, table, column):
    """Five persons, one without information, one with two purposes: 50, 50 and 25 percent of four."""
    rows = [{column: codes} for codes in (["a"], ["a"], ["b"], ["b", "c"], ["unknown"])]
    found = answer(code, **{table: rows})
    assert found == {("a",): (2, 2), ("b",): (2, 2), ("c",): (1, 1), ("Total",): (4, 4)}


def test_a_person_with_two_services_of_a_kind_counts_once():
    services = [{"person": "p1", "service_type": kind} for kind in ("medical", "medical", "education")]
    found = answer("people_by_service", services=services)
    assert found == {("medical",): (1, 1), ("education",): (1, 1), ("Total",): (1, 1)}


def test_services_count_services_and_remember_the_people():
    services = [{"person": "p1", "year": year, "service_type": "medical"} for year in (2005, 2006, 2009)]
    found = answer("services_by_period_and_type", services=services)
    assert found["2005–2008", "medical"] == (2, 1)
    assert found["Total", "medical"] == found["Total", "Total"] == (3, 1)


def test_bed_nights_add_up_nights_and_count_people_once():
    stays = [
        {"person": "p1", "year": 2005, "nights": 10, "child_adult": "child"},
        {"person": "p1", "year": 2006, "nights": 5, "child_adult": "child"},
        {"person": "p2", "year": 2006, "nights": 1, "child_adult": "adult"},
    ]
    found = answer("bed_nights_by_period", bed_nights=stays)
    assert found["2005–2008", "child"] == (15, 1)
    assert found["2005–2008", "Total"] == (16, 2)


@pytest.mark.parametrize("column", ["profile", "outcome", "place"])
def test_screenings_are_counted_by_year_and_code(column):
    talks = [{"year": 2015, column: "a"}, {"year": 2015, column: "b"}, {"year": 2015, column: "a"}]
    found = answer(f"people_screened_by_year_and_{column}", screenings=talks)
    assert found == {("2015", "a"): (2, 2), ("2015", "b"): (1, 1)}


@pytest.mark.parametrize("column", ["audience", "region"])
def test_activities_and_participants_are_different_numbers(column):
    held = [{"year": 2017, column: "a", "participants": 20}, {"year": 2017, column: "a", "participants": None}]
    assert answer(f"prevention_activities_by_year_and_{column}", prevention_activities=held) == {("2017", "a"): (2, 20)}
    assert answer(f"prevention_participants_by_year_and_{column}", prevention_activities=held) == {
        ("2017", "a"): (20, 20)
    }


def test_knowledge_is_right_answers_before_and_after_out_of_all_answers():
    tests = [{"audience": "students", "people": 10, "items": 5, "right_before": 20, "right_after": 40}]
    found = answer("knowledge_before_and_after", knowledge_tests=tests)
    assert found == {
        ("students", "before"): (20, 10),
        ("students", "after"): (40, 10),
        ("students", "Total"): (50, 10),
    }


@pytest.mark.parametrize(
    "code",
    ["by_year_and_source", "by_sex_and_age", "by_age_band", "by_citizenship", "by_country"],
)
def test_case_records_are_counted_one_by_one(code):
    columns = [dimension.code for dimension in indicator(f"ctdc_records_{code}").dimensions]
    rows = [dict.fromkeys(columns, "x"), dict.fromkeys(columns, "x")]
    assert answer(f"ctdc_records_{code}", case_records=rows) == {("x",) * len(columns): (2, 2)}


def test_published_detections_stand_side_by_side_and_name_a_part_year():
    import ibis

    un = {"indicator": "unodc_detected_victims", "breakdown": '{"age": "Total", "sex": "Total"}', "source": "UN"}
    figures = [
        printed_figure(indicator="victims_identified"),
        printed_figure(indicator="victims_identified", detail="to October", text="46", low=46.0, high=46.0),
        printed_figure(indicator="victims_identified", detail="children"),
        printed_figure(**un, text="<5", low=1.0),
        printed_figure(indicator="victims_identified", area="RS"),
        *(printed_figure(indicator="victims_identified", source=f"US Department of State, {n}") for n in (2016, 2017)),
    ]
    compute = indicator("published_detected_victims").compute
    rows = engine.rows_of(compute({"published_figures": ibis.memtable(figures)}))
    assert sorted((row["source"], row["text"], row["value"]) for row in rows) == [
        ("A report", "4", 4.0),
        ("A report (to October)", "46", 46.0),
        ("UN", "<5", None),
        ("US Department of State, Trafficking in Persons Reports", "4", 4.0),
    ]


def test_published_asylum_applications_are_totals_of_single_years():
    figures = [
        printed_figure(indicator="unhcr_asylum_applications", text="1898", low=1898.0, high=1898.0),
        printed_figure(indicator="unhcr_asylum_applications", detail="by origin"),
    ]
    assert answer("published_asylum_applications", published_figures=figures) == {(2015,): (1898.0, None)}


@pytest.mark.parametrize(
    ("code", "counted"),
    [("published_helpline_callers", "sos_helpline_callers"), ("published_prevention_reach", "prevention_participants")],
)
def test_published_helpline_and_prevention_keep_the_words_of_the_source(code, counted):
    import ibis

    figure = printed_figure(indicator=counted, detail="since October", period="2002-2020", text=">6000", high=None)
    row = engine.rows_of(indicator(code).compute({"published_figures": ibis.memtable([figure])}))[0]
    assert (row["year"], row["text"], row["value"]) == ("2002-2020", ">6000", None)
    assert row["source"] == "A report (since October)"


@pytest.mark.parametrize("code", sorted(indicators()))
def test_every_indicator_is_named_and_defined_in_three_languages(code):
    wanted = indicator(code)
    assert wanted.code == code
    assert set(wanted.names) == set(wanted.definitions) == {"en", "mk", "sq"}
    assert all(label in (wanted.compute.__doc__ or "") for label in ("Units:", "Shape:", "Errors:", "Source:"))


def test_an_unknown_indicator_names_its_neighbours():
    with pytest.raises(UnknownIndicator, match="people_assisted_by_form"):
        indicator("people_assisted_by_forms")

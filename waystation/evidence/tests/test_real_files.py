"""The open data beside the checkout comes in with the check figures of its README."""

from pathlib import Path

import pytest
from django.db.models import Count, Q, Sum
from django.utils import translation

from waystation.core.importing.choosing import Wishes
from waystation.core.importing.console import Order, carry_out, take_back
from waystation.core.importing.progress import unwatched
from waystation.evidence.models import CaseRecord, LedgerFigure

CHECKOUT = Path(__file__).resolve().parents[3]
DATA = CHECKOUT.parent / "shared" / "data"
OWN = CHECKOUT / "waystation" / "evidence" / "ledger" / "north_macedonia_published_figures.csv"
pytestmark = [pytest.mark.django_db, pytest.mark.shared_data]


def bring_in(organisation, name, profile="", **more):
    path = name if isinstance(name, Path) else DATA / name
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the checkout")
    return carry_out(
        Order(path, organisation, wishes=Wishes(profile=profile), **more), agree=lambda _found: True, watch=unwatched
    )


def at_mk(**more):
    return LedgerFigure.objects.filter(area="MK", **more)


@pytest.mark.slow
def test_ctdc(organisation):
    answer = bring_in(organisation, "ctdc_k_anonymised_2021-07-15.csv.gz", "ctdc")
    assert (answer.code, answer.rows, answer.accepted, answer.rejected) == (0, 97_750, 97_750, 0)
    cases = CaseRecord.objects.filter(dataset="ctdc_2021")
    assert cases.count() == 97_750
    purposes = {"forced_labour": 19_980, "sexual_exploitation": 45_582, "other": 7_105}
    for code, count in purposes.items():
        assert cases.filter(exploitation__regex=f"(^|;){code}(;|$)").count() == count
    any_of_three = Q()
    for code in purposes:
        any_of_three |= Q(exploitation__regex=f"(^|;){code}(;|$)")
    assert cases.filter(any_of_three).count() == 71_220
    assert cases.filter(source_kind="hotline").count() == 52_607
    assert cases.filter(source_kind="case_management").count() == 45_143
    assert cases.filter(year=None).count() == 2_011
    who = ("year", "sex", "age_band", "citizenship", "country_of_exploitation")
    assert min(cases.values(*who).annotate(n=Count("pk")).values_list("n", flat=True)) == 11
    small = [n for n in cases.values(*who, "child_adult").annotate(n=Count("pk")).values_list("n", flat=True) if n < 10]
    assert (len(small), sum(small)) == (41, 146)
    said = ["exploitation", "exploitation_no", "means", "means_no"]
    assert cases.filter(means__contains="debt_bondage").count() == 4_065
    assert cases.filter(means_no__contains="debt_bondage").count() == 4_170
    assert cases.filter(**dict.fromkeys(said, "")).exists()
    again = bring_in(organisation, "ctdc_k_anonymised_2021-07-15.csv.gz", "ctdc")
    assert (again.already, again.accepted, again.import_id) == (True, 0, answer.import_id)
    assert take_back(str(answer.import_id), organisation, by=None).code == 0
    assert not CaseRecord.objects.exists()


def test_ctdc_victims_and_perpetrators(organisation):
    answer = bring_in(organisation, "ctdc_victim_perpetrator_synthetic_2022-12-01.csv.gz")
    assert (answer.profile, answer.accepted) == ("ctdc-perpetrators", 21_195)
    cases = CaseRecord.objects.filter(dataset="ctdc_perpetrators_2022")
    assert cases.filter(sex="female").count() == 9_589
    assert cases.filter(sex="male").count() == 7_995
    assert cases.filter(exploitation__contains="forced_labour").count() == 12_248
    assert cases.filter(perpetrators__sex="female;male").count() == 2_452


@pytest.mark.parametrize("path", [DATA / OWN.name, OWN], ids=["shared", "shipped"])
def test_published_figures(organisation, path):
    answer = bring_in(organisation, path)
    assert (answer.profile, answer.rows, answer.accepted) == ("figures", 909, 909)
    callers = at_mk(indicator="sos_helpline_callers").get()
    assert (callers.value_text, callers.low, callers.high) == (">6000", 6001, None)
    victims = at_mk(indicator="victims_identified")
    contradicted = victims.values("cell").annotate(sources=Count("source_title", distinct=True)).filter(sources__gt=1)
    assert contradicted.exists()
    assert at_mk(indicator="sos_helpline_opened").get().low is None
    assert at_mk(value_text="<5").first().high == 4


def test_two_editions_of_unodc_stand_side_by_side(organisation):
    new = bring_in(organisation, "unodc_glotip_2025-04-14.csv.gz")
    assert (new.profile, new.accepted, new.rejected) == ("unodc", 58_769, 0)
    edition = LedgerFigure.objects.filter(publisher="UNODC", edition="2025-04-14")
    assert edition.values("area").distinct().count() == 199
    assert edition.filter(area="MK").count() == 450
    assert edition.filter(area="MK", value_text="<5").count() == 304
    total = {"dimension": "Total", "category": "Total", "sex": "Total", "age": "Total"}
    detected = edition.get(area="MK", indicator="unodc_detected_victims", period="2021", breakdown=total)
    assert (detected.low, detected.high) == (48, 48)
    old = bring_in(organisation, "unodc_glotip_2023-05-30.csv.gz")
    assert old.accepted == 46_556
    assert LedgerFigure.objects.count() == 58_769 + 46_556
    both = LedgerFigure.objects.values("cell").annotate(editions=Count("edition", distinct=True)).filter(editions=2)
    assert both.filter(area="MK").exists()


def test_unodc_without_an_edition_is_asked_for_it(organisation, tmp_path):
    header = (
        "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,"
        "Unit of measurement,txtVALUE,Source\n"
    )
    path = tmp_path / "glotip.csv"
    path.write_text(header + "MKD,,,,Persons convicted,Total,Total,Total,Total,2020,Counts,<5,GLOTIP\n")
    with translation.override("en"):
        answer = bring_in(organisation, path)
    assert answer.code == 2
    assert "“Edition”" in answer.problems[0].why


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("asylum_applications", 7_171),
        ("asylum_decisions", 6_456),
        ("demographics", 766),
        ("flows", 5_923),
        ("population", 6_712),
        ("solutions", 476),
    ],
)
def test_unhcr(organisation, name, rows):
    answer = bring_in(organisation, f"unhcr_{name}_balkans.csv.gz", "unhcr")
    assert (answer.code, answer.accepted, answer.rejected) == (0, rows, 0)
    if name == "asylum_applications":
        assert at_mk(indicator="unhcr_asylum_applications", period="2015").aggregate(n=Sum("low"))["n"] == 1_898
    if name == "population":
        assert at_mk(indicator="unhcr_refugees_in_country", period="2025").aggregate(n=Sum("low"))["n"] == 20_822


def test_uk_referrals(organisation):
    answer = bring_in(organisation, "uk_nrm_referrals_2022q2-2023q3_nonzero.csv.gz", "uk-nrm")
    assert (answer.code, answer.accepted) == (0, 40_791)
    figures = LedgerFigure.objects.filter(indicator="uk_nrm_referrals", period="2023Q3")
    every = dict.fromkeys(("exploitation", "age", "sex", "nationality"), "Total")
    totals = {
        f.breakdown["responder_type"]: f.low
        for f in figures.filter(**{f"breakdown__{k}": v for k, v in every.items()})
        if f.breakdown["responder"].casefold().endswith("total")
    }
    assert sorted(totals.values()) == [210, 963, 970, 1_995]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("uk_nrm_reasonable_grounds.csv", 48),
        ("uk_nrm_conclusive_grounds.csv", 48),
        ("uk_nrm_duty_to_notify_longitudinal.csv", 40),
        ("uk_nrm_referrals_longitudinal.csv", 870),
        ("uk_small_boat_nrm_referrals.csv", 3_334),
        ("uk_small_boat_nrm_outcomes.csv", 2_768),
    ],
)
def test_other_uk_tables(organisation, name, rows):
    assert bring_in(organisation, name, "uk-nrm", dry_run=True).accepted == rows


def test_the_ctdc_profile_says_what_the_vocabulary_says():
    from waystation.core.importing.profiles import built_in
    from waystation.vocab import ctdc

    reading = next(each.reading for each in built_in() if each.name == "ctdc")
    lists = {
        "exploitation": "exploitation_form",
        "means": "means_of_control",
        "labour": "labour_sector",
        "sexual": "sexual_exploitation_type",
        "recruiter": "recruiter_relation",
    }
    said = {column: (lists[name], part) for column, name, part in reading.places() if name in lists}
    known = {column: code for column, code in ctdc.flag_columns().items() if code[0] != "palermo_means"}
    assert said == known

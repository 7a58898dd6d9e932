"""From release and specification to poster."""

from dataclasses import replace

import pytest

from waystation import charts
from waystation.campaign.compose import compose
from waystation.campaign.picking import Pick
from waystation.campaign.specs import BadSpecification, specification
from waystation.campaign.tests.releases import make_release
from waystation.evidence.published import Cell

HELPLINE = specification("organisation", "helpline")


def test_numbers_are_those_of_the_release():
    poster = compose(HELPLINE, make_release(contacts=6100), "en")
    assert charts.numbers(poster)[:4] == ("6,131", "6,100", "withheld", "31")


def test_invented_data_says_so_in_the_language_of_the_poster():
    banners = {language: compose(HELPLINE, make_release(), language).banner for language in ("mk", "sq", "en")}
    assert banners == {"mk": "Измислени податоци", "sq": "Të dhëna të sajuara", "en": "Invented data"}


def test_every_row_of_the_table_says_that_the_data_are_invented():
    rows = charts.csv(compose(HELPLINE, make_release(), "en")).splitlines()[1:]
    assert [row for row in rows if "Invented data · " not in row] == []
    assert "Invented" not in charts.csv(compose(HELPLINE, make_release(invented=False), "en"))


def test_a_printed_number_is_a_number_in_the_table_too():
    pick = Pick(HELPLINE.blocks[0], make_release(), "en")
    shown = [Cell(at={}, value=12, text="12", low=12, high=12), Cell(at={}, value=None, text="<5", low=0, high=4)]
    assert [(pick.figure(cell).value, pick.figure(cell).display("en")) for cell in shown] == [
        (12, "12"),
        (None, "fewer than 5"),
    ]


def test_a_small_share_is_never_nothing():
    pick = Pick(replace(HELPLINE.blocks[0], choices={"show": "share"}), make_release(), "en")
    shares = [pick.figure(Cell(at={}, value=385, share_pct=share)).display("en") for share in (0.5, 0.0, 63.5)]
    assert shares == ["0.5%", "0%", "64%"]


def test_real_data_carries_no_banner():
    assert compose(HELPLINE, make_release(invented=False), "mk").banner == ""


def test_source_names_edition_and_date():
    assert "edition 3, 2 November 2026" in compose(HELPLINE, make_release(edition=3), "en").source


def test_a_specification_that_asks_for_a_missing_table_is_refused():
    release = make_release()
    thin = type(release)(**{**release.__dict__, "tables": release.tables[1:]})
    with pytest.raises(BadSpecification, match="has no table contacts_by_year_and_channel"):
        compose(HELPLINE, thin, "en")


@pytest.mark.parametrize("language", ["mk", "sq", "en"])
@pytest.mark.parametrize("shape", ["poster", "square", "story"])
def test_poster_fits_every_shape(language: str, shape: str):
    assert charts.svg(compose(HELPLINE, make_release(), language), shape=shape).startswith("<svg")

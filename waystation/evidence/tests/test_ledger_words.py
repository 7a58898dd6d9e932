"""Every code of the shipped ledger and of the known files reads as words in three languages."""

import csv
import re
import tomllib
from pathlib import Path

import pytest
from django.utils import translation

from waystation import vocab
from waystation.evidence import ledger_words
from waystation.evidence.imports import LedgerTarget

ROOM = Path(__file__).parents[1]
SHIPPED = ROOM / "ledger" / "north_macedonia_published_figures.csv"
pytestmark = pytest.mark.no_database


def profiles():
    contents = [tomllib.loads(path.read_text("utf-8")) for path in (ROOM / "import_profiles").glob("*.toml")]
    return [content for content in contents if content["target"] == LedgerTarget.code]


def shipped(column):
    with SHIPPED.open(encoding="utf-8") as lines:
        return {row[column] for row in csv.DictReader(lines)}


def written(field):
    """Return what the profiles write into a field: the same for all rows, translated, or by column."""
    found = set()
    for content in profiles():
        found |= {content.get("constants", {}).get(field, "")}
        found |= set(content.get("translations", {}).get(field, {}).values())
        found |= {wide.get("constants", {}).get(field, "") for wide in content.get("wide", ())}
    return found - {""}


def test_every_indicator_has_words():
    wanted = shipped("indicator") | written("indicator")
    assert len(wanted) > 70
    assert wanted - {each.code for each in vocab.code_list("figure_indicator")} == set()


def test_every_unit_has_words():
    assert written("unit") - {each.code for each in vocab.code_list("figure_unit")} == set()


def test_every_part_of_a_break_down_has_a_name():
    parts = {part.split(":")[1] for content in profiles() for part in re.findall(r"breakdown:\w+", str(content))}
    parts -= {"dimension", "category"}
    with translation.override("mk"):
        assert [part for part in parts if re.search("[a-z]", ledger_words.who({part: "Female"}))] == []


@pytest.mark.parametrize("language", vocab.LANGUAGES)
@pytest.mark.parametrize(
    ("breakdown", "said"),
    [
        ({}, ("—", "—", "—")),
        ({"detail": "total"}, ("Вкупно", "Gjithsej", "In all")),
        ({"detail": "total", "sex": "Total", "age": "Total"}, ("Вкупно", "Gjithsej", "In all")),
        ({"detail": "total", "sex": "Female"}, ("Пол: Женски", "Gjinia: Femra", "Sex: Female")),
        (
            {"detail": "origin Pakistan"},
            tuple(
                f"{name}: {vocab.label('country', 'PK', language)}"
                for name, language in (
                    ("Земја на потекло", "mk"),
                    ("Vendi i origjinës", "sq"),
                    ("Country of origin", "en"),
                )
            ),
        ),
        (
            {"dimension": "by citizenship", "category": "Albania", "sex": "Total"},
            ("Државјанство: Албанија", "Shtetësia: Shqipëri", "Citizenship: Albania"),
        ),
        ({"detail": "caravan_of_stars"}, ("caravan of stars",) * 3),
    ],
)
def test_a_break_down_is_said_in_words(language, breakdown, said):
    with translation.override(language):
        assert ledger_words.who(breakdown) == said[vocab.LANGUAGES.index(language)]


def test_units_and_unknown_codes():
    with translation.override("mk"):
        assert (ledger_words.unit("person"), ledger_words.unit(""), ledger_words.unit("half_day")) == (
            "лица",
            "—",
            "half day",
        )


def test_an_undated_source_says_so_in_words():
    with translation.override("en"):
        assert ledger_words.source("Report", "undated") == "Report · undated"
        assert ledger_words.source("Report 2021", "2021") == "Report 2021"
    with translation.override("mk"):
        assert ledger_words.source("Извештај", "undated") == "Извештај · без датум"


@pytest.mark.parametrize("language", ["mk", "sq"])
def test_no_english_is_left_in_the_break_downs_of_the_shipped_ledger(language):
    from waystation.core.importing.cleaning import breakdown_cleaner

    clean = breakdown_cleaner(("",))
    texts = {text for cell in shipped("disaggregation") for text in clean([cell]).values()}
    with translation.override(language):
        left = {text for text in texts if not _is_known(text)}
    assert left <= AS_PRINTED


def _is_known(text):
    bare = re.sub("^(origin|citizenship) ", "", text)
    return any(vocab.find_code(codes, each) for codes in ("figure_breakdown", "country") for each in (text, bare))


AS_PRINTED = {"albanian", "B & H", "Bosnian", "Kosovo under UNSCR 1244", "origin Palestinian", "origin Congo"}

"""How the ledger reads: words for its codes, and for codes nobody knows their own letters with spaces."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waystation import vocab
from waystation.vocab.spelling import plain

NOTHING = "—"
TOTAL = "total"
NAMED_INSIDE = ("origin", "citizenship")


def indicator(code: str) -> str:
    """Say what was counted."""
    return _in_words("figure_indicator", code, _language())


def unit(code: str) -> str:
    """Say what the number is a number of."""
    return _in_words("figure_unit", code, _language()) if code else NOTHING


def place(area: str) -> str:
    """Name a country in the language of the page; any other area as it was printed."""
    countries = vocab.code_list("country")
    return countries[area].label(_language()) if area in countries else area or NOTHING


def who(breakdown: Mapping[str, str]) -> str:
    """Say whom the number is about; a part that only repeats "in all" is left out beside one that says more."""
    if not breakdown:
        return NOTHING
    pairs = [(name, value) for name, value in _unfolded(breakdown) if plain(value) != TOTAL]
    return "; ".join(_pair(name, value) for name, value in pairs) or _in_words("figure_breakdown", TOTAL, _language())


def source(title: str, edition: str) -> str:
    """Name the source with its edition, unless its title says it already."""
    said = _("undated") if edition == "undated" else edition
    return f"{title} · {said}" if said and said not in title else title


def indicators_called(word: str) -> list[str]:
    """Return the codes of indicators in whose name, in any language, the word stands."""
    wanted = plain(word)
    return [code for code, names in _spelt_names() if wanted and any(wanted in name for name in names)]


def _language() -> str:
    return get_language() or "en"


def _unfolded(breakdown: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield name and value; a file that keeps them as dimension and category has the two joined again."""
    rest = dict(breakdown)
    if "dimension" in rest and "category" in rest:
        yield rest.pop("dimension"), rest.pop("category")
    for name, value in rest.items():
        first, _space, more = value.partition(" ")
        yield (first, more) if name == "detail" and first in NAMED_INSIDE and more else (name, value)


def _pair(name: str, value: str) -> str:
    said = _value(value, _language())
    return said if name == "detail" else f"{_in_words('figure_breakdown', name, _language())}: {said}"


@lru_cache(maxsize=4096)
def _in_words(codes: str, text: str, language: str) -> str:
    found = vocab.find_code(codes, text)
    return vocab.label(codes, found, language) if found else text.replace("_", " ")


@lru_cache(maxsize=4096)
def _value(text: str, language: str) -> str:
    country = None if vocab.find_code("figure_breakdown", text) else vocab.find_code("country", text)
    return vocab.label("country", country, language) if country else _in_words("figure_breakdown", text, language)


@lru_cache(maxsize=1)
def _spelt_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    indicators = vocab.code_list("figure_indicator")
    return tuple((each.code, tuple(plain(label) for label in each.labels.values())) for each in indicators)

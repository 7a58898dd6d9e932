"""Small releases for tests of the campaign."""

from waystation.evidence.published import Cell, Dimension, PublishedRelease, PublishedTable, dump

WORDS = {"mk": "Збор", "sq": "Fjalë", "en": "Word"}
TABLES = {
    "contacts_by_year_and_channel": ("year", "channel", "phone"),
    "contacts_by_year_and_caller_type": ("year", "caller_type", "relative"),
    "contacts_by_year_and_outcome": ("year", "outcome", "counselled"),
}
CODES = {"channel": "contact_channel", "caller_type": "caller_type", "outcome": "contact_outcome"}


def make_table(indicator: str, *, numbers: dict[str, int | None]) -> PublishedTable:
    """Return a table of one code over years, with its totals; None is a withheld number."""
    year, other, code = TABLES[indicator]
    total = sum(number or 0 for number in numbers.values())
    cells = [_cell({year: "Total", other: "Total"}, total), _cell({year: "Total", other: code}, total)]
    for name, number in numbers.items():
        cells += [_cell({year: name, other: "Total"}, number), _cell({year: name, other: code}, number)]
    dimensions = (Dimension(year, "", WORDS), Dimension(other, CODES[other], WORDS))
    return PublishedTable(
        indicator,
        1,
        WORDS,
        WORDS,
        "contact",
        "2019-2021",
        dimensions,
        tuple(cells),
        {"name": "suppression"},
        {"passed": True},
    )


def _cell(at: dict[str, str], number: int | None) -> Cell:
    return Cell(at, number, "shown" if number is not None else "withheld")


def make_release(*, edition: int = 1, invented: bool = True, contacts: int = 300) -> PublishedRelease:
    """Return a release of the SOS line with three years, one of them withheld."""
    numbers: dict[str, int | None] = {"2019": contacts, "2020": None, "2021": 31}
    return PublishedRelease(
        release_id=f"00000000-0000-4000-8000-{edition:012d}",
        set_code="helpline",
        series="organisation",
        edition=edition,
        names=WORDS,
        period="2019-2021",
        invented=invented,
        organisation="Open Door (invented)",
        snapshot_sha256="0" * 64,
        snapshot_taken_at="2026-11-01T10:00:00+00:00",
        approved_by="coordinator",
        approved_at="2026-11-02T10:00:00+00:00",
        what_changed={},
        sources=(),
        tables=tuple(make_table(indicator, numbers=numbers) for indicator in TABLES),
    )


def make_text(**wishes: int | bool) -> str:
    """Return the canonical text of such a release."""
    return dump(make_release(**wishes))  # type: ignore[arg-type]

"""What a new edition says differently from the one before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from waystation.evidence.editions import in_every_language
from waystation.evidence.published import Cell, PublishedTable, Words

Place = tuple[str, tuple[tuple[str, str], ...], str]


@dataclass(frozen=True)
class Change:
    """One place that reads differently: in which table, where, before and now (None where nothing stood)."""

    indicator: str
    at: Mapping[str, str]
    before: Cell | None
    now: Cell | None


def changes(before: Iterable[PublishedTable], now: Iterable[PublishedTable]) -> list[Change]:
    """Return the places that differ between two editions, in the order of the new one."""
    old, new = _cells(before), _cells(now)
    places = [*new, *(place for place in old if place not in new)]
    return [
        Change(place[0], dict(place[1]), old.get(place), new.get(place))
        for place in places
        if old.get(place) != new.get(place)
    ]


def in_words(found: Sequence[Change], *, first: bool) -> Words:
    """Say in one sentence, in every language, what changed."""
    if first:
        return in_every_language(lambda: gettext("First edition."))
    if not found:
        return in_every_language(lambda: gettext("No number differs from the edition before."))
    counts = {
        "added": sum(change.before is None for change in found),
        "gone": sum(change.now is None for change in found),
    }
    counts["changed"] = len(found) - counts["added"] - counts["gone"]
    return in_every_language(
        lambda: gettext("Against the edition before: %(changed)d numbers changed, %(added)d added, %(gone)d gone."),
        **counts,
    )


def _cells(tables: Iterable[PublishedTable]) -> dict[Place, Cell]:
    return {_place(table, cell): cell for table in tables for cell in table.cells}


def _place(table: PublishedTable, cell: Cell) -> Place:
    return table.indicator, tuple(sorted(cell.at.items())), f"{cell.source} {cell.text}" if cell.source else ""

"""Chooses how to read a file: the profile that is named, or the one that knows its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from waystation.core.importing import suggestion
from waystation.core.importing.errors import CannotRead
from waystation.core.importing.header import same_name
from waystation.core.importing.profiles import Profile, built_in, named, recognised, saved, with_constants
from waystation.core.importing.reading import Reading
from waystation.core.importing.tables import Table, open_table
from waystation.core.importing.targets import Target, target, targets
from waystation.core.models import Organisation


@dataclass(frozen=True)
class Wishes:
    """What somebody said about the file beside the file itself."""

    profile: str = ""
    date_order: str = ""
    sheet: str = ""
    header_row: int = 0
    constants: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Choice:
    """A reading, and the name of the profile or target it came from."""

    name: str
    reading: Reading


def choose(path: Path, organisation: Organisation, wishes: Wishes) -> Choice:
    """Return how the file is to be read; CannotRead says what has to be said first."""
    profile = _profile(path, organisation, wishes)
    if profile is not None:
        reading = _enlarged(with_constants(profile, wishes.constants or {}), path, wishes)
        name = profile.name
    else:
        name, reading = _suggested(path, wishes)
    reading = replace(
        reading,
        date_order=wishes.date_order or reading.date_order,
        sheet=wishes.sheet or reading.sheet,
        header_row=wishes.header_row or reading.header_row,
    )
    if suggestion.needs_date_order(reading, target(reading.target)):
        raise CannotRead(_("Days are written in an order that can be read in two ways: say dmy, mdy or ymd."))
    return Choice(name, reading)


def _profile(path: Path, organisation: Organisation, wishes: Wishes) -> Profile | None:
    """Return the named profile, or the one that knows the header; None leaves it to suggestions."""
    if wishes.profile and wishes.profile in {each.code for each in targets()}:
        return None
    among = named(wishes.profile, organisation) if wishes.profile else (*built_in(), *saved(organisation))
    if wishes.profile and len(among) == 1:
        return among[0]
    table = open_table(path, sheet=wishes.sheet, header_row=wishes.header_row)
    found = recognised(table.header, among, by_name=bool(wishes.profile))
    if found is None and wishes.profile:
        raise CannotRead(
            _("None of the tables that “%(name)s” knows has these columns: %(columns)s.")
            % {"name": wishes.profile, "columns": _listed(table)}
        )
    return found


def _enlarged(reading: Reading, path: Path, wishes: Wishes) -> Reading:
    """Add columns that the profile does not list, where their names answer what no listed column of the file does."""
    if reading.wide:
        return reading
    table = open_table(path, sheet=wishes.sheet or reading.sheet, header_row=wishes.header_row or reading.header_row)
    there, listed = {same_name(name) for name in table.header}, {same_name(name) for name in reading.columns}
    answered = {name for column, name, _part in reading.places() if same_name(column) in there}
    more = {
        column: to
        for column, to in suggestion.suggest(table, target(reading.target)).columns.items()
        if same_name(column) not in listed and not answered & {place.partition(":")[0] for place in to}
    }
    return replace(reading, columns={**reading.columns, **more}) if more else reading


def _suggested(path: Path, wishes: Wishes) -> tuple[str, Reading]:
    """Return the reading whose questions the column names answer without a gap."""
    table = open_table(path, sheet=wishes.sheet, header_row=wishes.header_row)
    if wishes.profile:
        return wishes.profile, suggestion.suggest(table, target(wishes.profile))
    fitting = [
        (to.code, reading) for to in targets() if _is_complete(reading := suggestion.suggest(table, to), table, to)
    ]
    if len(fitting) != 1:
        raise CannotRead(
            _("No profile knows these columns: %(columns)s. Name the columns once on the import page and save them.")
            % {"columns": _listed(table)}
        )
    return fitting[0]


def _is_complete(reading: Reading, table: Table, to: Target) -> bool:
    answered = {name for _column, name, _part in reading.places()}
    required = {asked.name for asked in to.fields if asked.required}
    return set(table.header) == set(reading.columns) and required <= answered


def _listed(table: Table) -> str:
    return ", ".join(table.header[:12]) + (" …" if len(table.header) > 12 else "")

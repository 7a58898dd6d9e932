"""Finds the row of column names: below titles, over two rows, with merged cells."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from waystation.core.importing.errors import CannotRead
from waystation.core.importing.limits import limits

LOOK_AT = 30
NUMBERISH = re.compile(r"[\d\s.,:/<>+=%-]+")
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True)
class Header:
    """The names of the columns and the number of the last row they stand in."""

    names: tuple[str, ...]
    last_row: int


def find_header(
    rows: Sequence[tuple[int, Sequence[str]]], merged: Merged = (), *, wanted: Collection[str] = (), declared: int = 0
) -> Header:
    """Return the header among the first rows; a declared row number is believed, wanted names decide before looks do.

    CannotRead when there is none, or when two columns carry the same name.
    """
    filled = [(number, _spread(number, cells, merged)) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        raise CannotRead(_("The file is empty. Choose a file with a row of column names and rows below it."))
    at = _position(filled, wanted, declared)
    below = filled[at + 1] if at + 1 < len(filled) else None
    if at and _completes(filled[at][1], filled[at - 1][1]):
        header = _join(filled[at - 1], filled[at])
    elif below and _is_second_row(filled[at][1], below[1]):
        header = _join(filled[at], below)
    else:
        header = Header(tuple(_tidy(cell) for cell in filled[at][1]), filled[at][0])
    return _checked(header)


def same_name(one: str) -> str:
    """Return a column name as it is compared: case and spaces make no difference."""
    return " ".join(one.split()).casefold()


def _spread(number: int, cells: Sequence[str], merged: Merged) -> list[str]:
    """Write the text of a merged cell into every column it covers."""
    spread = [cell.strip() for cell in cells]
    for (top, left), (bottom, right) in merged:
        if top + 1 <= number <= bottom + 1 and right < len(spread) and right > left and number == top + 1:
            spread[left : right + 1] = [spread[left]] * (right - left + 1)
    return spread


def _position(filled: list[tuple[int, list[str]]], wanted: Collection[str], declared: int) -> int:
    if declared:
        found = next((at for at, (number, _cells) in enumerate(filled) if number == declared), None)
        if found is None:
            raise CannotRead(_("Row %(row)s is empty; say in which row the column names stand.") % {"row": declared})
        return found
    names = {same_name(name) for name in wanted}
    hits = [len(names & {same_name(cell) for cell in cells}) for _number, cells in filled]
    if names and max(hits) >= min(2, len(names)):
        return hits.index(max(hits))
    width = max(len(set(filter(None, cells))) for _number, cells in filled)
    return next(at for at, (_n, cells) in enumerate(filled) if len(set(filter(None, cells))) * 2 >= width)


def _completes(lower: list[str], upper: list[str]) -> bool:
    """A name above every gap: the lower row alone was taken for the header, the upper one holds the groups."""
    gaps = [at for at, cell in enumerate(lower) if not cell]
    return bool(gaps) and all(at < len(upper) and upper[at] for at in gaps) and len(set(filter(None, upper))) > 1


def _is_second_row(upper: list[str], lower: list[str]) -> bool:
    """The row below names what the row above leaves open: gaps, or one name over several columns."""
    names = Counter(filter(None, upper))
    open_places = [at for at, cell in enumerate(upper) if not cell or names[cell] > 1]
    texts = [lower[at] for at in open_places if at < len(lower)]
    return bool(texts) and all(texts) and not any(NUMBERISH.fullmatch(text) for text in texts)


def _join(upper: tuple[int, list[str]], lower: tuple[int, list[str]]) -> Header:
    names, group = [], ""
    for over, under in zip(upper[1], lower[1], strict=False):
        group = over or (group if under else "")
        names.append(_tidy(f"{group} - {under}" if group and under and group != under else under or group))
    return Header(tuple(names), lower[0])


def _checked(header: Header) -> Header:
    names = list(header.names)
    while names and not names[-1]:
        names.pop()
    names = [name or _("(column %(number)s)") % {"number": at} for at, name in enumerate(names, start=1)]
    if len(names) > limits().columns:
        raise CannotRead(
            _("The table has %(columns)s columns; up to %(limit)s can be imported.")
            % {"columns": len(names), "limit": limits().columns}
        )
    for name, times in Counter(map(same_name, names)).items():
        if times > 1:
            shown = next(each for each in names if same_name(each) == name)
            raise CannotRead(
                _("%(times)s columns are called “%(name)s”. Give each column a name of its own.")
                % {"times": times, "name": shown[:80]},
                column=shown[:80],
            )
    return Header(tuple(names), header.last_row)


def _tidy(name: str) -> str:
    return " ".join(name.split())[:200]

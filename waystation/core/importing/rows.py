"""Cleans a table row by row by a reading: every row gives records, or says why it cannot."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from waystation.core.importing.cleaning import canonical
from waystation.core.importing.plan import Cells, Plan
from waystation.core.importing.reading import Reading
from waystation.core.importing.tables import Table
from waystation.core.importing.targets import Particular, Row, Target

REMEMBERED = 20_000
TRIED = 5_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a row, or with `row` None the whole file, from being imported."""

    row: int | None
    column: str
    why: str

    def as_json(self) -> dict[str, Any]:
        """Return the problem as the command line prints it."""
        return {"row": self.row, "column": self.column or None, "why": self.why}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of the file: the records it gives, or its problems."""

    number: int
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A record without its row: the cleaned values, and the digest of their content."""

    values: Mapping[str, Any]
    digest: "hashlib._Hash"


Known = tuple[tuple[Draft, ...], tuple[tuple[str, str], ...]]


class RowCleaner:
    """Reads the rows of a table for a target; rows that repeat, as coded cases do, are cleaned once.

    CannotRead when the reading does not fit the table or the target.
    """

    def __init__(self, table: Table, reading: Reading, target: Target) -> None:
        self._table, self._target = table, target
        self._plan = Plan(table.header, reading, target)
        self._particular = target if isinstance(target, Particular) else None
        self._seen: Counter[bytes] = Counter()
        self._known: dict[tuple[str, ...], Known] = {}
        self._met, self._repeated = 0, 0

    def __iter__(self) -> Iterator[Outcome]:
        width, flagged_in = len(self._table.header), self._table.source.flagged
        for number, cells in self._table.rows():
            if len(cells) != width and (len(cells) < width or any(cells[width:])):
                yield Outcome(number, problems=(_ragged(number, len(cells), width),))
                continue
            flagged = flagged_in(number)
            yield self._flagged(number, flagged) if flagged else self._outcome(number, cells)

    def _outcome(self, number: int, cells: Cells) -> Outcome:
        drafts, problems = self._recall(tuple(cells))
        if problems:
            return Outcome(number, problems=tuple(Problem(number, column, why) for column, why in problems))
        return Outcome(number, tuple(self._row(number, draft) for draft in drafts))

    def _recall(self, cells: tuple[str, ...]) -> Known:
        """Return what these cells give; remembered as long as rows do repeat."""
        known = self._known.get(cells)
        self._met += 1
        if known is not None:
            self._repeated += 1
            return known
        fresh = self._cleaned(cells)
        if len(self._known) < REMEMBERED and (self._met < TRIED or self._repeated * 5 > self._met):
            self._known[cells] = fresh
        return fresh

    def _cleaned(self, cells: Cells) -> Known:
        values = {name: value for name, (value, _text) in self._plan.constants.items()}
        texts = {name: text for name, (_value, text) in self._plan.constants.items()}
        problems: list[tuple[str, str]] = []
        for step in self._plan.steps:
            found = step.value(cells)
            if isinstance(found, str):
                problems.append((", ".join(step.columns), found))
            else:
                values[step.field.name], texts[step.field.name] = found
        problems += [] if problems else self._contradictions(values)
        drafts = self._unfolded(cells, values, texts, problems) if self._plan.wide else (self._draft(values, texts),)
        return ((), tuple(problems)) if problems else (drafts, ())

    def _contradictions(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Ask a target that looks at whole rows what the answers say against each other."""
        if self._particular is None:
            return []
        columns = {step.field.name: ", ".join(step.columns) for step in self._plan.steps}
        asked = {each.name: values.get(each.name) for each in self._target.fields}
        return [(columns.get(name, ""), why) for name, why in self._particular.contradictions(asked)]

    def _unfolded(
        self, cells: Cells, values: Mapping[str, Any], texts: Mapping[str, str], problems: list[tuple[str, str]]
    ) -> tuple[Draft, ...]:
        """Make a record of every filled column of numbers."""
        drafts = []
        for wide, step, constants in self._plan.wide:
            found = step.value(cells)
            if isinstance(found, str):
                problems.append((wide.column, found))
            elif found[0] is not None:
                breakdown = {**values.get("breakdown", {}), **wide.breakdown}
                own = {**constants, step.field.name: found, "breakdown": (breakdown, canonical(breakdown))}
                drafts.append(
                    self._draft(
                        {**values, **{name: value for name, (value, _text) in own.items()}},
                        {**texts, **{name: text for name, (_value, text) in own.items()}},
                    )
                )
        return tuple(drafts)

    def _draft(self, values: Mapping[str, Any], texts: Mapping[str, str]) -> Draft:
        content = "\x1f".join(f"{name}={texts[name]}" for name in sorted(texts) if texts[name])
        return Draft(values, hashlib.sha256(f"{self._target.code}\x1e{content}".encode()))

    def _row(self, number: int, draft: Draft) -> Row:
        """Give the row its key: the same content gets the same key in every file, its second copy another."""
        short = draft.digest.digest()[:16]
        nth = self._seen[short] = self._seen[short] + 1
        digest = draft.digest.copy()
        digest.update(f"\x1e{nth}".encode())
        return Row(number, draft.values, digest.hexdigest())

    def _flagged(self, number: int, flagged: Mapping[int, str]) -> Outcome:
        header = self._table.header
        named = ((header[at] if at < len(header) else "", why) for at, why in sorted(flagged.items()))
        return Outcome(number, problems=tuple(Problem(number, column, why) for column, why in named))


def _ragged(number: int, cells: int, width: int) -> Problem:
    why = _("The row has %(cells)s cells where the header has %(width)s: a separator is missing or too many.")
    return Problem(number, "", why % {"cells": cells, "width": width})


def texts_of(table: Table, column: str, most: int = 1000) -> list[str]:
    """Return the first texts of a column, as far as its rows have it."""
    at = table.header.index(column)
    texts = []
    for _number, cells in table.rows():
        if at < len(cells):
            texts.append(cells[at])
        if len(texts) >= most:
            break
    return texts

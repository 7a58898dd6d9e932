"""Cleans a table row by row by a reading: every row gives records, or says why it cannot."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from waystation.core.importing.cleaning import breakdown_cleaner, canonical, cleaner, flags_cleaner
from waystation.core.importing.errors import CannotRead, Unclean
from waystation.core.importing.header import same_name
from waystation.core.importing.reading import Reading, Wide
from waystation.core.importing.tables import Table
from waystation.core.importing.targets import Field, Particular, Row, Target
from waystation.core.rights import Right

SEVERAL_COLUMNS = {"flags", "breakdown", "period"}
REMEMBERED = 50_000
Cells = Sequence[str]


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


@dataclass(slots=True)
class Step:
    """How one field gets its value from the cells of a row; what was cleaned once is remembered."""

    field: Field
    columns: tuple[str, ...]
    pick: Callable[[Cells], Any]
    clean: Callable[[Any], Any]
    known: dict[Any, tuple[Any, str] | str]

    def value(self, cells: Cells) -> tuple[Any, str] | str:
        """Return the value with its canonical text, or why there is none."""
        raw = self.pick(cells)
        found = self.known.get(raw)
        if found is None:
            found = self._cleaned(raw)
            if len(self.known) < REMEMBERED:
                self.known[raw] = found
        return found

    def _cleaned(self, raw: Any) -> tuple[Any, str] | str:
        try:
            value = self.clean(raw)
        except Unclean as problem:
            return str(problem)
        if self.field.required and value in (None, "", (), {}):
            return _("“%(question)s” has no answer in this row, and needs one.") % {"question": self.field.label}
        return value, canonical(value)


class RowCleaner:
    """Reads the rows of a table for a target.

    CannotRead when the reading does not fit the table or the target: an unknown column, a question answered
    twice, a required question left out.
    """

    def __init__(self, table: Table, reading: Reading, target: Target) -> None:
        self._table, self._reading, self._target = table, reading, target
        self._fields = {each.name: each for each in target.fields}
        self._particular = target if isinstance(target, Particular) else None
        self._open_data = target.right == Right.IMPORT_FIGURES
        self._empty = frozenset(word.casefold() for word in reading.empty)
        self._at = {same_name(name): at for at, name in enumerate(table.header)}
        self._steps = self._compile()
        self._constants = {name: self._constant(name, text) for name, text in reading.constants.items()}
        self._wide = [(wide, *self._wide_step(wide)) for wide in reading.wide if same_name(wide.column) in self._at]
        self._check_required()
        self._seen: Counter[bytes] = Counter()

    def __iter__(self) -> Iterator[Outcome]:
        width, source = len(self._table.header), self._table.source
        for number, cells in self._table.rows():
            if len(cells) != width and (len(cells) < width or any(cells[width:])):
                yield Outcome(number, problems=(_ragged(number, len(cells), width),))
                continue
            flagged = source.flagged(number)
            yield self._flagged(number, flagged) if flagged else self._outcome(number, cells)

    def _outcome(self, number: int, cells: Cells) -> Outcome:
        values = {name: value for name, (value, _text) in self._constants.items()}
        texts = {name: text for name, (_value, text) in self._constants.items()}
        problems = []
        for step in self._steps:
            found = step.value(cells)
            if isinstance(found, str):
                problems.append(Problem(number, ", ".join(step.columns), found))
            else:
                values[step.field.name], texts[step.field.name] = found
        problems += [] if problems else self._contradictions(number, values)
        if not self._wide:
            return (
                Outcome(number, problems=tuple(problems))
                if problems
                else Outcome(number, (self._row(number, values, texts),))
            )
        return self._unfold(number, cells, values, texts, problems)

    def _unfold(
        self, number: int, cells: Cells, values: dict[str, Any], texts: dict[str, str], problems: list[Problem]
    ) -> Outcome:
        """Make a record of every filled column of numbers."""
        records = []
        for wide, step, constants in self._wide:
            found = step.value(cells)
            if isinstance(found, str):
                problems.append(Problem(number, wide.column, found))
            elif found[0] is not None:
                own = {name: value for name, (value, _text) in constants.items()}
                own_texts = {name: text for name, (_value, text) in constants.items()}
                breakdown = {**values.get("breakdown", {}), **wide.breakdown}
                records.append(
                    (
                        {**values, **own, step.field.name: found[0], "breakdown": breakdown},
                        {**texts, **own_texts, step.field.name: found[1], "breakdown": canonical(breakdown)},
                    )
                )
        if problems:
            return Outcome(number, problems=tuple(problems))
        return Outcome(number, tuple(self._row(number, *record) for record in records))

    def _contradictions(self, number: int, values: Mapping[str, Any]) -> list[Problem]:
        """Ask the target, if it has an opinion, what the answers of a row say against each other."""
        if self._particular is None:
            return []
        columns = {step.field.name: ", ".join(step.columns) for step in self._steps}
        asked = {each.name: values.get(each.name) for each in self._target.fields}
        return [Problem(number, columns.get(name, ""), why) for name, why in self._particular.contradictions(asked)]

    def _row(self, number: int, values: Mapping[str, Any], texts: Mapping[str, str]) -> Row:
        """Give the row its key: the same content gets the same key in every file, its second copy another."""
        content = "\x1f".join(f"{name}={texts[name]}" for name in sorted(texts) if texts[name])
        digest = hashlib.sha256(f"{self._target.code}\x1e{content}".encode())
        short = digest.digest()[:16]
        nth = self._seen[short] = self._seen[short] + 1
        digest.update(f"\x1e{nth}".encode())
        return Row(number, values, digest.hexdigest())

    def _flagged(self, number: int, flagged: Mapping[int, str]) -> Outcome:
        header = self._table.header
        named = ((header[at] if at < len(header) else "", why) for at, why in sorted(flagged.items()))
        return Outcome(number, problems=tuple(Problem(number, column, why) for column, why in named))

    # -- the plan, made once --------------------------------------------------------------------------------------

    def _compile(self) -> list[Step]:
        places: dict[str, list[tuple[str, str]]] = {}
        for column, name, part in self._reading.places():
            if name not in self._fields:
                raise CannotRead(
                    _("The mapping leads to “%(field)s”, which %(target)s does not have.")
                    % {"field": name, "target": self._target.label},
                    column=column,
                )
            if same_name(column) in self._at:
                places.setdefault(name, []).append((column, part))
        self._refuse_unknown_columns()
        return [self._step(self._fields[name], columns) for name, columns in places.items()]

    def _refuse_unknown_columns(self) -> None:
        known = {same_name(column) for column in self._reading.columns} | {
            same_name(w.column) for w in self._reading.wide
        }
        for name in self._table.header:
            if same_name(name) not in known:
                raise CannotRead(
                    _("The column “%(column)s” is not known. Say what it answers, or leave it out.") % {"column": name},
                    column=name,
                )

    def _step(self, asked: Field, places: list[tuple[str, str]]) -> Step:
        columns = tuple(column for column, _part in places)
        if len(places) > 1 and asked.kind not in SEVERAL_COLUMNS:
            raise CannotRead(
                _("The columns %(columns)s all answer “%(question)s”. Choose one of them.")
                % {"columns": ", ".join(f"“{column}”" for column in columns), "question": asked.label},
                column=columns[1],
            )
        positions = [self._at[same_name(column)] for column in columns]
        pick: Callable[[Cells], Any] = itemgetter(*positions)
        return Step(asked, columns, pick, self._clean_for(asked, [part for _column, part in places]), {})

    def _clean_for(self, asked: Field, parts: list[str]) -> Callable[[Any], Any]:
        """Return what cleans the picked cell or cells: words translated first, then read by kind."""
        prepare = [self._prepare(asked, part) for part in parts]
        if asked.kind == "period" and len(parts) > 1:
            one = cleaner(asked, "", self._reading.date_order, open_data=self._open_data)
            return lambda cells: one(
                " ".join(filter(None, (make(cell) for make, cell in zip(prepare, cells, strict=True))))
            )
        if asked.kind not in SEVERAL_COLUMNS or asked.kind == "period":
            single = cleaner(asked, parts[0], self._reading.date_order, open_data=self._open_data)
            return lambda cell: single(prepare[0](cell))
        whole = flags_cleaner(parts) if asked.kind == "flags" else breakdown_cleaner(parts)
        if len(parts) == 1:
            return lambda cell: whole([prepare[0](cell)])
        return lambda cells: whole([make(cell) for make, cell in zip(prepare, cells, strict=True)])

    def _prepare(self, asked: Field, part: str) -> Callable[[str], str]:
        """Return what tidies a cell: words for nothing become nothing, printed words become values."""
        tables = self._reading.translations
        words = {**tables.get(asked.name, {}), **tables.get(f"{asked.name}:{part}", {})}
        if asked.kind in {"code", "codes"}:
            words = {**self._reading.absent, **words}
        translated = {same_name(printed): value for printed, value in words.items()}
        others = translated.get("*")

        def prepare(cell: str) -> str:
            tidy = cell.strip()
            if tidy.casefold() in self._empty:
                tidy = ""
            if not translated:
                return tidy
            return translated.get(same_name(tidy), tidy if others is None else others)

        return prepare

    def _constant(self, name: str, text: str) -> tuple[Any, str]:
        asked = self._fields.get(name)
        if asked is None:
            raise CannotRead(
                _("The mapping sets “%(field)s”, which %(target)s does not have.")
                % {"field": name, "target": self._target.label}
            )
        try:
            value = self._clean_for(asked, [""])(text)
        except Unclean as problem:
            raise CannotRead(f"{asked.label}: {problem}") from problem
        return value, canonical(value)

    def _wide_step(self, wide: Wide) -> tuple[Step, dict[str, tuple[Any, str]]]:
        figures = [each for each in self._target.fields if each.kind == "figure"]
        step = self._step(figures[0], [(wide.column, "count")])
        step.field = Field(step.field.name, step.field.label, "figure")
        return step, {name: self._constant(name, text) for name, text in wide.constants.items()}

    def _check_required(self) -> None:
        answered = {step.field.name for step in self._steps} | set(self._constants)
        for _wide, step, constants in self._wide:
            answered |= {step.field.name, *constants}
        for asked in self._target.fields:
            if asked.required and asked.name not in answered:
                raise CannotRead(_("No column answers “%(question)s”, which is needed.") % {"question": asked.label})


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

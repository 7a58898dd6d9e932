"""The plan of a reading, made once: how each question gets its answer from the cells of a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from waystation.core.importing.cleaning import breakdown_cleaner, canonical, cleaner, flags_cleaner
from waystation.core.importing.errors import CannotRead, Unclean
from waystation.core.importing.header import same_name
from waystation.core.importing.reading import Reading, Wide
from waystation.core.importing.targets import Field, Target
from waystation.core.rights import Right

SEVERAL_COLUMNS = {"flags", "breakdown", "period"}
REMEMBERED = 50_000
Cells = Sequence[str]
Cleaned = tuple[Any, str]


@dataclass(slots=True)
class Step:
    """How one field gets its value from the cells of a row; what was cleaned once is remembered."""

    field: Field
    columns: tuple[str, ...]
    pick: Callable[[Cells], Any]
    clean: Callable[[Any], Any]
    known: dict[Any, Cleaned | str]

    def value(self, cells: Cells) -> Cleaned | str:
        """Return the value with its canonical text, or why there is none."""
        raw = self.pick(cells)
        found = self.known.get(raw)
        if found is None:
            found = self._cleaned(raw)
            if len(self.known) < REMEMBERED:
                self.known[raw] = found
        return found

    def _cleaned(self, raw: Any) -> Cleaned | str:
        try:
            value = self.clean(raw)
        except Unclean as problem:
            return str(problem)
        if self.field.required and value in (None, "", (), {}):
            return _("“%(question)s” has no answer in this row, and needs one.") % {"question": self.field.label}
        return value, canonical(value)


class Plan:
    """How a reading turns the columns of a header into answers for a target.

    CannotRead when the reading does not fit: an unknown column, a question answered twice, a required one left out.
    """

    def __init__(self, header: Sequence[str], reading: Reading, target: Target) -> None:
        self._header, self._reading, self._target = header, reading, target
        self._fields = {each.name: each for each in target.fields}
        self._open_data = target.right == Right.IMPORT_FIGURES
        self._empty = frozenset(word.casefold() for word in reading.empty)
        self._at = {same_name(name): at for at, name in enumerate(header)}
        self.steps = self._compile()
        self.constants = {name: self._constant(name, text) for name, text in reading.constants.items()}
        self.wide = [(wide, *self._wide_step(wide)) for wide in reading.wide if same_name(wide.column) in self._at]
        self._check_required()

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
        for name in self._header:
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

    def _constant(self, name: str, text: str) -> Cleaned:
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

    def _wide_step(self, wide: Wide) -> tuple[Step, dict[str, Cleaned]]:
        figures = [each for each in self._target.fields if each.kind == "figure"]
        step = self._step(figures[0], [(wide.column, "count")])
        step.field = Field(step.field.name, step.field.label, "figure")
        return step, {name: self._constant(name, text) for name, text in wide.constants.items()}

    def _check_required(self) -> None:
        answered = {step.field.name for step in self.steps} | set(self.constants)
        for _wide, step, constants in self.wide:
            answered |= {step.field.name, *constants}
        for asked in self._target.fields:
            if asked.required and asked.name not in answered:
                raise CannotRead(_("No column answers “%(question)s”, which is needed.") % {"question": asked.label})

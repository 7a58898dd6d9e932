"""The questions about a file: which it is, what its columns answer, which words mean what."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from waystation import vocab
from waystation.core.importing.days import ORDERS
from waystation.core.importing.header import same_name
from waystation.core.importing.limits import in_words, limits
from waystation.core.importing.reading import Reading
from waystation.core.importing.targets import Field, Target

LEAVE_OUT = "-"
ORDER_NAMES = {
    "dmy": _("Day first: 31.12.2020"),
    "mdy": _("Month first: 12/31/2020"),
    "ymd": _("Year first: 2020-12-31"),
}
SAME_FOR_ALL = {"text", "code", "period"}


class FileForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("Which file?"), error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("CSV or XLSX, up to %(limit)s.") % {"limit": in_words(limits().file_bytes)}

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > limits().file_bytes:
            raise forms.ValidationError(
                _("The file has %(size)s; files up to %(limit)s can be imported. Divide it into several files.")
                % {"size": in_words(file.size or 0), "limit": in_words(limits().file_bytes)}
            )
        return file


class NewImportForm(FileForm):
    """A new file, and what is in it."""

    target = forms.ChoiceField(
        label=_("What is in the file?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Well-known files are recognised by their columns."),
    )
    edition = forms.CharField(
        label=_("Which edition is it?"),
        required=False,
        max_length=40,
        help_text=_("Only for published figures, where the file does not say it: 2025-04-14."),
    )

    def __init__(self, *args: Any, targets: Sequence[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Find out from the columns")), *((each.code, each.label) for each in targets)]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """What every column answers; questions that no column answers may be answered once for all rows."""

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        target: Target,
        reading: Reading,
        unknown: Mapping[str, Sequence[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        numbers = {same_name(wide.column) for wide in reading.wide}
        self._header = [column for column in header if same_name(column) not in numbers]
        self._target, self._reading = target, reading
        self._unknown = [(name, word) for name, words in unknown.items() for word in words]
        for at, column in enumerate(self._header):
            self.fields[f"column_{at}"] = self._column(column)
        for asked in self._constant_fields():
            self.fields[f"constant_{asked.name}"] = self._constant(asked)
        if any(asked.kind == "date" for asked in target.fields):
            self.fields["date_order"] = self._date_order()
        for at, (name, word) in enumerate(self._unknown):
            self.fields[f"word_{at}"] = self._word(name, word)
        self.fields["save_as"] = forms.CharField(
            label=_("Keep this for the next file as"),
            required=False,
            max_length=60,
            help_text=_("A name, for example: contacts 2019."),
        )

    def columns(self) -> Iterator[tuple[str, forms.BoundField]]:
        """Yield every column with its question."""
        return ((column, self[f"column_{at}"]) for at, column in enumerate(self._header))

    def constants(self) -> list[forms.BoundField]:
        """Return the questions answered once for all rows."""
        return [self[f"constant_{asked.name}"] for asked in self._constant_fields()]

    def words(self) -> list[forms.BoundField]:
        """Return the questions about words that are no known answers."""
        return [self[f"word_{at}"] for at in range(len(self._unknown))]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        answered = {
            self._field_name(found.get(f"column_{at}", "")) for at in range(len(self._header))
        } | self._by_wide()
        for asked in self._target.fields:
            if asked.required and asked.name not in answered and not found.get(f"constant_{asked.name}"):
                self.add_error(
                    None, _("No column answers “%(question)s”, which is needed.") % {"question": asked.label}
                )
        if self._has_dates(answered) and not found.get("date_order"):
            self.add_error("date_order", _("Say in which order days are written."))
        return found

    def reading(self) -> Reading:
        """Return the reading that was said."""
        found = self.cleaned_data
        columns = {
            column: () if found[f"column_{at}"] == LEAVE_OUT else self._destinations(column, found[f"column_{at}"])
            for at, column in enumerate(self._header)
        }
        constants = {
            asked.name: found[f"constant_{asked.name}"]
            for asked in self._constant_fields()
            if found.get(f"constant_{asked.name}")
        }
        return Reading(
            target=self._target.code,
            columns=columns,
            constants=constants,
            translations=self._translations(),
            absent=self._reading.absent,
            empty=self._reading.empty,
            date_order=found.get("date_order", ""),
            wide=self._reading.wide,
            sheet=self._reading.sheet,
            header_row=self._reading.header_row,
        )

    def _destinations(self, column: str, chosen: str) -> tuple[str, ...]:
        """A column may have answered several questions in a profile; the person changes the first."""
        before = self._reading.columns.get(column, ())
        return before if before and before[0] == chosen else (chosen,)

    def _translations(self) -> dict[str, dict[str, str]]:
        tables = {name: dict(words) for name, words in self._reading.translations.items()}
        for at, (name, word) in enumerate(self._unknown):
            if self.cleaned_data.get(f"word_{at}"):
                tables.setdefault(name, {})[word] = self.cleaned_data[f"word_{at}"]
        return tables

    def _column(self, column: str) -> forms.ChoiceField:
        known = column in self._reading.columns
        before = self._reading.columns.get(column, ())
        choices = [("", _("Choose")), (LEAVE_OUT, _("Leave this column out")), *self._questions(column, before)]
        return forms.ChoiceField(
            label=column,
            choices=choices,
            initial=before[0] if before else LEAVE_OUT if known else "",
            error_messages={"required": _("Say what “%(column)s” answers, or leave it out.") % {"column": column}},
        )

    def _questions(self, column: str, before: Sequence[str]) -> Iterator[tuple[str, Any]]:
        offered: set[str] = set()
        for asked in self._target.fields:
            if asked.kind == "flags":
                codes = [
                    (f"{asked.name}:{code.code}", code.label(_language())) for code in vocab.code_list(asked.codes)
                ]
                offered.update(value for value, _label in codes)
                yield str(asked.label), codes
            else:
                value = f"{asked.name}:{column}" if asked.kind == "breakdown" else asked.name
                offered.add(value)
                yield value, asked.label
        if before and before[0] not in offered:
            name, _colon, part = before[0].partition(":")
            yield before[0], f"{next(f.label for f in self._target.fields if f.name == name)} ({part})"

    def _constant_fields(self) -> list[Field]:
        return [asked for asked in self._target.fields if asked.kind in SAME_FOR_ALL]

    def _constant(self, asked: Field) -> forms.Field:
        initial = self._reading.constants.get(asked.name, "")
        if asked.kind == "code":
            choices = [
                ("", "—"),
                *((code.code, code.label(_language())) for code in vocab.code_list(asked.codes).answers),
            ]
            return forms.ChoiceField(label=str(asked.label), required=False, choices=choices, initial=initial)
        return forms.CharField(label=str(asked.label), required=False, max_length=asked.longest, initial=initial)

    def _date_order(self) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=_("How are days written in this file?"),
            required=False,
            choices=[(order, ORDER_NAMES[order]) for order in ORDERS],
            widget=forms.RadioSelect,
            initial=self._reading.date_order,
        )

    def _word(self, name: str, word: str) -> forms.ChoiceField:
        asked = next(each for each in self._target.fields if each.name == name)
        choices: list[tuple[str, Any]] = [("", _("Not known: rows with it fail"))]
        choices += [(code.code, code.label(_language())) for code in vocab.code_list(asked.codes).answers]
        label = _("What does “%(word)s” mean for “%(question)s”?") % {"word": word, "question": asked.label}
        return forms.ChoiceField(label=label, required=False, choices=choices)

    def _by_wide(self) -> set[str]:
        """Return what the columns of numbers answer by themselves."""
        figures = {asked.name for asked in self._target.fields if asked.kind == "figure" and self._reading.wide}
        return figures.union(*(wide.constants for wide in self._reading.wide))

    def _has_dates(self, answered: set[str]) -> bool:
        return any(asked.kind == "date" and asked.name in answered for asked in self._target.fields)

    @staticmethod
    def _field_name(chosen: str) -> str:
        return chosen.partition(":")[0]


class ConfirmForm(forms.Form):
    """Whether rows that fail are left out."""

    skip_rejected = forms.BooleanField(label=_("Leave the failing rows out and import the others"), required=False)


def _language() -> str:
    return get_language() or "en"

"""Questions that narrow a list: by year, and by codes of code lists."""

from functools import partial
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from waystation import vocab

Record = TypeVar("Record", bound=models.Model)


def options(codes: str) -> list[tuple[str, Any]]:
    """Return the codes of the list as choices, in the language of the page; lower levels stand below their parents."""
    language = get_language() or "en"
    listed = vocab.code_list(codes)
    found: list[tuple[str, Any]] = [("", _("All"))]
    for top in listed.children(None):
        found.append((top.code, top.label(language)))
        found += [(child.code, f"– {child.label(language)}") for child in listed.children(top.code)]
    absent = [] if listed.absent == "listed" else vocab.code_list("absent").codes
    return [*found, *((code.code, code.label(language)) for code in absent)]


def code_filter(codes: str, label: Any) -> forms.ChoiceField:
    """Return the question for one code of the list."""
    return forms.ChoiceField(label=label, required=False, choices=partial(options, codes))


class Filters(forms.Form):
    """Narrow a list; `YEAR_OF` is the date that the year is asked of, other questions bear the name of their field."""

    YEAR_OF: ClassVar[str]
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)

    def narrow(self, records: models.QuerySet[Record]) -> models.QuerySet[Record]:
        """Return the records that fit every answer given; an answer that cannot be understood narrows nothing."""
        self.is_valid()
        answers = {name: answer for name, answer in self.cleaned_data.items() if answer not in {None, ""}}
        for name, answer in answers.items():
            records = self.narrow_by(name, answer, records)
        return records

    def narrow_by(self, name: str, answer: Any, records: models.QuerySet[Record]) -> models.QuerySet[Record]:
        """Return the records that fit one answer."""
        lookup = f"{self.YEAR_OF}__year" if name == "year" else name
        return records.filter(**{lookup: answer})

    @property
    def narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class NameSearch(forms.Form):
    """Words to be found among sealed names; sent as a form, so that no name stands in an address."""

    words = forms.CharField(
        label=_("Find by name or alias, in any script"),
        max_length=100,
        error_messages={"required": _("Write the beginning of a name.")},
    )

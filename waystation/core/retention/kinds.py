"""Reads what rooms declare about how long they keep what is sealed: `<room>/retention.toml`, a table for each model.

    [case]
    name = { en = "Stories of cases", mk = "...", sq = "..." }
    clock = { en = "from the day the case is closed", mk = "...", sq = "..." }
    starts = "closed_on"                 # the day the clock starts; while it is empty, the clock stands still
    else_starts = "recorded_at"          # what starts it where the way leads to no row at all, for kinds that have one
    person = "person__code"              # the way from the row to the person it is about, where there is one
    case = "code"                        # the same for the case: a hold on either keeps the row
    keep_months = 60                     # what holds until somebody changes it on the page
    least_months = 12                    # the page takes nothing shorter or longer
    most_months = 120
    basis = { en = "...", mk = "...", sq = "..." }

Where a path leads to several rows, the clock starts with the latest of them, once none is empty. A model whose rows own
files under the same key has a method `sealed_files`, which returns their paths; one whose rows say that they are empty
has a class method `when_emptied`, which returns what is written then.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Count, DateTimeField, Max, Q, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import get_language

from waystation.core.models import Organisation
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord

FILE = "retention.toml"
Words = Mapping[str, str]


@dataclass(frozen=True)
class Kind:
    """One kind of record that holds sealed texts, and the rule for it that comes with the program."""

    code: str
    name: Words
    clock: Words
    starts: str
    keep_months: int
    least_months: int
    most_months: int
    basis: Words
    person: str = ""
    case: str = ""
    organisation: str = "organisation"
    else_starts: str = ""

    @property
    def model(self) -> type[SealedRecord]:
        found: type[SealedRecord] = apps.get_model(self.code)
        return found

    def said(self, words: Words) -> str:
        """Return the words in the language of the page."""
        return words.get((get_language() or "en")[:2], words["en"])

    def __str__(self) -> str:
        return self.said(self.name)

    def of_house(self, organisation: Organisation) -> "QuerySet[SealedRecord]":
        """Return the rows of the organisation that still hold something sealed."""
        return self._rows().filter(**{self.organisation: organisation}, record_key__isnull=False)

    def of_person(self, code: UUID) -> "QuerySet[SealedRecord]":
        """Return everything of this kind about the person, also what is empty by now."""
        return self._rows().filter(**{self.person: code}) if self.person else self._rows().none()

    def due(self, organisation: Organisation, before: date) -> "QuerySet[SealedRecord]":
        """Return the rows whose clock started before the day."""
        open_ones = Count("pk", filter=Q(**{f"{self.starts}__isnull": True}))
        clocked = self.of_house(organisation).annotate(clock_at=Max(self.starts), clock_stands=open_ones)
        over = clocked.filter(clock_stands=0, clock_at__lt=self._moment(self.starts, before))
        if not self.else_starts:
            return over.order_by("pk")
        leads_nowhere = Q(**{f"{self.starts.rpartition('__')[0]}__isnull": True})
        since = Q(**{f"{self.else_starts}__lt": self._moment(self.else_starts, before)})
        alone = self.of_house(organisation).filter(leads_nowhere, since)
        either = Q(pk__in=over.values("pk")) | Q(pk__in=alone.values("pk"))
        return self.of_house(organisation).filter(either).order_by("pk")

    def sealed_columns(self) -> list[str]:
        """Return what is emptied: every sealed column, the key among them."""
        return [field.name for field in self.model._meta.concrete_fields if isinstance(field, SealedText)]

    def _rows(self) -> "QuerySet[SealedRecord]":
        return self.model._base_manager.all()

    def _moment(self, starts: str, day: date) -> date:
        is_time = isinstance(self._start_field(starts), DateTimeField)
        return make_aware(datetime.combine(day, time.min)) if is_time else day

    def _start_field(self, starts: str) -> Any:
        model: Any = self.model
        *way, last = starts.split("__")
        for step in way:
            model = model._meta.get_field(step).related_model
        return model._meta.get_field(last)


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every declared kind by its code, such as `cases.case`."""
    return {kind.code: kind for kind in _declared()}


def _declared() -> Iterator[Kind]:
    for app in apps.get_app_configs():
        path = Path(app.path) / FILE
        if app.name.startswith("waystation.") and path.exists():
            for model, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
                yield Kind(code=f"{app.label}.{model}", **table)


def undeclared() -> list[str]:
    """Return the sealed models that no room says anything about."""
    sealed = {model._meta.label_lower for model in apps.get_models() if issubclass(model, SealedRecord)}
    return sorted(sealed - set(kinds()))

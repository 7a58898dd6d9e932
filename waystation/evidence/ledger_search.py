"""Searches the figure ledger: cells, each with all the figures that stand in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Max, Q, QuerySet

from waystation.core.models import ImportRun, User
from waystation.evidence.ledger_words import indicators_called
from waystation.evidence.models import LedgerFigure

MOST_CHOICES = 300


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty means anything."""

    text: str = ""
    indicator: str = ""
    area: str = ""
    source: str = ""


@dataclass(frozen=True)
class LedgerCell:
    """One thing that was counted, and what each source printed for it."""

    figures: Sequence[LedgerFigure]

    @property
    def about(self) -> LedgerFigure:
        """Return any of the figures: what they are about is the same."""
        return self.figures[0]

    @property
    def contradicts(self) -> bool:
        """Say whether two sources print what cannot both be true."""
        lows = [each.low for each in self.figures if each.low is not None]
        highs = [each.high for each in self.figures if each.high is not None]
        return bool(lows and highs) and max(lows) > min(highs)


def figures_for(user: User, wanted: Wanted) -> QuerySet[LedgerFigure]:
    """Return the figures that fit, of the person's organisation."""
    found = LedgerFigure.objects.visible_to(user)
    for name, value in (("indicator", wanted.indicator), ("area", wanted.area), ("source_title", wanted.source)):
        if value:
            found = found.filter(**{name: value})
    for word in wanted.text.split():
        found = found.filter(
            Q(indicator__icontains=word)
            | Q(indicator__in=indicators_called(word))
            | Q(source_title__icontains=word)
            | Q(note__icontains=word)
            | Q(period=word)
        )
    return found


def cells(figures: QuerySet[LedgerFigure]) -> QuerySet[LedgerFigure, str]:
    """Return the marks of the cells the figures stand in, ordered by place, indicator and time."""
    ordered = figures.order_by("area", "indicator", "starts_on", "cell")
    return ordered.values_list("cell", flat=True).distinct()


def with_figures(user: User, marks: Iterable[str]) -> list[LedgerCell]:
    """Return the cells of these marks, every figure of theirs included, in the order given."""
    wanted = list(marks)
    standing: dict[str, list[LedgerFigure]] = defaultdict(list)
    for each in LedgerFigure.objects.visible_to(user).filter(cell__in=wanted).order_by("edition", "pk"):
        standing[each.cell].append(each)
    return [LedgerCell(standing[mark]) for mark in wanted]


def choices(user: User, name: str) -> tuple[tuple[str, int], ...]:
    """Return the values of a column with how many figures each has; counted again only when the ledger has changed."""
    newest = LedgerFigure.objects.visible_to(user).aggregate(newest=Max("pk"))["newest"]
    runs = ImportRun.objects.filter(organisation=user.organisation_id, target="ledger")
    return _counted(user.organisation_id, name, newest, runs.aggregate(changed=Max("changed_at"))["changed"])


@lru_cache(maxsize=64)
def _counted(
    organisation: int, name: str, _newest: int | None, _changed: datetime | None
) -> tuple[tuple[str, int], ...]:
    """Count the values; the newest figure and the last change of an import only tell one state from another."""
    figures = LedgerFigure.objects.filter(organisation=organisation).exclude(**{name: ""})
    return tuple(sorted(figures.values_list(name).annotate(n=Count("pk")).order_by("-n")[:MOST_CHOICES]))

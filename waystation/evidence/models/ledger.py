"""The figure ledger: what others published, several figures for one cell, none ever overwritten."""

import hashlib
import json
from collections.abc import Mapping
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from waystation.core.models import ImportRun, Organisation, User


class LedgerQuerySet(models.QuerySet["LedgerFigure"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)

    def about(self, indicator: str, area: str = "") -> Self:
        return self.filter(indicator=indicator, **({"area": area} if area else {}))


class LedgerFigure(models.Model):
    """One figure as somebody printed it, with the interval it means and where it stands.

    `cell` is the same for all figures about the same thing: indicator, area, period and break-down. Figures
    of one cell contradict or confirm each other; they are shown side by side. A figure whose print holds no
    number ("October") has no bounds; an open bound (">6000") is None.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    import_run = models.ForeignKey(ImportRun, null=True, on_delete=models.PROTECT, related_name="+")
    row_key = models.CharField(max_length=64, null=True)  # noqa: DJ001  null: not from an import, so no key to be unique
    cell = models.CharField(max_length=16)
    indicator = models.CharField(_("indicator"), max_length=100)
    area = models.CharField(_("area"), max_length=100, blank=True)
    period = models.CharField(_("period"), max_length=40, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    breakdown = models.JSONField(_("break-down"), default=dict)
    value_text = models.CharField(_("value"), max_length=200)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    source_title = models.CharField(_("source"), max_length=500)
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "indicator", "area", "starts_on"], name="ledger_lookup"),
            models.Index(fields=["organisation", "area", "indicator", "starts_on", "cell"], name="ledger_places"),
            models.Index(fields=["organisation", "cell"], name="ledger_cells"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "row_key"], name="ledger_row_once"),
            models.CheckConstraint(
                name="ledger_bounds_in_order", condition=Q(low=None) | Q(high=None) | Q(low__lte=models.F("high"))
            ),
            models.CheckConstraint(
                name="ledger_period_in_order",
                condition=Q(starts_on=None, ends_on=None) | Q(starts_on__lte=models.F("ends_on")),
            ),
        ]

    @property
    def value(self) -> float | None:
        """Return the number when the print leaves no doubt."""
        return self.low if self.low == self.high else None


def cell_of(indicator: str, area: str, period: str, breakdown: Mapping[str, str]) -> str:
    """Return the mark that all figures about the same thing share."""
    about = json.dumps([indicator, area, period, breakdown], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(about.encode()).hexdigest()[:16]

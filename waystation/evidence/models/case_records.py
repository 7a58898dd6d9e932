"""Cases of others: coded records of data sets such as CTDC, for statistics only."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from waystation.core.models import ImportRun, Organisation, User


class CaseRecordQuerySet(models.QuerySet["CaseRecord"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(organisation=user.organisation_id)


class CaseRecord(models.Model):
    """One case of a published data set. An empty code means that the set says nothing.

    The columns of codes hold them joined by `;` (DuckDB: `string_split(means, ';')`); the column with `_no`
    beside them holds the codes the set answers with 0. A code in neither was left open: not the same as no.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    import_run = models.ForeignKey(ImportRun, null=True, on_delete=models.PROTECT, related_name="+")
    row_key = models.CharField(max_length=64, null=True)  # noqa: DJ001  null: not from an import, so no key to be unique
    dataset = models.CharField(_("data set"), max_length=40)
    source_kind = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    period = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    age_band = models.CharField(max_length=20, blank=True)
    child_adult = models.CharField(max_length=10, blank=True)
    child_adult_when_exploited = models.CharField(max_length=10, blank=True)
    child_adult_at_entry = models.CharField(max_length=10, blank=True)
    citizenship = models.CharField(max_length=20, blank=True)
    country_of_exploitation = models.CharField(max_length=20, blank=True)
    exploitation = models.CharField(max_length=300, blank=True)
    exploitation_no = models.CharField(max_length=300, blank=True)
    means = models.CharField(max_length=500, blank=True)
    means_no = models.CharField(max_length=500, blank=True)
    labour = models.CharField(max_length=500, blank=True)
    labour_no = models.CharField(max_length=500, blank=True)
    sexual = models.CharField(max_length=200, blank=True)
    sexual_no = models.CharField(max_length=200, blank=True)
    recruiter = models.CharField(max_length=200, blank=True)
    recruiter_no = models.CharField(max_length=200, blank=True)
    abducted = models.BooleanField(null=True)
    region_of_origin = models.CharField(max_length=40, blank=True)
    region_of_exploitation = models.CharField(max_length=40, blank=True)
    perpetrators = models.JSONField(default=dict)

    objects = CaseRecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "dataset"], name="case_record_dataset")]
        constraints = [models.UniqueConstraint(fields=["organisation", "row_key"], name="case_record_row_once")]

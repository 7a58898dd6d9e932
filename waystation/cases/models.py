"""People, their cases, and the dated histories of each; names and texts are sealed, facts are coarse codes."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from waystation.cases.coding import CodeField, CodesField
from waystation.cases.permits import Permit, permitted
from waystation.cases.reach import in_scope
from waystation.core.models import Organisation, User
from waystation.core.rights import Kind, Scope
from waystation.core.sealing.fields import SealedText
from waystation.core.sealing.records import SealedRecord
from waystation.core.sealing.vaults import CASE_TEAM

SCOPED = ("programme", "owner", "restricted_at")
WIDE = (Scope.PROGRAMME, Scope.ORGANISATION)
__all__ = ["Case", "Consent", "HistoryRow", "IdentificationStatus", "ImportedRow", "Permit", "Person", "Service"]


class ImportedRow(models.Model):
    """A row that may have come from a spreadsheet; its key makes a second import change nothing."""

    import_run = models.ForeignKey("core.ImportRun", null=True, on_delete=models.PROTECT, related_name="+")
    row_key = models.CharField(max_length=64, null=True)  # noqa: DJ001  NULL, so that rows typed in by hand never collide

    class Meta:
        abstract = True


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> Self:
        """Return the people of whom a case is visible; those without a case yet to whoever sees a whole programme."""
        seen = Q(pk__in=Case.objects.visible_to(user).order_by().values("person"))
        if user.scope_of(Kind.CASES) in WIDE:
            seen |= ~Q(Exists(Case.objects.filter(person=OuterRef("pk")).order_by()))
        return self.filter(seen, organisation=user.organisation_id)

    def assisted(self) -> Self:
        return self.exclude(first_assisted_on=None)


class Person(ImportedRow, SealedRecord):
    """Somebody the organisation accompanies. Who they are is sealed; what statistics may see stands in the clear."""

    VAULT = CASE_TEAM

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    given_name = SealedText()
    family_name = SealedText()
    alias = SealedText()
    birth_date = SealedText()
    phone = SealedText()
    email = SealedText()
    address = SealedText()
    sex = CodeField("sex")
    first_assisted_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    child_adult = CodeField("child_adult")
    age_band = CodeField("age_band")
    age_group = CodeField("age_group_wide")
    citizenships = CodesField("country")
    citizenship_group = CodeField("citizenship_group")
    region = CodeField("region")
    languages = CodesField("language")
    education = CodeField("education_level")
    marital_status = CodeField("marital_status")
    has_children = models.BooleanField(null=True)

    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-first_assisted_on", "pk"]
        indexes = [models.Index(fields=["organisation", "-first_assisted_on"])]
        constraints = [
            models.UniqueConstraint(name="person_is_imported_once", fields=["organisation", "row_key"]),
            models.CheckConstraint(
                name="child_stands_in_a_child_band",
                condition=~Q(
                    child_adult="child", age_band__in=["18-20", "21-23", "24-26", "27-29", "30-38", "39-47", "48+"]
                ),
            ),
            models.CheckConstraint(
                name="adult_stands_in_an_adult_band",
                condition=~Q(child_adult="adult", age_band__in=["0-8", "9-17"]),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cases:person", args=[self.code])


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: User) -> Self:
        """Return the cases within the scope, no sealed one among them, and those that a permit opens."""
        if user.scope_of(Kind.CASES) == Scope.NONE:
            return self.none()
        within = in_scope(user, Kind.CASES, owner="owner", programme="programme:") & Q(restricted_at=None)
        return self.filter(within | Q(pk__in=permitted(user)), organisation=user.organisation_id)

    def open(self) -> Self:
        return self.filter(closed_on=None)

    def of_programme(self, programme: str) -> Self:
        return self.filter(programme=programme)


class Case(ImportedRow, SealedRecord):
    """The work with one person in one programme, from opening to closing."""

    VAULT = CASE_TEAM

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    programme = CodeField("programme")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    ending = CodeField("case_ending", default="", blank=True)
    owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="cases")
    restricted_at = models.DateTimeField(null=True, blank=True)
    exploitation_forms = CodesField("exploitation_form")
    means_of_control = CodesField("means_of_control")
    acts = CodesField("palermo_act")
    means = CodesField("palermo_means")
    purposes = CodesField("palermo_purpose")
    recruiter_relation = CodeField("recruiter_relation")
    recruitment_methods = CodesField("recruitment_method")
    sexual_exploitation_types = CodesField("sexual_exploitation_type")
    labour_sectors = CodesField("labour_sector")
    exploited_in = CodeField("country")
    exploited_in_region = CodeField("region")
    child_adult_when_exploited = CodeField("child_adult")
    needs = CodesField("need")
    story = SealedText()

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-opened_on", "pk"]
        indexes = [  # the last two answer what a scope shows without reading whole cases
            models.Index(fields=["organisation", "programme", "-opened_on"]),
            models.Index(name="cases_in_scope", fields=["organisation", "-opened_on", *SCOPED]),
            models.Index(name="cases_of_person_in_scope", fields=["person", "organisation", *SCOPED]),
        ]
        constraints = [
            models.UniqueConstraint(name="case_is_imported_once", fields=["organisation", "row_key"]),
            models.CheckConstraint(
                name="closed_case_says_how_it_ended",
                condition=Q(closed_on=None, ending="") | (Q(closed_on__isnull=False) & ~Q(ending="")),
            ),
            models.CheckConstraint(
                name="case_closes_after_it_opens", condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on"))
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.code])


class HistoryRow(models.Model):
    """A dated row of a history: added, never changed; a correction is a further row."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class IdentificationStatus(HistoryRow, SealedRecord):
    """What a body decided about a person on a day: presumed, identified, not identified, refused."""

    VAULT = CASE_TEAM

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="statuses")
    status = CodeField("identification_status")
    decided_by = CodeField("deciding_body")
    decided_on = models.DateField()
    basis = SealedText()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["case", "-decided_on"])]


class Consent(HistoryRow):
    """What a person agreed to, for one purpose and one recipient; a withdrawal is a row of its own."""

    class Answer(models.TextChoices):
        GIVEN = "given"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    class Way(models.TextChoices):
        SIGNED = "signed"
        SPOKEN = "spoken_before_witness"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = CodeField("consent_purpose")
    recipient = CodeField("nrm_body", default="", blank=True)
    answer = models.CharField(max_length=20, choices=Answer)
    way = models.CharField(max_length=30, choices=Way, default=Way.SIGNED)
    language = CodeField("language")
    answered_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    withdraws = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="withdrawn_by"
    )

    class Meta:
        ordering = ["-answered_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="withdrawal_names_what_it_withdraws",
                condition=Q(answer="withdrawn", withdraws__isnull=False) | (~Q(answer="withdrawn") & Q(withdraws=None)),
            ),
            models.CheckConstraint(
                name="consent_expires_after_it_was_given",
                condition=Q(expires_on=None) | Q(expires_on__gte=F("answered_on")),
            ),
        ]


class Service(ImportedRow):
    """One service given to one person on one day, within a case."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="services")
    programme = CodeField("programme")
    service_type = CodeField("service_type")
    given_on = models.DateField()
    minutes = models.PositiveIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["case", "-given_on"])]
        constraints = [
            models.UniqueConstraint(name="service_is_imported_once", fields=["organisation", "row_key"]),
            models.CheckConstraint(name="service_fits_into_a_day", condition=Q(minutes=None) | Q(minutes__lte=24 * 60)),
        ]

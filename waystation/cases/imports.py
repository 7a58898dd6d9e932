"""What cases takes in: people with their cases, names sealed on the way."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waystation.cases.actions import describe_person, set_age, store
from waystation.cases.arrivals import RecordTarget, coded, in_the_future, several, taken_back
from waystation.cases.coding import NOT_ASKED
from waystation.cases.models import Case, Consent, IdentificationStatus, Person
from waystation.core.errors import ActionRefused
from waystation.core.importing.targets import Field, Row
from waystation.core.models import ImportRun, User
from waystation.core.sealing.staff import keyring
from waystation.core.sealing.vaults import CASE_TEAM, Keyring

SECRETS = ("given_name", "family_name", "alias", "phone", "email", "address")
OLDEST = 120


class PeopleTarget(RecordTarget):
    """People and their cases: one row is one person with one case."""

    code = "people_and_cases"
    label = gettext_lazy("People and cases")
    model = Person
    vault = CASE_TEAM
    fields = (
        Field("given_name", gettext_lazy("Given name"), "text", longest=200, synonyms=("име", "emri")),
        Field("family_name", gettext_lazy("Family name"), "text", longest=200, synonyms=("презиме", "mbiemri")),
        Field("alias", gettext_lazy("Alias"), "text", longest=200, synonyms=("прекар", "nofka")),
        Field(
            "birth_date", gettext_lazy("Date of birth"), "date", secret=True, synonyms=("датум на раѓање", "datëlindja")
        ),
        Field("age", gettext_lazy("Age at first assistance"), "count", synonyms=("age", "возраст", "mosha")),
        Field("phone", gettext_lazy("Phone"), "text", longest=200, synonyms=("телефон", "telefoni")),
        Field("email", gettext_lazy("E-mail"), "text", longest=200, synonyms=("е-пошта", "email")),
        Field("address", gettext_lazy("Address"), "text", longest=500, synonyms=("адреса", "adresa")),
        Field("sex", gettext_lazy("Sex"), "code", codes="sex", synonyms=("пол", "gjinia")),
        Field("citizenships", gettext_lazy("Citizenship"), "codes", codes="country", synonyms=("државјанство",)),
        Field("region", gettext_lazy("Region"), "code", codes="region", synonyms=("регион", "rajoni")),
        Field("languages", gettext_lazy("Languages"), "codes", codes="language", synonyms=("јазици", "gjuhët")),
        Field("education", gettext_lazy("Education"), "code", codes="education_level", synonyms=("образование",)),
        Field("programme", gettext_lazy("Programme"), "code", codes="programme", required=True, synonyms=("програма",)),
        Field("opened_on", gettext_lazy("Case opened"), "date", required=True, synonyms=("opened", "отворен")),
        Field("closed_on", gettext_lazy("Case closed"), "date", synonyms=("closed", "затворен")),
        Field("ending", gettext_lazy("How it ended"), "code", codes="case_ending", synonyms=("исход",)),
        Field("exploitation_forms", gettext_lazy("Exploitation"), "codes", codes="exploitation_form"),
        Field("means_of_control", gettext_lazy("Means of control"), "codes", codes="means_of_control"),
        Field("recruiter_relation", gettext_lazy("Recruited by"), "code", codes="recruiter_relation"),
        Field("status", gettext_lazy("Identification"), "code", codes="identification_status", synonyms=("статус",)),
        Field("decided_by", gettext_lazy("Decided by"), "code", codes="deciding_body"),
        Field("decided_on", gettext_lazy("Decided on"), "date"),
    )

    def contradictions(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what cannot be true of a case."""
        for name in ("birth_date", "opened_on", "closed_on", "decided_on"):
            if why := in_the_future(values[name]):
                yield name, why
        opened_on = values["opened_on"]
        for name in ("closed_on", "decided_on"):
            if opened_on and values[name] and values[name] < opened_on:
                yield name, _("This day lies before the opening of the case. Correct one of the two.")
        if opened_on and values["birth_date"] and values["birth_date"] > opened_on:
            yield "birth_date", _("The person would have been born after the case was opened. Correct one of the two.")
        if (values["age"] or 0) > OLDEST:
            yield "age", _("Nobody is that old. Correct the age.")
        if values["status"] and not values["decided_on"]:
            yield "status", _("Say on which day this was decided.")
        if values["ending"] and not values["closed_on"]:
            yield "ending", _("The case has an ending and no day of closing. Write the day it was closed.")

    def write(self, rows: Iterable[Row], run: ImportRun, by: User | None) -> int:
        """Store people, cases and decisions; the people are counted."""
        keys = keyring()
        people = [(row, self.record(row, run, by, keys)) for row in rows]
        cases = [(row, _case(row, person, run, by)) for row, person in people]
        stored = store([person for _row, person in people])
        store([case for _row, case in cases])
        store([_decision(row, case, by) for row, case in cases if row.values.get("status")])
        return stored

    def record(self, row: Row, run: ImportRun, by: User | None, keys: Keyring) -> Person:  # noqa: ARG002  as declared
        values = row.values
        person = Person(
            organisation=run.organisation,
            import_run=run,
            row_key=self.blind(row.key),
            first_assisted_on=values["opened_on"],
            **coded(values, "sex", "region", "education"),
            **several(values, "citizenships", "languages"),
        )
        if values.get("age") is not None:
            set_age(person, values["age"])
        born = values.get("birth_date")
        secrets = {name: values.get(name) or "" for name in SECRETS}
        return describe_person(person, {**secrets, "birth_date": born.isoformat() if born else ""}, keys)

    def undo(self, run: ImportRun, by: User | None) -> int:
        """Take people and cases back; refused once work was added to them by hand."""
        if _has_later_work(run):
            raise ActionRefused(_("Work was added to these people since. Take that back first, or keep the import."))
        taken_back(Case, run)
        return super().undo(run, by)


def _has_later_work(run: ImportRun) -> bool:
    """Say whether a decision, a consent or a case was added to the imported people after the import."""
    since = run.written_at
    decisions = IdentificationStatus.objects.filter(case__import_run=run, recorded_at__gt=since)
    consents = Consent.objects.filter(person__import_run=run)
    cases = Case.objects.filter(person__import_run=run).exclude(import_run=run)
    return decisions.exists() or consents.exists() or cases.exists()


def _case(row: Row, person: Person, run: ImportRun, by: User | None) -> Case:
    values, closed_on = row.values, row.values.get("closed_on")
    return Case(
        organisation=run.organisation,
        import_run=run,
        row_key=person.row_key,
        person=person,
        owner=by,
        programme=values["programme"],
        opened_on=values["opened_on"],
        closed_on=closed_on,
        ending=(values.get("ending") or NOT_ASKED) if closed_on else "",
        child_adult_when_exploited=NOT_ASKED,
        **coded(values, "recruiter_relation"),
        **several(values, "exploitation_forms", "means_of_control"),
    )


def _decision(row: Row, case: Case, by: User | None) -> IdentificationStatus:
    decision = IdentificationStatus(case=case, status=row["status"], decided_on=row["decided_on"], recorded_by=by)
    decision.decided_by = row.values.get("decided_by") or NOT_ASKED
    return decision


TARGETS = (PeopleTarget(),)

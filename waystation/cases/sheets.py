"""What the page of one person or one case shows: facts, and its histories as tables."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waystation.cases.listing import said, said_all
from waystation.cases.lists import state_of, status_tag
from waystation.cases.models import Case, Consent, IdentificationStatus, Person
from waystation.cases.names import open_name
from waystation.core.sealing.records import shown_text
from waystation.core.sealing.vaults import Keyring
from waystation.ui.tables import Column, Link, Row, Table, Tag

Pairs = list[tuple[str, object]]
ANSWERS = {"given": gettext_lazy("Given"), "refused": gettext_lazy("Refused"), "withdrawn": gettext_lazy("Withdrawn")}
WAYS = {"signed": gettext_lazy("Signed"), "spoken_before_witness": gettext_lazy("Spoken before a witness")}


def name_or_words(person: Person, keyring: Keyring) -> str:
    """Return the name, or words that say that nobody gave one."""
    return open_name(person, keyring) or _("Name not given")


def of_person(person: Person, keyring: Keyring) -> dict[str, Any]:
    """Return what the page of the person shows."""
    return {
        "name": name_or_words(person, keyring),
        "secrets": secrets(person, keyring),
        "facts": _facts_of_person(person),
        "cases": _cases(person),
        "consents": _consents(person),
    }


def secrets(person: Person, keyring: Keyring, *, without: Collection[str] = ()) -> Pairs:
    """Return what is sealed about the person, but for the columns left out."""
    labels = {
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "alias": _("Alias"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "address": _("Address"),
    }
    born = shown_text(person, "birth_date", keyring)
    birthday: tuple[str, object] = (_("Date of birth"), _day(born))
    shown = {column: label for column, label in labels.items() if column not in without}
    return [*((label, shown_text(person, column, keyring) or None) for column, label in shown.items()), birthday]


def _day(written: str) -> date | str | None:
    """Return the day; words, such as that it is locked, stay words."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return written


def _facts_of_person(person: Person) -> Pairs:
    return [
        (_("First assisted"), person.first_assisted_on),
        (_("Sex"), said("sex", person.sex)),
        (_("Child or adult then"), said("child_adult", person.child_adult)),
        (_("Age then"), said("age_band", person.age_band)),
        (_("Citizenship"), said_all("country", person.citizenships)),
        (_("Lived in"), said("region", person.region)),
        (_("Languages"), said_all("language", person.languages)),
        (_("Education"), said("education_level", person.education)),
        (_("Has children"), person.has_children),
        (_("Identification"), status_tag(person.newest_status)),  # type: ignore[attr-defined]
    ]


def _cases(person: Person) -> Table:
    columns = [Column(_("Opened")), Column(_("Programme")), Column(_("State")), Column(_("Closed"))]
    rows = [
        Row(
            [case.opened_on, said("programme", case.programme), state_of(case), case.closed_on or ""],
            case.get_absolute_url(),
        )
        for case in person.cases.all()
    ]
    return Table(_("Cases"), columns, rows)


def _consents(person: Person) -> Table:
    columns = [Column(_("Answered")), Column(_("Purpose")), Column(_("Answer")), Column(_("Recipient"))]
    columns += [Column(_("How")), Column(_("Language"))]
    return Table(_("Consent, answer by answer"), columns, [_consent(one) for one in person.consents.all()])


def _consent(consent: Consent) -> Row:
    stands = consent.answer == "given" and not hasattr(consent, "withdrawn_by")
    return Row(
        [
            consent.answered_on,
            said("consent_purpose", consent.purpose),
            Tag(ANSWERS[consent.answer], "done" if stands else "neutral"),
            said("nrm_body", consent.recipient),
            WAYS[consent.way],
            said("language", consent.language),
        ]
    )


def of_case(case: Case, keyring: Keyring) -> dict[str, Any]:
    """Return what the page of the case shows."""
    return {
        "facts": _facts_of_case(case, keyring),
        "told": told(case),
        "decisions": decisions(case, keyring),
        "services": services(case),
    }


def _facts_of_case(case: Case, keyring: Keyring) -> Pairs:
    return [
        (_("Person"), Link(name_or_words(case.person, keyring), case.person.get_absolute_url())),
        (_("Number"), str(case.code)[:8]),
        (_("Programme"), said("programme", case.programme)),
        (_("Opened"), case.opened_on),
        (_("State"), state_of(case)),
        (_("Closed"), case.closed_on or _("not yet")),
        (_("Needs"), said_all("need", case.needs)),
        (_("Story"), shown_text(case, "story", keyring) or None),
    ]


def told(case: Case) -> Pairs:
    """Return what was told about the exploitation, as codes."""
    return [
        (_("Exploitation"), said_all("exploitation_form", case.exploitation_forms)),
        (_("Child or adult when exploited"), said("child_adult", case.child_adult_when_exploited)),
        (_("Acts"), said_all("palermo_act", case.acts)),
        (_("Means"), said_all("palermo_means", case.means)),
        (_("Purposes"), said_all("palermo_purpose", case.purposes)),
        (_("Means of control"), said_all("means_of_control", case.means_of_control)),
        (_("Recruited by"), said("recruiter_relation", case.recruiter_relation)),
        (_("Recruited through"), said_all("recruitment_method", case.recruitment_methods)),
        (_("Kind of sexual exploitation"), said_all("sexual_exploitation_type", case.sexual_exploitation_types)),
        (_("Kind of work"), said_all("labour_sector", case.labour_sectors)),
        (_("Exploited in"), said("country", case.exploited_in)),
        (_("Region"), said("region", case.exploited_in_region)),
    ]


def decisions(case: Case, keyring: Keyring | None = None) -> Table:
    """Return the decisions about identification, with their grounds where there is a keyring to open them."""
    columns = [Column(_("Decided")), Column(_("Status")), Column(_("By")), *([Column(_("Basis"))] if keyring else [])]
    rows = [
        Row([*_decided(each), *([shown_text(each, "basis", keyring) or None] if keyring else [])])
        for each in case.statuses.all()
    ]
    return Table(_("Identification, decision by decision"), columns, rows)


def _decided(decision: IdentificationStatus) -> list[object]:
    return [decision.decided_on, status_tag(decision.status), said("deciding_body", decision.decided_by)]


def services(case: Case) -> Table:
    """Return what was given, day by day."""
    columns = [Column(_("Given")), Column(_("Service")), Column(_("Minutes"), "number")]
    rows = [
        Row([service.given_on, said("service_type", service.service_type), service.minutes])
        for service in case.services.all()
    ]
    return Table(_("Services"), columns, rows)

"""What of people and cases may be searched: names, stories, and the grounds of decisions."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waystation.cases.listing import day_said, said
from waystation.cases.models import Case, IdentificationStatus, Person
from waystation.cases.names import NAME_COLUMNS, open_name
from waystation.core.sealing.vaults import Keyring
from waystation.core.search.searchable import Hit, Searched


def _person(person: Person, keyring: Keyring) -> Hit:
    name = open_name(person, keyring) or _("Name not given")
    facts = [day_said(person.first_assisted_on)] if person.first_assisted_on else []
    return Hit(name, person.get_absolute_url(), ", ".join([*facts, said("age_band", person.age_band)]))


def case_hit(case: Case, keyring: Keyring) -> Hit:
    """Return how a case, or something that belongs to it, is shown among what was found."""
    name = open_name(case.person, keyring) or _("Name not given")
    about = f"{said('programme', case.programme)}, {day_said(case.opened_on)}"
    return Hit(_("Case of %(name)s") % {"name": name}, case.get_absolute_url(), about)


def _decision(decision: IdentificationStatus, keyring: Keyring) -> Hit:
    return case_hit(decision.case, keyring)


def _decisions(user: Any) -> Any:
    return IdentificationStatus.objects.filter(case__in=Case.objects.visible_to(user).values("pk")).select_related(
        "case__person"
    )


SEARCHED = (
    Searched(gettext_lazy("People"), NAME_COLUMNS, Person.objects.visible_to, _person),
    Searched(
        gettext_lazy("Cases, by their story"),
        ("story",),
        lambda user: Case.objects.visible_to(user).select_related("person"),
        case_hit,
    ),
    Searched(gettext_lazy("Cases, by the grounds of a decision"), ("basis",), _decisions, _decision),
)

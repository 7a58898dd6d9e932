"""What the lists of people and cases show."""

from django.utils.translation import gettext_lazy as _

from waystation.cases.listing import Listing, Shown, said
from waystation.cases.models import Case, Person
from waystation.cases.names import open_name
from waystation.core.sealing.vaults import Keyring
from waystation.ui.tables import Tag


def status_tag(status: str | None) -> Tag | None:
    """Show a status; the end of a decision stands out, and what was never decided stays empty."""
    if not status:
        return None
    return Tag(said("identification_status", status), "done" if status == "identified" else "neutral")


def people(keyring: Keyring) -> Listing[Person]:
    """Return the list of people; names are opened for the page alone."""
    return Listing(
        _("People"),
        (
            Shown(_("Name"), lambda person: open_name(person, keyring) or _("Name not given"), secret=True),
            Shown(_("First assisted"), lambda person: person.first_assisted_on, "date", "first_assisted_on"),
            Shown(_("Sex"), lambda person: said("sex", person.sex)),
            Shown(_("Age at first assistance"), lambda person: said("age_band", person.age_band), sort="age_band"),
            Shown(_("Citizenship"), lambda person: said("citizenship_group", person.citizenship_group)),
            Shown(_("Region"), lambda person: said("region", person.region)),
            Shown(_("Identification"), lambda person: status_tag(person.newest_status)),
            Shown(_("Cases"), lambda person: person.case_count, "number", "case_count"),
        ),
        "-first_assisted_on",
    )


def state_of(case: Case) -> Tag:
    if case.closed_on:
        return Tag(said("case_ending", case.ending), "neutral")
    return Tag(_("Open"), "info")


CASES: Listing[Case] = Listing(
    _("Cases"),
    (
        Shown(_("Opened"), lambda case: case.opened_on, "date", "opened_on"),
        Shown(_("Programme"), lambda case: said("programme", case.programme)),
        Shown(_("State"), state_of),
        Shown(_("Closed"), lambda case: case.closed_on or "", "date", "closed_on"),
        Shown(_("Identification"), lambda case: status_tag(case.newest_status)),  # type: ignore[attr-defined]
        Shown(_("Person"), lambda case: said("age_band", case.person.age_band)),
        Shown(_("Last service"), lambda case: case.last_service_on, "date", "last_service_on"),  # type: ignore[attr-defined]
    ),
    "-opened_on",
)

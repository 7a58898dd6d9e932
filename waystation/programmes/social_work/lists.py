"""What the list of accompanied people shows."""

from django.utils.translation import gettext_lazy as _

from waystation.cases.listing import Listing, Shown, said
from waystation.cases.lists import state_of
from waystation.cases.models import Case
from waystation.cases.names import open_name
from waystation.core.sealing.vaults import Keyring


def accompaniments(keyring: Keyring) -> Listing[Case]:
    """Return the list of accompanied people; names are opened for the page alone."""
    return Listing(
        _("Accompanied people"),
        (
            Shown(_("Name"), lambda case: open_name(case.person, keyring) or _("Name not given"), secret=True),
            Shown(_("Since"), lambda case: case.opened_on, "date", "opened_on"),
            Shown(_("State"), state_of),
            Shown(_("Age at first assistance"), lambda case: said("age_band", case.person.age_band)),
            Shown(_("Region"), lambda case: said("region", case.person.region)),
            Shown(_("Services"), lambda case: case.service_count, "number", "service_count"),  # type: ignore[attr-defined]
            Shown(_("Last service"), lambda case: case.last_service_on, "date", "last_service_on"),  # type: ignore[attr-defined]
        ),
        "-opened_on",
    )

"""What the list of stays shows."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from waystation.cases.listing import Listing, Shown, said
from waystation.cases.names import open_name
from waystation.core.sealing.vaults import Keyring
from waystation.programmes.shelter.models import Stay
from waystation.ui.tables import Tag


def stays(keyring: Keyring) -> Listing[Stay]:
    """Return the list of stays; names are opened for the page alone."""
    return Listing(
        _("Stays"),
        (
            Shown(_("Name"), lambda stay: open_name(stay.case.person, keyring) or _("Name not given"), secret=True),
            Shown(_("Place"), lambda stay: str(stay.place), sort="place"),
            Shown(_("Arrived"), lambda stay: stay.arrived_on, "date", "arrived_on"),
            Shown(_("Left"), lambda stay: stay.left_on or Tag(_("Here now"), "info"), "date", "left_on"),
            Shown(_("Nights"), lambda stay: stay.nights(localdate()), "number"),
            Shown(_("How it ended"), lambda stay: said("case_ending", stay.ending)),
        ),
        "-arrived_on",
    )

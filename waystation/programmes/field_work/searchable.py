"""What of screenings may be searched: the note."""

from django.utils.translation import gettext_lazy as _

from waystation.cases.listing import day_said, said
from waystation.core.sealing.vaults import Keyring
from waystation.core.search.searchable import Hit, Searched
from waystation.programmes.field_work.access import screenings_for
from waystation.programmes.field_work.models import Screening


def _hit(screening: Screening, _keyring: Keyring) -> Hit:
    return Hit(day_said(screening.screened_on), screening.get_absolute_url(), said("place_on_move", screening.place))


SEARCHED = (Searched(_("Screenings"), ("note",), screenings_for, _hit),)

"""Questions that narrow the list of screenings."""

from django.utils.translation import gettext_lazy as _

from waystation.cases.filters import Filters, code_filter


class ScreeningFilters(Filters):
    YEAR_OF = "screened_on"
    place = code_filter("place_on_move", _("Place"))
    profile = code_filter("profile_on_move", _("Profile"))
    citizenship_group = code_filter("citizenship_group", _("Citizenship"))
    child_adult = code_filter("child_adult", _("Child or adult"))
    outcome = code_filter("screening_outcome", _("Outcome"))

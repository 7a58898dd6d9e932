"""Field work in the menu."""

from django.utils.translation import gettext_lazy as _

from waystation.core.rights import Kind, Right
from waystation.core.signposts import MenuItem
from waystation.core.trail.tracing import Trail

MENU = (MenuItem(_("Screenings"), "field_work:screenings", Right.READ_RECORDS, 60, Kind.SCREENINGS),)
TRAILS = (Trail("field_work.screening", _("Screening"), person="case__person"),)

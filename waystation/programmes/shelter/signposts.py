"""The shelter in the menu."""

from django.utils.translation import gettext_lazy as _

from waystation.core.rights import Kind, Right
from waystation.core.signposts import MenuItem
from waystation.core.trail.tracing import Trail

MENU = (MenuItem(_("Shelter"), "shelter:stays", Right.READ_RECORDS, 50, Kind.CASES),)
TRAILS = (Trail("shelter.stay", _("Stay"), person="case__person"),)

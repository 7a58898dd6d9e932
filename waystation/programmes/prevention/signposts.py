"""Prevention in the menu."""

from django.utils.translation import gettext_lazy as _

from waystation.core.rights import Kind, Right
from waystation.core.signposts import MenuItem
from waystation.core.trail.tracing import Trail

MENU = (MenuItem(_("Prevention"), "prevention:activities", Right.READ_RECORDS, 70, Kind.ACTIVITIES),)
TRAILS = (Trail("prevention.activity", _("Activity")),)

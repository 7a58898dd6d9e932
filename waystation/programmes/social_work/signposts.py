"""Social work in the menu."""

from django.utils.translation import gettext_lazy as _

from waystation.core.rights import Kind, Right
from waystation.core.signposts import MenuItem

MENU = (MenuItem(_("Social work"), "social_work:accompaniments", Right.READ_RECORDS, 55, Kind.CASES),)

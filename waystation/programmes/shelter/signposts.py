"""The shelter in the menu."""

from django.utils.translation import gettext_lazy as _

from waystation.core.rights import Right
from waystation.core.signposts import MenuItem

MENU = (MenuItem(_("Shelter"), "shelter:stays", Right.READ_RECORDS, 50),)

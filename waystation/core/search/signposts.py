"""The search, in the menu of those who may read records."""

from django.utils.translation import gettext_lazy as _

from waystation.core.rights import Right
from waystation.core.signposts import MenuItem

MENU = (MenuItem(_("Search"), "search:search", Right.READ_RECORDS, 10),)

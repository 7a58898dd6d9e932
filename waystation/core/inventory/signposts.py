"""What is sealed, in the menu of everybody."""

from django.utils.translation import gettext_lazy as _

from waystation.core.rights import Right
from waystation.core.signposts import MenuItem

MENU = (MenuItem(_("What is sealed"), "inventory:inventory", Right.READ_FIGURES, 810),)

"""The campaign's entry in the staff menu."""

from django.utils.translation import gettext_lazy as _

from waystation.core.rights import Right
from waystation.core.signposts import MenuItem

MENU = (MenuItem(_("Infographics"), "campaign:infographics", Right.READ_FIGURES, 90),)

"""What a guest's menu holds."""

from django.utils.translation import gettext_lazy as _

from waystation.core.rights import Right
from waystation.core.signposts import MenuItem

MENU = (MenuItem(_("Shared with you"), "guests:shared", Right.READ_SHARED, 5),)

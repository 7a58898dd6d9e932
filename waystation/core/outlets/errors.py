"""Why something did not leave."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waystation.core.errors import ActionRefused

MOST_PLACES = 5


class MustNotLeave(ActionRefused):
    """Something that must never leave stands in a text; `places` says where, never what."""

    def __init__(self, places: Sequence[str]) -> None:
        self.places = list(places[:MOST_PLACES])
        self.more = max(0, len(places) - MOST_PLACES)
        super().__init__(f"{self.title()} {self.where()} {self.remedy()}")

    def title(self) -> str:
        return _("Nothing was sent: it holds words that must never leave the house.")

    def where(self) -> str:
        """Say where to look."""
        said = _("They stand here: %(places)s.") % {"places": "; ".join(self.places)}
        more = ngettext("And in %(count)s place more.", "And in %(count)s places more.", self.more)
        return f"{said} {more % {'count': self.more}}" if self.more else said

    def remedy(self) -> str:
        return _("Take them out, then try again. Which words these are, the coordinator knows.")


class CannotLook(ActionRefused):
    """The words were marked under another key, so nobody can say what holds them: then nothing leaves."""

    places: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__(f"{self.title()} {self.remedy()}")

    def title(self) -> str:
        return _("Nothing was sent: the words that must never leave cannot be looked for on this machine.")

    def remedy(self) -> str:
        return _("Its key is another one than before. A coordinator opens the page “Must never leave”; then try again.")

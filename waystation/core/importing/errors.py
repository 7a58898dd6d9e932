"""What can be wrong with a whole file."""

from django.utils.functional import Promise


class CannotRead(Exception):
    """The file as a whole cannot be imported; `column` names the column when it is about one."""

    def __init__(self, why: str | Promise, *, column: str = "") -> None:
        super().__init__(str(why))
        self.why = str(why)
        self.column = column


class Unclean(Exception):
    """One cell cannot become what its column asks for; the message says why and what to write."""

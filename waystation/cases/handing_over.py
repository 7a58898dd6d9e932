"""What of this room goes to a colleague when somebody leaves: the open cases they own."""

from waystation.cases import actions
from waystation.cases.models import Case
from waystation.core.models import User


def open_work(member: User) -> int:
    return Case.objects.filter(owner=member, closed_on=None).count()


def hand_over(member: User, to: User, *, by: User) -> int:
    """Give every open case of the member to the colleague; return how many."""
    return actions.hand_over_all(member, to, by=by)

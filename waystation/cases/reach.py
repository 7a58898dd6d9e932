"""How far a member of staff sees: from the scope of a role to a condition of the database."""

from django.db.models import Q

from waystation.cases.permits import permitted
from waystation.core.models import User
from waystation.core.rights import Kind, Scope

NOTHING = Q(pk__in=[])


def in_scope(user: User, kind: Kind, *, owner: str, programme: str = "") -> Q:
    """Return which records of the kind the user's scope shows.

    `owner` is the field that names whose record it is; `programme` is its programme, or the field that names it
    as `field:`.
    """
    scope = user.scope_of(kind)
    if scope == Scope.ORGANISATION or (scope == Scope.PROGRAMME and programme in user.works_in()):
        return Q()
    if scope in {Scope.NONE, Scope.SHARED}:
        return NOTHING
    own = Q(**{owner: user.pk})
    if scope == Scope.TEAM:
        return own | Q(**{f"{owner}__in": user.colleagues().values("pk")})
    if scope == Scope.PROGRAMME and programme.endswith(":"):
        return own | Q(**{f"{programme.removesuffix(':')}__in": user.works_in()})
    return own


def case_is_open_to(user: User) -> Q:
    """Return which records stand on no sealed case, or on one that this person may see."""
    return Q(case=None) | Q(case__restricted_at=None) | Q(case__in=permitted(user))

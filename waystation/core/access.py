"""Rights at the door of a view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from waystation.core.models import User
from waystation.core.rights import Kind, Right, Scope

P = ParamSpec("P")
Asked = TypeVar("Asked", bound=HttpRequest)
Answer = TypeVar("Answer", bound=HttpResponseBase)


class StaffRequest(HttpRequest):
    """A request of somebody signed in, as a guarded view may call it."""

    user: User


def needs(
    right: Right, of: Kind | None = None
) -> Callable[[Callable[Concatenate[Asked, P], Answer]], Callable[Concatenate[HttpRequest, P], Answer]]:
    """Let only those through whose role carries the right and sees records of the kind at all; others get 403."""

    def guard(view: Callable[Concatenate[Asked, P], Answer]) -> Callable[Concatenate[HttpRequest, P], Answer]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
            if not request.user.is_authenticated or not _may(request.user, right, of):
                raise PermissionDenied
            return view(cast("Asked", request), *args, **kwargs)

        return guarded

    return guard


def _may(user: User, right: Right, of: Kind | None) -> bool:
    return user.may(right) and (of is None or user.scope_of(of) != Scope.NONE)

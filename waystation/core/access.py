"""Rights at the door of a view."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from waystation.core.rights import Right

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def needs(right: Right) -> Callable[[View[P]], View[P]]:
    """Let only those through whose role carries the right; others get 403."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated or not request.user.may(right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard

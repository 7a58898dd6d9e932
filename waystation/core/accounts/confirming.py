"""Asks for the second factor again before something that cannot be taken back: a file, a deletion, a key."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from waystation.core.accounts import keeping, limits, sessions

P = ParamSpec("P")
Asked = TypeVar("Asked", bound=HttpRequest)
Guarded = Callable[Concatenate[Asked, P], HttpResponseBase]


def confirmed(view: Guarded[Asked, P]) -> Guarded[Asked, P]:
    """Let only those through who showed the second factor a moment ago; the others are asked, and go on from there."""
    return _guard(view, gives_file=False)


def confirmed_for_file(view: Guarded[Asked, P]) -> Guarded[Asked, P]:
    """Guard a view that answers with a file: after the question a page leads to it, and stays."""
    return _guard(view, gives_file=True)


def _guard(view: Guarded[Asked, P], *, gives_file: bool) -> Guarded[Asked, P]:
    @wraps(view)
    def guarded(request: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visit = sessions.of(request)
        if visit is not None and limits.is_confirmed(visit):
            return view(request, *args, **kwargs)
        page = keeping.page_of(request)
        asked = {"next": page, **({"file": "yes"} if gives_file else {})}
        response = redirect(f"{reverse('accounts:confirm')}?{urlencode(asked)}")
        keeping.keep(request, response, keeping.whose_is(request.user), page)
        return response

    return guarded

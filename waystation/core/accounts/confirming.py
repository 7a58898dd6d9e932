"""Asks for the second factor again before something that cannot be taken back: a file, a deletion, a key."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from waystation.core.accounts import limits, sessions

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
        asked = {"next": _back(request), **({"file": "yes"} if gives_file else {})}
        return redirect(f"{reverse('accounts:confirm')}?{urlencode(asked)}")

    return guarded


def _back(request: HttpRequest) -> str:
    """Return where to go on: the page itself, or after a button the page on which it stood."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    here = came_from.netloc == request.get_host()
    return f"{came_from.path}?{came_from.query}".rstrip("?") if here else reverse("core:home")

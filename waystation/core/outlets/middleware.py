"""Answers a request whose file must not leave with a page that says so, and writes it down."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from waystation.core.models import User
from waystation.core.outlets import actions
from waystation.core.outlets.errors import CannotLook, MustNotLeave

CONFLICT = 409


class NothingGuardedLeaves:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say where to look; by now whatever the view had begun to write is taken back."""
        if not isinstance(exception, MustNotLeave | CannotLook):
            return None
        if isinstance(request.user, User) and request.resolver_match is not None:
            actions.note_stopped(request.resolver_match.view_name, by=request.user)
        return render(request, "outlets/stopped.html", {"stop": exception}, status=CONFLICT)

"""Unlocks, for the time of one request, the vaults of whoever is signed in."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from waystation.core.keys import session
from waystation.core.sealing.envelope import CannotOpen, LockedVault

log = logging.getLogger("waystation.keys")


class UnlockedVaults:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with session.unlocking(request):
            response = self.get_response(request)
        session.remember(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say on a page of its own that something is locked or damaged, wherever a view ran into it."""
        if not isinstance(exception, CannotOpen):
            return None
        if not isinstance(exception, LockedVault):
            log.error("%s", exception)
        page = {"locked": isinstance(exception, LockedVault)}
        return render(request, "keys/cannot_open.html", page, status=403 if page["locked"] else 500)

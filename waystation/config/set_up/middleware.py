"""Leads every page to the ceremony until it is finished."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from waystation.config.set_up import state

OPEN = ("/static/", "/choose/")


class SetUpFirst:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if state.is_due():
            here = reverse("set_up:begin")
            if not request.path.startswith((here, *OPEN)):
                return redirect(here)
        return self.get_response(request)

"""The bare address of the public door."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers


@require_safe
@vary_on_headers("Accept-Language")
@cache_control(no_store=True)
def to_language(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language the browser asks for, Macedonian otherwise."""
    return HttpResponseRedirect(f"/{get_language_from_request(request)}/")

"""What every answer says of itself, whoever made it: a page, an error, a redirect."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin


class KeepNothing(MiddlewareMixin):
    """Tell browsers and proxies to keep no copy, unless the answer says how long it may be kept."""

    def process_response(self, _request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Cache-Control", "no-store")
        return response

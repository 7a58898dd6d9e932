"""Pages for what did not work: each says what is wrong, then what to do, and looks like its door."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django passes both by name
    return render(request, "404.html", {"page": _page()}, status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django passes both by name
    return render(request, "403.html", {"page": _page()}, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django passes both by name
    """Answer a form whose token does not fit: an old tab, a cleared cookie, or another site."""
    return render(request, "403_stale_form.html", {"page": _page()}, status=403)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the page must not depend on what just failed
    """Answer without the request, its person or the database: any of them may be what failed."""
    return HttpResponse(render_to_string("500.html", {"page": _page()}), status=500)


def _page() -> str:
    return "ui/public_page.html" if settings.ROOT_URLCONF.endswith("public") else "ui/staff_page.html"

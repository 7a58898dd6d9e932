"""Keeps what somebody typed while they sign in again or show the second factor: sealed, a quarter of an hour at most.

The browser alone holds the key, in a cookie; the database holds the ciphertext; neither says anything by itself. Only
the person who typed gets it back. Passwords, codes and files are never kept.
"""

import base64
import json
import os
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from waystation.core.accounts.actions import keeping
from waystation.core.accounts.actions.keeping import LASTS
from waystation.core.accounts.filling import TOKEN, filled
from waystation.core.accounts.models import KeptForm
from waystation.core.models import User
from waystation.core.sealing.envelope import KEY_BYTES, CannotOpen, Key, Place, seal, unseal

COOKIE = "waystation_staff_kept"
WHOSE = "waystation_staff_whose"
REMEMBERED_SECONDS = 3 * 24 * 3600
MOST_BYTES = 1024 * 1024
NEVER = {"accounts", "set_up", "keys", "recovery"}  # rooms whose forms hold passwords, codes and shares
SALT = "waystation.whose"


@dataclass(frozen=True)
class Typed:
    """What was sent: by whom, from which page, to which address, and whether files were with it."""

    whose: str
    page: str
    target: str
    answers: dict[str, list[str]]
    files: bool


def keep(request: HttpRequest, response: HttpResponseBase, whose: str, page: str) -> bool:
    """Keep a form that could not be let through, and hand its key to the browser; say whether there was one to keep."""
    match = request.resolver_match
    if request.method != "POST" or not whose or match is None or NEVER & set(match.namespaces) or _by_script(request):
        return False
    answers = {name: request.POST.getlist(name) for name in request.POST if name != TOKEN}
    typed = json.dumps(asdict(Typed(whose, page, request.get_full_path(), answers, bool(request.FILES)))).encode()
    if not any(map(any, answers.values())) or len(typed) > MOST_BYTES:
        return False
    code, key = uuid4(), Key(os.urandom(KEY_BYTES))
    keeping.keep(code, seal(typed, key, _place(code)))
    value = base64.urlsafe_b64encode(code.bytes + key.secret()).decode()
    _set(response, COOKIE, value, int(LASTS.total_seconds()))
    return True


def give_back(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Fill the page with what its reader typed there, once; whatever somebody else had typed is forgotten."""
    found = _of(request)
    if found is None:
        return _forgotten(request, response)
    code, typed = found
    if typed.whose != whose_is(request.user):
        keeping.forget(code)
        return _forgotten(request, response)
    if typed.page != request.get_full_path() or not _is_page(request, response):
        return response
    assert isinstance(response, HttpResponse)  # noqa: S101  a page is one
    said = render_to_string("accounts/typed_again.html", {"files": typed.files})
    page = filled(response.content.decode(), at=typed.page, target=typed.target, answers=typed.answers, said=said)
    if page is None:
        return response
    response.content = page.encode()
    response.headers["Content-Length"] = str(len(response.content))
    keeping.forget(code)
    return _forgotten(request, response)


def page_of(request: HttpRequest) -> str:
    """Return the page on which a form stood: where the browser came from, if from here, else the form's own address."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host():
        return f"{came_from.path}?{came_from.query}".rstrip("?")
    return request.get_full_path() if request.method != "POST" else reverse("core:home")


def whose_is(user: object) -> str:
    return str(user.code) if isinstance(user, User) else ""


def whose_was(request: HttpRequest) -> str:
    """Return who was signed in here last, after the session is gone; nothing after signing out."""
    try:
        return signing.Signer(salt=SALT).unsign(request.COOKIES.get(WHOSE, ""))
    except signing.BadSignature:
        return ""


def remember_whose(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note in the browser who is signed in, as a signed code that says nothing."""
    value = signing.Signer(salt=SALT).sign(whose_is(request.user))
    if request.COOKIES.get(WHOSE) != value:
        _set(response, WHOSE, value, REMEMBERED_SECONDS)


def forget_all(request: HttpRequest, response: HttpResponseBase) -> None:
    """Forget who was here and what they typed: they signed out."""
    if (found := _of(request)) is not None:
        keeping.forget(found[0])
    for name in (WHOSE, COOKIE):
        if name in request.COOKIES:
            response.delete_cookie(name, samesite="Strict")


def said() -> str:
    return _("What you typed is kept for a quarter of an hour: sign in as the same person, and it is back.")


def _of(request: HttpRequest) -> tuple[UUID, Typed] | None:
    try:
        raw = base64.urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
        code, key = UUID(bytes=raw[:16]), Key(raw[16:])
        row = KeptForm.objects.filter(code=code, kept_at__gte=now() - LASTS).first()
        return (code, Typed(**json.loads(unseal(bytes(row.typed), key, _place(code))))) if row else None
    except (ValueError, CannotOpen):
        return None


def _is_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    kind = response.headers.get("Content-Type", "")
    return request.method == "GET" and response.status_code == 200 and kind.startswith("text/html")


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def _forgotten(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Strict")
    return response


def _set(response: HttpResponseBase, name: str, value: str, seconds: int) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Strict", secure=secure)


def _place(code: UUID) -> Place:
    return Place("accounts", "keptform", "typed", str(code))

"""Takes the code somebody typed: not too often, and each one once."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from waystation.core.accounts import access, codes, passkeys, waiting
from waystation.core.accounts.actions import second_factor, throttling
from waystation.core.accounts.forms import CodeForm
from waystation.core.accounts.networks import network_of
from waystation.core.models import User

KIND = "code"


def fits(request: HttpRequest, member: User, form: CodeForm) -> bool:
    """Say whether the code is right; else say on the form what to do."""
    mine = (KIND, str(member.code), network_of(request))
    if wait := throttling.take(*mine):
        form.add_error("code", waiting.wait_for(wait))
        return False
    if not second_factor.use_code(member, form.cleaned_data["code"]):
        form.refuse()
        return False
    throttling.forget(*mine)
    return True


def shows_passkey(request: HttpRequest, member: User, form: CodeForm) -> bool:
    """Say whether one of the member's passkeys signed our challenge; else say on the form what to do."""
    mine = (KIND, str(member.code), network_of(request))
    if wait := throttling.take(*mine):
        form.add_error(None, waiting.wait_for(wait))
        return False
    if not passkeys.shown(member, request.POST["credential"]):
        form.add_error(None, gettext("That passkey does not fit. Try again, or type a code."))
        return False
    throttling.forget(*mine)
    return True


def answered(request: HttpRequest, member: User) -> tuple[bool, CodeForm]:
    """Return whether the member showed a second factor with this request, and the form that asks for it."""
    if request.method == "POST" and request.POST.get("credential"):
        form = CodeForm({"code": "-"})
        form.full_clean()
        return shows_passkey(request, member, form), form
    form = CodeForm(request.POST if request.method == "POST" else None)
    return form.is_valid() and fits(request, member, form), form


def demonstration(member: User) -> dict[str, Any]:
    """Return the code to show beside the question: for invented people only."""
    code = access.demonstration_code(member)
    if code is None:
        return {}
    return {"demonstration": True, "code": f"{code[:3]} {code[3:]}".strip(), "seconds": codes.seconds_left()}

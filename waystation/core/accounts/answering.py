"""Takes the code somebody typed: not too often, and each one once."""

from typing import Any

from django.http import HttpRequest

from waystation.core.accounts import access, codes, waiting
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


def demonstration(member: User) -> dict[str, Any]:
    """Return the code to show beside the question: for invented people only."""
    code = access.demonstration_code(member)
    if code is None:
        return {}
    return {"demonstration": True, "code": f"{code[:3]} {code[3:]}".strip(), "seconds": codes.seconds_left()}

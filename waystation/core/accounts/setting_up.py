"""Setting up an app: its secret, sealed in the session until the first code proves that the app has it."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from waystation.core.accounts import passkeys
from waystation.core.accounts.actions import second_factor
from waystation.core.accounts.forms import NewAppForm
from waystation.core.errors import ActionRefused
from waystation.core.models import User

NEW_SECRET = "new_app"  # noqa: S105  the name of a place in the session


def secret_of(request: HttpRequest) -> str:
    """Return the secret of the app being set up: sealed in the session, so that the page may be loaded again."""
    if NEW_SECRET not in request.session:
        request.session[NEW_SECRET] = encrypt(generate_totp_secret())
    secret: str = decrypt(request.session[NEW_SECRET])
    return secret


def added_app(request: HttpRequest, member: User, secret: str, form: NewAppForm) -> bool:
    """Put the app in force if the form holds its code; else say so on the form."""
    try:
        second_factor.add_app(member, secret, form.cleaned_data["code"])
    except ActionRefused as refusal:
        form.add_error("code", str(refusal))
        return False
    request.session.pop(NEW_SECRET, None)
    return True


def app_to_show(member: User, secret: str) -> dict[str, str]:
    """Return the secret as a picture and as letters."""
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(member, secret))
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"picture": mark_safe(picture), "typed": groups}  # noqa: S308  drawn by us from letters of our own


def added_passkey(request: HttpRequest, member: User) -> bool:
    """Keep the passkey that the browser sent, if it answers the challenge of this session."""
    credential = passkeys.created(member, request.POST.get("credential", "")) if request.method == "POST" else None
    if credential is None:
        return False
    second_factor.add_passkey(member, credential)
    return True


def passkey_to_create(request: HttpRequest, member: User) -> dict[str, object]:
    """Return what the page asks the browser for, and whether an answer was refused."""
    return {"options": passkeys.to_create(member), "refused": request.method == "POST"}

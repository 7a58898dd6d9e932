"""How allauth keeps second factors: sealed under a key outside the database, each bound to its owner."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from qrcode.image.svg import SvgPathFillImage

from waystation.core.accounts.place import server_key
from waystation.core.models import User
from waystation.core.sealing.envelope import Place, seal, unseal

KEY = "second-factors"

_owner: ContextVar[User] = ContextVar("owner")


@contextmanager
def factors_of(member: User) -> Iterator[None]:
    """Seal and open second factors of this member: another's do not open here."""
    token = _owner.set(member)
    try:
        yield
    finally:
        _owner.reset(token)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth brings no types
    """Seals what allauth would keep in the clear, and says little to a phone."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), server_key(KEY), _place())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), server_key(KEY), _place()).decode()

    def get_totp_label(self, user: User) -> str:
        return user.sign_in_name

    def get_totp_issuer(self) -> str:
        """Name the program and not the house: whoever looks at the phone learns nothing of where somebody works."""
        return "Waystation"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Waystation"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Name the account by its code: the number of a row is nobody's business."""
        return {"id": user.code.bytes, "display_name": user.sign_in_name, "name": user.sign_in_name}

    def build_totp_svg(self, url: str) -> str:
        """Draw on white, whatever the theme: a camera has to read it."""
        drawn: str = qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")
        return drawn


def _place() -> Place:
    return Place("mfa", "authenticator", "data", str(_owner.get().code))

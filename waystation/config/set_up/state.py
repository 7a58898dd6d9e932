"""Whether the ceremony is due, and the code by which whoever started the machine shows that it is theirs."""

import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, EACH = 4, 4
FILE = "set-up.code"
DEMONSTRATION = "WAYSTATION_DEMONSTRATION"


def path() -> Path:
    """Return where the code lies until the ceremony is finished."""
    return Path(settings.HOME) / "staff" / FILE


def is_due() -> bool:
    return path().is_file()


def begin() -> None:
    """Make the code, once, where nobody works yet and nothing is to be invented."""
    from waystation.core.models import User

    if is_due() or os.environ.get(DEMONSTRATION) or User.objects.exists():
        return
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(EACH)) for _ in range(GROUPS))
    draft = path().with_suffix(f".{os.getpid()}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(code)
    draft.replace(path())


def fits(typed: str) -> bool:
    """Say whether this is the code, however it was typed."""
    try:
        code = path().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return False
    return hmac.compare_digest(_plain(typed).encode(), _plain(code).encode())


def end() -> None:
    path().unlink(missing_ok=True)


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())

"""Six digits of an authenticator app: whether they fit, and never twice."""

import time
from collections.abc import Iterator

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt

from waystation.core.accounts.adapter import factors_of

LAST_STEP = "last_step"
INVENTED = "invented"


def fitting_step(secret: str, typed: str, *, after: int) -> int | None:
    """Return the step of time whose code was typed; a step at or before the last one used fits no more."""
    fits = (step for step in _steps(after) if compare_user_code(actual=typed, expected=_code(secret, step)))
    return next(fits, None)


def next_code(kept: Authenticator) -> str:
    """Return the next code that this app would show and that was not used yet; empty when one has to wait.

    For the demonstration and for tests: of a real member of staff nobody but their app knows it.
    """
    with factors_of(kept.user):
        secret = decrypt(kept.data["secret"])
    step = next(_steps(kept.data.get(LAST_STEP, 0)), None)
    return "" if step is None else _code(secret, step)


def seconds_left() -> int:
    """Return how long until the next code."""
    period: int = app_settings.TOTP_PERIOD
    return period - int(time.time()) % period


def _steps(after: int) -> Iterator[int]:
    return (step for step in yield_hotp_counters_from_time() if step > after)


def _code(secret: str, step: int) -> str:
    code: str = format_hotp_value(hotp_value(secret, step))
    return code

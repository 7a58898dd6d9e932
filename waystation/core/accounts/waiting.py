"""Says how long to wait after too many tries."""

from django.utils.translation import ngettext

A_MINUTE = 60


def wait_for(seconds: int) -> str:
    """Say how long to wait."""
    if seconds < A_MINUTE:
        said = ngettext(
            "Too many tries. Wait %(count)s second, then try again.",
            "Too many tries. Wait %(count)s seconds, then try again.",
            seconds,
        )
        return said % {"count": seconds}
    minutes = -(-seconds // A_MINUTE)
    said = ngettext(
        "Too many tries. Wait %(count)s minute, then try again.",
        "Too many tries. Wait %(count)s minutes, then try again.",
        minutes,
    )
    return said % {"count": minutes}

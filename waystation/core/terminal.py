"""The language of whoever sits at the command line."""

import os

from django.conf import settings


def language() -> str:
    """Return the language the terminal asks for, English where the program does not speak it."""
    wanted = os.environ.get("LANG", "en")[:2]
    return wanted if wanted in dict(settings.LANGUAGES) else "en"

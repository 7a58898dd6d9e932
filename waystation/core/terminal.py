"""Whoever sits at the command line: their language, their password."""

import getpass
import os
import sys
from pathlib import Path

from django.conf import settings

from waystation.core.errors import ActionRefused


def language() -> str:
    """Return the language the terminal asks for, English where the program does not speak it."""
    wanted = os.environ.get("LANG", "en")[:2]
    return wanted if wanted in dict(settings.LANGUAGES) else "en"


def password(file: str) -> str:
    """Return the password: the first line of the file (`-` is standard input), or what is typed unseen."""
    if file == "-":
        return sys.stdin.readline().rstrip("\n")
    if file:
        return Path(file).read_text(encoding="utf-8").partition("\n")[0]
    if not sys.stdin.isatty():
        raise ActionRefused("Nobody can type a password here: give it with --password-file, - for standard input.")
    return getpass.getpass("Password: ")

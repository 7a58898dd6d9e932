"""One form for every way to write a telephone number, and the code by which a number is known again."""

import re
import unicodedata

from waystation.core.sealing.vaults import SOS_LINE, Keyring

HERE = "389"
NATIONAL_DIGITS = 8
FEWEST, MOST = 6, 15
INDEX_SIGNS = 20
DIGITS = frozenset("0123456789")
OPTIONAL_ZERO = re.compile(r"\(\s*0\s*\)")
EXTENSION = re.compile(r"(?:ext|лок|локал|lok)\.?\s*\d+\s*$", re.IGNORECASE)


def canonical(text: str) -> str:
    """Return the number as +389…, whatever digits, signs and prefixes it was written with; empty for no number."""
    plain = EXTENSION.sub("", OPTIONAL_ZERO.sub(" ", _with_plain_digits(text)))
    digits = "".join(sign for sign in plain if sign in DIGITS)
    international = plain.lstrip(" \t(tTтТ.:eEеЕlLлЛ").startswith("+")
    if digits.startswith("00"):
        international, digits = True, digits[2:]
    if not international:
        digits = _at_home(digits)
    return f"+{digits}" if FEWEST <= len(digits) <= MOST else ""


def index(text: str, keyring: Keyring) -> str:
    """Return a code that knows the number again and that nobody without the vault can compute; empty for no number.

    LockedVault where the vault of the SOS line is locked.
    """
    number = canonical(text)
    return keyring.blind(SOS_LINE, number)[:INDEX_SIGNS] if number else ""


def _with_plain_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9."""
    whole = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in whole)


def _at_home(digits: str) -> str:
    """Put our own country before a number that names none."""
    if digits.startswith(HERE) and len(digits) >= len(HERE) + NATIONAL_DIGITS - 1:
        return digits
    return HERE + digits.removeprefix("0") if len(digits) >= FEWEST else digits

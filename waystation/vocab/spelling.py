"""One spelling for two scripts, so that Роднина, rodnina and RODNINA are the same answer."""

import re
import unicodedata

# Macedonian, with the letters of its Slavic neighbours that turn up in the same spreadsheets.
LETTERS = str.maketrans("абвгдежзијклмнопрстуфхцчшѓќћйъыэіґѐѝё", "abvgdezzijklmnoprstufhccsgkcjayeigeie")
GROUPS = str.maketrans(
    {
        "љ": "lj",
        "њ": "nj",
        "џ": "dz",
        "ѕ": "dz",
        "ђ": "dj",
        "щ": "st",
        "ь": "",
        "ю": "ju",
        "я": "ja",
        "ї": "ji",
        "є": "je",
    }
)
DIGRAPHS = str.maketrans({"ж": "zh", "ч": "ch", "ш": "sh", "ѓ": "gj", "ќ": "kj", "џ": "dzh", "х": "kh"})
LATIN = str.maketrans({"đ": "dj", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
NOT_A_WORD = re.compile(r"(?:[^\w+<>]|_)+")


def plain(text: str) -> str:
    """Return the text in small Latin letters without accents, words parted by one space."""
    small = unicodedata.normalize("NFKC", text).casefold().translate(LETTERS).translate(GROUPS).translate(LATIN)
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", small) if not unicodedata.combining(mark))
    return NOT_A_WORD.sub(" ", bare).strip()


def spellings(text: str) -> tuple[str, ...]:
    """Return every plain way to write the text: people write Штип as Stip and as Shtip."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    return tuple(dict.fromkeys((plain(letters), plain(letters.translate(DIGRAPHS)))))


def skeleton(text: str) -> str:
    """Return what all spellings of a text have in common: Ѓорѓи, Gjorgji and gjorgi; Џемиле, Xhemile and Dzemile.

    Made for searching long texts and many names at once; a line's end stays one, every other sign becomes a space.
    """
    bare = unicodedata.normalize("NFC", text).translate(BARE)
    for written, folded in FOLDS:
        bare = bare.replace(written, folded)
    return bare


# Albanian and transliterated Macedonian write with two letters what Macedonian writes with one. Longer ones come first.
FOLDS: tuple[tuple[str, str], ...] = (
    ("dzh", "dz"),
    ("xh", "dz"),
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("gj", "g"),
    ("kj", "k"),
    ("kh", "h"),
    ("dj", "g"),
    ("lj", "l"),
    ("nj", "n"),
    ("q", "k"),
    ("y", "j"),
)
LETTERS_OF_EUROPE = (range(0x250), range(0x300, 0x530), range(0x1E00, 0x2070))


def _bare(sign: str) -> str:
    if unicodedata.combining(sign):
        return ""
    return sign if sign == "\n" else plain(sign) or ("" if sign.isalnum() else " ")


SIGNS = [chr(at) for span in LETTERS_OF_EUROPE for at in span]
BARE = str.maketrans({sign: _bare(sign) for sign in SIGNS if _bare(sign) != sign})

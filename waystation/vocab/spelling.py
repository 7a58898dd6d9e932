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

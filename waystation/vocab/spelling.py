"""One spelling for two scripts, so that Роднина, rodnina and RODNINA are the same answer."""

import codecs
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
    Texts in the letters that our neighbours use take the fast way, all others the one that knows every letter.
    """
    try:
        bare = codecs.charmap_encode(text, "strict", USUAL)[0].translate(USUAL_BARE).decode("ascii")
    except UnicodeEncodeError:
        bare = unicodedata.normalize("NFC", text).translate(BARE)
    for written, folded in FOLDS:
        bare = bare.replace(written, folded)
    return bare


# Albanian and transliterated Macedonian write with two letters what Macedonian writes with one. Longer ones come first.
FOLDS: tuple[tuple[str, str], ...] = (
    ("dzh", "x"),
    ("dz", "x"),
    ("xh", "x"),
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("gj", "g"),
    ("dj", "g"),
    ("kj", "k"),
    ("kh", "h"),
    ("lj", "l"),
    ("nj", "n"),
    ("q", "k"),
    ("y", "j"),
)
LETTERS_OF_EUROPE = (range(0x250), range(0x300, 0x530), range(0x1E00, 0x2070))
ONE_FOR_SEVERAL = {"dj": "g", "lj": "l", "nj": "n", "dz": "x"}


def _bare(sign: str) -> str:
    if unicodedata.combining(sign):
        return ""
    if sign == "\n":
        return sign
    bare = plain(sign)
    return ONE_FOR_SEVERAL.get(bare, bare) or ("" if sign.isalnum() else " ")


SIGNS = [chr(at) for span in LETTERS_OF_EUROPE for at in span]
BARE = str.maketrans({sign: _bare(sign) for sign in SIGNS if _bare(sign) != sign})

# The letters of Macedonian, Serbian and the Latin alphabets around them, each as one byte on its way to a plain one.
OUR_LETTERS = "абвгдѓежзѕијклљмнњопрстќуфхцчџшђћ" + "çëčćšžđáéíóúâêîôûäöüğış–—„“”’‘…"
ONE_BYTE = "".join(map(chr, range(128)))
ONE_BYTE += "".join(dict.fromkeys(each for sign in OUR_LETTERS for each in (sign, sign.upper()) if len(each) == 1))
ONE_BYTE = "".join(sign for sign in ONE_BYTE if len(_bare(sign)) == 1)
USUAL = codecs.charmap_build(ONE_BYTE)
USUAL_BARE = "".join(map(_bare, ONE_BYTE)).encode("ascii").ljust(256, b" ")

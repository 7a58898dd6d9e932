"""Every word of the source is in both catalogues, its gaps in place; no page says anything beside them."""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("mk", "sq")
PLURALS = {"mk": "(n%10==1 && n%100!=11 ? 0 : 1)", "sq": "(n != 1)"}
NAMES = {"Waystation", "PNG", "PDF", "CSV"}

pytestmark = pytest.mark.no_database
sys.path.insert(0, str(ROOT / "bin" / "lib"))
import words  # noqa: E402  the tool that `bin/words` runs


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, ignore_obsolete=False)


def _catalogue(language: str) -> Catalog:
    return _read(words.catalogue_of(language))


def _messages(catalogue: Catalog) -> dict[tuple[str | None, str], Message]:
    return {(each.context, _forms(each.id)[0]): each for each in catalogue if each.id}


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


@pytest.fixture(scope="module")
def template():
    with tempfile.TemporaryDirectory() as folder:
        yield words.gather(Path(folder))


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_every_word_of_the_source_and_no_other(language, template):
    source, here = _messages(_read(template)).keys(), _messages(_catalogue(language)).keys()
    assert (source - here, here - source) == (set(), set()), "Run bin/words, then translate what is new."


def test_the_template_leaves_the_plural_rule_to_each_language(template):
    assert "Plural-Forms" not in template.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_gathering_again_changes_nothing(language, template, tmp_path):
    copy = tmp_path / language / "LC_MESSAGES" / "django.po"
    copy.parent.mkdir(parents=True)
    before = words.catalogue_of(language).read_text("utf-8")
    copy.write_text(before, "utf-8")
    words.merge(copy, template)
    assert copy.read_text("utf-8") == before


def test_a_translation_outlives_gathering_and_a_lost_word_goes(template, tmp_path):
    catalogue = tmp_path / "mk" / "LC_MESSAGES" / "django.po"
    words.merge(catalogue, template)
    text = catalogue.read_text("utf-8").replace('msgid "Sign in"\nmsgstr ""', 'msgid "Sign in"\nmsgstr "Најавете се"')
    catalogue.write_text(text + '\nmsgid "Lost to the source"\nmsgstr "Изгубено"\n', "utf-8")
    words.merge(catalogue, template)
    assert catalogue.read_text("utf-8") == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_or_guessed(language):
    open_ends = [each.id for each in _catalogue(language) if each.id and (each.fuzzy or not all(_forms(each.string)))]
    assert open_ends == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_keeps_no_leftovers_and_no_places(language):
    catalogue = _catalogue(language)
    assert (len(catalogue.obsolete), [each.id for each in catalogue if each.locations]) == (0, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_follow_the_language(language):
    catalogue = _catalogue(language)
    assert (catalogue.num_plurals, catalogue.plural_expr) == (2, PLURALS[language])


PUBLIC = ("tr", "sr", "ar", "fa")
UNFINISHED = ("rom",)  # what it lacks is said in Macedonian, and every page says so


@pytest.fixture(scope="module")
def public_template():
    with tempfile.TemporaryDirectory() as folder:
        yield words.gather(Path(folder), public=True)


@pytest.mark.parametrize("language", [*PUBLIC, *UNFINISHED])
def test_what_help_seekers_read_is_in_their_languages(language, public_template):
    source, here = _messages(_read(public_template)).keys(), _messages(_catalogue(language)).keys()
    assert (source - here, here - source) == (set(), set()), "Run bin/words, then translate what is new."


@pytest.mark.parametrize("language", PUBLIC)
def test_no_public_word_is_untranslated_or_guessed(language):
    test_nothing_is_untranslated_or_guessed(language)


@pytest.mark.parametrize("language", [*PUBLIC, *UNFINISHED])
def test_public_words_keep_their_gaps(language):
    test_gaps_and_marks_are_the_same_in_every_language(language)


def _gaps(text: str) -> Counter[str]:
    found = re.findall(r"%\(\w+\)[#0-9.]*[sdifr]|%%|\{\w*\}|</?[a-z]\w*[^>]*>|`[^`]+`", text)
    return Counter(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_and_marks_are_the_same_in_every_language(language):
    wrong = []
    for each in filter(lambda message: message.id, _catalogue(language)):
        wanted = _gaps(_forms(each.id)[-1])
        wrong += [said for said in _forms(each.string) if said and _gaps(said) != wanted]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_gettext_finds_no_fault(language):
    command = ["msgfmt", "--check-format", "--check-domain", "--output-file=/dev/null", words.catalogue_of(language)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_macedonian_is_written_in_its_own_letters():
    strays = {"й", "ы", "ъ", "щ", "э", "ю", "я", "ь", "ё", "і"}
    mixed = re.compile(r"\b(?=\w*[а-шѓќљњџѕј])(?=\w*[a-zà-öø-ÿ])\w+", re.IGNORECASE)
    said = [form for each in _catalogue("mk") if each.id for form in _forms(each.string)]
    assert [form for form in said if strays & set(form.lower()) or mixed.search(re.sub(r"%\(\w+\)\w", " ", form))] == []


TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
REMARK = re.compile(r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
UNREAD = re.compile(r"<(script|style|code|kbd|pre)\b.*?</\1\s*>", re.DOTALL)
SPOKEN = re.compile(r'\b(?:aria-label|alt|title|placeholder|data-label)="([^"]*)"')
LETTER = re.compile(r"[^\W\d_]")
GAP = "\0"


def _literal_words(template: str) -> list[str]:
    """Return what a template says by itself, outside translate and blocktranslate."""
    bare = TEMPLATE_TAG.sub(GAP, TRANSLATED.sub(GAP, REMARK.sub("", template)))
    texts = re.split(f"[{GAP}]|<[^>]*>", UNREAD.sub(" ", bare))
    spoken = [text for attribute in SPOKEN.findall(bare) for text in attribute.split(GAP)]
    return [text.strip() for text in [*texts, *spoken] if LETTER.search(text) and text.strip() not in NAMES]


def _templates() -> list[Path]:
    return [path for path in sorted((ROOT / "waystation").rglob("templates/**/*.html")) if "gallery" not in path.parts]


@pytest.mark.parametrize("path", _templates(), ids=lambda path: "/".join(path.parts[-2:]))
def test_template_says_nothing_beside_the_catalogues(path):
    assert _literal_words(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Save</p>", ["Save"]),
        ('<p>{% translate "Save" %} now</p>', ["now"]),
        ("<p>{% blocktranslate %}Saved {{ x }}{% endblocktranslate %}</p>", []),
        ('<img alt="A picture of {{ x }}">', ["A picture of"]),
        ("{# a remark #}<h1>{{ title }}</h1> · 0800 11111", []),
        ("<code>sha256</code><a>PDF</a>", []),
    ],
)
def test_scanner_finds_literal_words(template, found):
    assert _literal_words(template) == found

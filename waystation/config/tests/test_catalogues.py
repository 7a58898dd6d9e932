"""Translation catalogues are compiled when they are stale, without gettext."""

import gettext
import os

import pytest

from waystation.config.catalogues import compile_stale

pytestmark = pytest.mark.no_database
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Letters"\nmsgstr "Писма"\n'


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "mk" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    return path


def test_a_new_catalogue_is_compiled_once(catalogue, tmp_path):
    assert compile_stale(tmp_path) == ["mk"]
    assert compile_stale(tmp_path) == []
    with catalogue.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Letters") == "Писма"


def test_a_changed_catalogue_is_compiled_again(catalogue, tmp_path):
    compile_stale(tmp_path)
    os.utime(catalogue.with_suffix(".mo"), (0, 0))
    assert compile_stale(tmp_path) == ["mk"]

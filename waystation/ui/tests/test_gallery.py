"""The gallery shows everything, to the operator."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from waystation import charts
from waystation.ui import gallery
from waystation.ui.tests.test_sources import COMPONENTS, OWN_PAGES

ELSEWHERE = {"public_page.html", "public_specimen.html", "exit.html", "languages.html", "refresh.html"}


@pytest.fixture
def operating(client, operator):
    client.force_login(operator)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.mark.parametrize("name", ["ui:gallery", "ui:public_specimen"])
@pytest.mark.parametrize("persona", ["caseworker", "reader", "coordinator", "outsider"])
def test_only_the_operator_may_look(client, request, persona, name):
    client.force_login(request.getfixturevalue(persona))
    assert client.get(reverse(name)).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(reverse("ui:gallery")).status_code == 302


@pytest.mark.parametrize("language", charts.languages())
def test_every_language_is_shown(operating, language):
    text = operating.get(reverse("ui:gallery"), {"language": language}).content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language in {"ar", "fa"} else "ltr"}"' in text


def test_any_language_can_be_turned(operating):
    assert (
        '<div class="stack stack--loose" dir="rtl">'
        in operating.get(reverse("ui:gallery") + "?direction=rtl").content.decode()
    )


def test_no_component_is_left_out(operating):
    shown = {template.name for template in operating.get(reverse("ui:gallery")).templates}
    assert {f"ui/{path.name}" for path in COMPONENTS} - {f"ui/{name}" for name in ELSEWHERE | set(OWN_PAGES)} <= shown


def test_every_chart_kind_is_shown(operating):
    text = operating.get(reverse("ui:gallery")).content.decode()
    assert text.count('class="infographic"') == len(charts.kinds())


def test_a_made_up_order_or_language_is_ignored(operating):
    assert (
        operating.get(reverse("ui:gallery"), {"sort": "password", "language": "xx", "direction": "<x>"}).status_code
        == 200
    )


@pytest.mark.parametrize("language", ["mk", "sq"])
def test_every_heading_is_said_in_the_language_of_the_page(language):
    names = [each.name for each in gallery.specimens()] + list(charts.kinds())
    with translation.override("en"):
        english = {name: gallery.heading(name) for name in names}
    with translation.override(language):
        assert [name for name in names if gallery.heading(name) == english[name]] == []
    assert set(names) == set(gallery.HEADINGS)


def test_headings_stand_on_the_page_without_names_of_files(operating):
    text = operating.get(reverse("ui:gallery"), {"language": "en"}).content.decode()
    assert '<h2 id="s-error_summary">What is missing or wrong</h2>' in text

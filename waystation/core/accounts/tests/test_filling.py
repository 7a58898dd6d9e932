"""A form comes back as the browser had it, and nothing else of the page changes."""

import re
from html import unescape

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from waystation.core.accounts.filling import filled

pytestmark = pytest.mark.no_database
AT, TO = "/people/1/", "/people/1/"
COLOURS = [("red", "Red"), ('"blue"', "Blue")]


class Asked(forms.Form):
    name = forms.CharField(required=False, initial="before")
    note = forms.CharField(required=False, widget=forms.Textarea, initial="<b>before</b>")
    colour = forms.ChoiceField(choices=COLOURS, required=False, initial="red")
    way = forms.ChoiceField(choices=COLOURS, required=False, widget=forms.RadioSelect, initial="red")
    several = forms.MultipleChoiceField(choices=COLOURS, required=False, widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(required=False, initial=True)
    hidden = forms.CharField(required=False, widget=forms.HiddenInput, initial="1")
    secret = forms.CharField(required=False, widget=forms.PasswordInput)


def page(action=""):
    form = Template('<form method="post"{{ action }}>{{ form }}</form>')
    other = '<form method="post" action="/other/"><input type="text" name="name" value="other"></form>'
    shown = form.render(Context({"form": Asked(), "action": action}))
    return f"<h1>Asked</h1>{other}{shown}<form method=get><input name=name></form>"


def sent_by(text):
    """Return what a browser would send of the second form."""
    inside = re.search(r'<form method="post">(.*?)</form>', text, re.DOTALL)[1]
    answers = {
        name: [unescape(value)]
        for name, value in re.findall(r'type="(?:text|hidden)" name="(\w+)"[^>]*? value="([^"]*)"', inside)
    }
    answers |= {
        name: [unescape(value)]
        for value, name in re.findall(r'<input value="([^"]*)" type="(?:text|hidden)" name="(\w+)"', inside)
    }
    answers["note"] = [unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", inside, re.DOTALL)[1])]
    for opening in re.findall(r"<(?:input|option) (?:checked|selected)[^>]*>", inside):
        name = re.search(r'name="(\w+)"', opening)
        value = re.search(r'value="([^"]*)"', opening)
        answers.setdefault(name[1] if name else "colour", []).append(unescape(value[1]) if value else "on")
    return answers


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), min_size=1)
values = st.sampled_from(["red", '"blue"'])


@given(st.tuples(texts, texts), st.tuples(values, values), st.lists(values, unique=True), st.booleans())
def test_what_was_sent_would_be_sent_again(written, chosen, several, sure):
    (name, note), (colour, way) = written, chosen
    answers = {"name": [name], "note": [note], "colour": [colour], "way": [way], "hidden": ["7"]}
    answers |= {"several": sorted(several, key=["red", '"blue"'].index)} if several else {}
    answers |= {"sure": ["on"]} if sure else {}
    again = filled(page(), at=AT, target=TO, answers={**answers, "secret": ["never"]}, said="<p>Back</p>")
    assert sent_by(again) == answers
    assert "never" not in again.replace(name, "").replace(note, "")


def test_the_form_of_another_address_and_the_rest_of_the_page_stay():
    again = filled(page(), at=AT, target=TO, answers={"name": ["typed"]}, said="<p>Back</p>")
    assert again.startswith(page().partition('<form method="post">')[0])
    assert again.endswith("<form method=get><input name=name></form>")
    assert again.count("<p>Back</p>") == 1


@pytest.mark.parametrize(("target", "answers"), [("/nowhere/", {"name": ["x"]}), (TO, {"unknown": ["x"]})])
def test_nothing_is_filled_without_the_form(target, answers):
    assert filled(page(), at=AT, target=target, answers=answers, said="") is None


def test_no_answer_breaks_out_of_its_place():
    evil = '"><script>alert(1)</script></textarea>'
    again = filled(page(), at=AT, target=TO, answers={"name": [evil], "note": [evil]}, said="")
    assert "<script>" not in again

"""What a screening asks: one answer to each sign, a conclusion, and a question of the organisation's own."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from waystation.intake.desk.forms.answering import answers
from waystation.intake.desk.models import Assessment
from waystation.vocab import delphi

NOT_ASKED = "not_asked"
ANSWERS = (
    (NOT_ASKED, _("Not asked")),
    ("yes", _("Yes")),
    ("no", _("No")),
    ("unknown", _("Not known")),
    ("refused", _("Refused to say")),
)
CODE = re.compile(r"[a-z][a-z0-9_]{1,19}")


class ProfileForm(forms.Form):
    """About whom the screening is: the rule for children needs no means."""

    profile = forms.ChoiceField(
        label=_("Was the person under 18 at the time?"),
        choices=[(Assessment.Profile.ADULT, _("No, an adult")), (Assessment.Profile.CHILD, _("Yes, a child"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: the rule for children is another one.")},
    )


class AnswersForm(forms.Form):
    """One question for each sign of the edition, in its order."""

    def __init__(self, asked: delphi.Questions, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.asked, language = asked, get_language() or "en"
        for question in asked.questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.label(language).capitalize(), choices=ANSWERS, required=False, initial=NOT_ASKED
            )

    def parts(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield each dimension with its questions."""
        language = get_language() or "en"
        for name, said in self.asked.dimensions.items():
            fields = [self[each.code] for each in self.asked.questions if each.dimension == name]
            yield said.get(language) or said["en"], fields

    def answered(self) -> dict[str, str]:
        """Return every answer that is one: what was not asked is left out."""
        return {name: answer for name, answer in self.cleaned_data.items() if answer and answer != NOT_ASKED}


class ConclusionForm(forms.Form):
    """What a person concludes."""

    conclusion = forms.ChoiceField(
        label=_("What do you conclude?"),
        choices=lambda: answers("screening_conclusion")[1:],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you conclude.")},
    )


class QuestionForm(forms.Form):
    """One more question, in the languages of the staff."""

    dimension = forms.ChoiceField(label=_("What does it support?"), choices=())
    adult = forms.ChoiceField(label=_("How strongly, for an adult?"), choices=(), required=False)
    child = forms.ChoiceField(label=_("How strongly, for a child?"), choices=(), required=False)
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Small Latin letters and digits. Answers are kept under it for ever."),
        error_messages={"required": _("Write a code.")},
    )
    en = forms.CharField(label=_("In English"), max_length=200, error_messages={"required": _("Write the question.")})
    mk = forms.CharField(label=_("In Macedonian"), max_length=200, required=False)
    sq = forms.CharField(label=_("In Albanian"), max_length=200, required=False)

    def __init__(self, asked: delphi.Questions, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        language = get_language() or "en"
        dimensions = [(name, said.get(language) or said["en"]) for name, said in asked.dimensions.items()]
        weights = [("", _("Not at all")), ("W", _("Weakly")), ("M", _("Medium")), ("S", _("Strongly"))]
        choices: dict[str, Any] = {"dimension": dimensions, "adult": weights, "child": weights}
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise forms.ValidationError(_("Use small Latin letters and digits, a letter first."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("adult") and not cleaned.get("child"):
            self.add_error("adult", _("Say how strongly, for an adult or for a child."))
        return cleaned

    def question(self) -> delphi.Question:
        given = self.cleaned_data
        weight = {profile: given[profile] for profile in (delphi.ADULT, delphi.CHILD) if given[profile]}
        said = {language: given[language] for language in ("en", "mk", "sq") if given[language]}
        return delphi.Question(given["code"], given["dimension"], weight, (), said)

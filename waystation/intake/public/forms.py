"""What the report form asks: one question has to be answered, everything else may stay empty."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from waystation.intake.public import codes
from waystation.intake.public.actions import Told

LONGEST = 20_000
MOST_FILES = 5
MOST_MB = 10
ALL_MB = 15
MB = 2**20
TEXTS = ("told", "place", "in_danger", "reach", "safe_times")
CODE_INSIDE = _(
    "Your return code stands in this text. Take it out: whoever reads the text could read our answers with it."
)


class SeveralFiles(forms.FileInput):
    """A file input that takes several; the form looks at all of them, the field at none."""

    allow_multiple_selected = True

    def value_from_datadict(self, *_given: Any) -> None:
        return None


def words(label: Any, rows: int = 0, **options: Any) -> forms.CharField:
    plain = {"autocomplete": "off", "spellcheck": "false"}
    widget = forms.Textarea({**plain, "rows": rows}) if rows else forms.TextInput(plain)
    return forms.CharField(label=label, max_length=LONGEST if rows else 300, widget=widget, **options)


class Files(forms.Form):
    """Up to five files, read from the request and never written in clear."""

    attached = forms.FileField(
        label=_("Photographs or documents"),
        required=False,
        widget=SeveralFiles,
        help_text=_("Up to 5 files, 10 MB each and 15 MB together. A photograph may show where and when it was taken."),
    )

    def uploads(self) -> Sequence["UploadedFile[Any]"]:
        return [each for each in self.files.getlist("attached") if each.size] if self.files else []

    def clean_attached(self) -> None:
        uploads = self.uploads()
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(_("These are more than 5 files. Send the others afterwards, with your code."))
        sizes = [each.size or 0 for each in uploads]
        if max(sizes, default=0) > MOST_MB * MB or sum(sizes) > ALL_MB * MB:
            raise forms.ValidationError(_("These files are too large. Send up to 10 MB each and 15 MB together."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, text in list(cleaned.items()):
            if isinstance(text, str) and codes.holds_a_code(text):
                self.add_error(name, CODE_INSIDE)
        return cleaned


class ReportForm(Files):
    """What happened, where, who is in danger, how it is safe to answer, and whom it must not reach."""

    told = words(
        _("What happened, or what worries you?"),
        7,
        error_messages={"required": _("Write what happened, in a few words.")},
    )
    place = words(_("Where?"), required=False)
    in_danger = words(_("Who is in danger?"), required=False, help_text=_("You do not have to give a name."))
    reach = words(
        _("How can we reach you?"),
        required=False,
        help_text=_("Leave it empty, and you read our answer here with a code."),
    )
    safe_times = words(_("When and how is it safe for you?"), required=False)
    never_leave_a_message = forms.BooleanField(label=_("Never leave a message"), required=False, initial=True)
    kept_from = forms.MultipleChoiceField(
        label=_("Who must not see this?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever you choose here is never shown your report."),
    )
    field_order = (*TEXTS, "never_leave_a_message", "kept_from", "attached")

    def __init__(
        self, *given: Any, people: Sequence[tuple[str, str]] = (), others: bool = True, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        self._everybody = 0 if others else len(people)
        if people:
            kept_from: Any = self.fields["kept_from"]
            kept_from.choices = people
        else:
            del self.fields["kept_from"]

    def clean_kept_from(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["kept_from"]
        if self._everybody and len(chosen) >= self._everybody:
            raise forms.ValidationError(_("Then nobody could read it. Leave out one name, or call 0800 11111."))
        return chosen

    def told_all(self) -> Told:
        answers = self.cleaned_data
        texts = {name: answers[name].strip() for name in TEXTS}
        texts["never_leave"] = "yes" if answers["never_leave_a_message"] else "no"
        return Told(texts, self.uploads(), answers.get("kept_from", []))


class AdditionForm(Files):
    """Something more, said with the return code."""

    text = words(_("What do you want to add?"), 5, error_messages={"required": _("Write what you want to add.")})
    field_order = ("text", "attached")

    def told_all(self) -> Told:
        return Told({"text": self.cleaned_data["text"].strip()}, self.uploads())


class CodeForm(forms.Form):
    """The words of a return code."""

    code = forms.CharField(
        label=_("Your 12 words"),
        max_length=400,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Write the 12 words of your code.")},
    )

    def clean_code(self) -> bytes:
        try:
            return codes.secret_of(self.cleaned_data["code"], get_language() or "en")
        except codes.NoCode as none:
            raise forms.ValidationError(_why_not(none)) from none


def _why_not(none: codes.NoCode) -> str:
    if none.typed != codes.WORDS:
        said = ngettext(
            "A code has 12 words, and this is %(count)d. Write them all, in their order.",
            "A code has 12 words, and these are %(count)d. Write them all, in their order.",
            none.typed,
        )
        return said % {"count": none.typed}
    if none.word:
        return str(_("“%(word)s” is none of our words. Look how you wrote it down.") % {"word": none.word[:40]})
    return str(_("These words do not fit together: one is another, or two changed places. Look once more."))

"""The questions about a document: which files, what they are, and under which name one is taken out."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from waystation.cases.documents.files import MOST_BYTES

MOST_FILES = 20


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """One file or several."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        several = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in several or [None]]


class AttachForm(forms.Form):
    """Files to attach, and what they are."""

    title = forms.CharField(
        label=_("What is it?"),
        required=False,
        max_length=200,
        help_text=_("For example: letter of the school. Without it the file keeps its own name, sealed."),
    )
    chosen = FilesField(
        label=_("Which files?"),
        max_length=200,
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
            "max_length": _("The name of the file is too long. Give it a shorter one."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = {"most": MOST_BYTES // 2**20, "files": MOST_FILES}
        self.fields["chosen"].help_text = (
            _("Up to %(files)d at a time, together up to %(most)d MB. They are sealed while they arrive.") % most
        )

    def clean_chosen(self) -> "list[UploadedFile[Any]]":
        chosen: list[UploadedFile[Any]] = self.cleaned_data["chosen"]
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(_("These are too many files. Choose up to 20 at a time."))
        if any((each.size or 0) > MOST_BYTES for each in chosen):
            raise forms.ValidationError(_("A file may have up to 200 MB. Divide it into several."))
        return chosen


class TakeOutForm(forms.Form):
    """Under which name the original is taken out."""

    NAMES = (
        ("code", _("A code that says nothing")),
        ("own", _("Its own name, which then stands on your computer")),
    )
    name = forms.ChoiceField(
        label=_("Under which name?"),
        choices=NAMES,
        initial="code",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a name for the file.")},
    )

"""The form of a call: only who called must be said, everything else stands on "not mentioned"."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware, now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from waystation import vocab
from waystation.cases.coding import NOT_ASKED
from waystation.intake.desk.actions.contacts import EMPTY
from waystation.intake.desk.models import Callback, Contact
from waystation.intake.desk.phones import canonical

LONGEST = timedelta(hours=24)
FACTS = ("caller_type", "channel", "language", "topic", "child_adult", "sex", "region", "urgency", "outcome")
TEXTS = ("alias", "phone", "note", "given", "next_step")
BACK = ("callback_at", "safe_times", "never_leave_a_message", "speak_to_nobody_else")
GROUPS = (
    ("who", ("caller_type", "channel", "language", "alias", "phone")),
    ("about", ("topic", "urgency", "child_adult", "sex", "region", "note")),
    ("then", ("outcome", "given", "next_step", "at")),
    ("back", BACK),
)
CASE_PROGRAMMES = ("social_work", "shelter", "field_work")
FIRST_LANGUAGES = ("mk", "sq", "rom", "tr", "sr", "en", "ar", "fa")


def answers(codes: str, first: tuple[str, ...] = ()) -> list[tuple[str, Any]]:
    """Return the codes of a list as answers, "not mentioned" before them; those in `first` stand in front."""
    language = get_language() or "en"
    listed = vocab.code_list(codes)
    shown = [(code, listed[code].label(language)) for code in first if code in listed]
    for top in listed.children(None):
        shown.append((top.code, top.label(language)))
        shown += [(child.code, f"– {child.label(language)}") for child in listed.children(top.code)]
    return [("", _("Not mentioned")), *dict(shown).items()]


def coded(codes: str, label: Any, first: tuple[str, ...] = (), **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=partial(answers, codes, first), **options)


def said(label: Any, rows: int = 0, **options: Any) -> forms.CharField:
    plain = {"autocomplete": "off"}
    widget = forms.Textarea({**plain, "rows": rows}) if rows else forms.TextInput(plain)
    return forms.CharField(label=label, required=False, max_length=20_000 if rows else 200, widget=widget, **options)


def callers() -> list[tuple[str, Any]]:
    """Return who may call; empty calls have keys of their own."""
    listed = vocab.code_list("caller_type")
    return [(code.code, code.label(get_language() or "en")) for code in listed.children(None) if code.code != EMPTY]


class CallForm(forms.Form):
    """One conversation, written down while it goes on."""

    caller_type = forms.ChoiceField(
        label=_("Who is calling?"),
        choices=callers,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is calling.")},
    )
    channel = coded("contact_channel", _("How?"), initial="phone")
    language = coded("language", _("In which language?"), FIRST_LANGUAGES)
    alias = said(_("What do they want to be called, or which code word?"))
    phone = said(_("Telephone number"), help_text=_("Only if they give it. It is sealed."))
    topic = coded("contact_topic", _("What is it about?"))
    urgency = coded("urgency", _("How urgent is it?"))
    child_adult = coded("child_adult", _("About a child or an adult?"))
    sex = coded("sex", _("Sex, if it was said"))
    region = coded("region", _("Where?"))
    note = said(_("What was told?"), 5)
    outcome = coded("contact_outcome", _("How did it end?"))
    given = said(_("What did you give or advise?"), 2)
    next_step = said(_("What happens next, and who does it?"), 2)
    at = forms.DateTimeField(
        label=_("When did it begin, if not just now?"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write the day and the time, as in 2026-11-23 14:30.")},
    )
    callback_at = forms.DateTimeField(
        label=_("When will you call back?"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write the day and the time, as in 2026-11-23 14:30.")},
    )
    safe_times = said(_("When and how is it safe to call?"))
    never_leave_a_message = forms.BooleanField(label=_("Never leave a message"), required=False, initial=True)
    speak_to_nobody_else = forms.BooleanField(label=_("Speak to nobody else"), required=False, initial=True)
    began = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def group(self, name: str) -> Iterator[forms.BoundField]:
        """Yield the questions of one part of the page."""
        return (self[each] for each in dict(GROUPS)[name])

    who = property(partial(group, name="who"))
    about = property(partial(group, name="about"))
    then = property(partial(group, name="then"))
    back = property(partial(group, name="back"))

    def clean_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        if at and at > now():
            raise forms.ValidationError(_("This time has not come yet. Enter when the conversation began."))
        return at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        back = cleaned.get("callback_at")
        if back and back < now():
            self.add_error("callback_at", _("This time is over. Choose when you will call back."))
        if back and not canonical(cleaned.get("phone", "")):
            self.add_error("phone", _("To call back you need a number. Write it with its digits."))
        if cleaned.get("outcome") == "callback_agreed" and not back:
            self.add_error("callback_at", _("You agreed to call back. Choose when."))
        return cleaned

    def contact(self) -> Contact:
        """Return the unsaved contact: what was not said stays "not asked"."""
        given = {name: self.cleaned_data[name] or NOT_ASKED for name in FACTS}
        if self.cleaned_data["callback_at"] and given["outcome"] == NOT_ASKED:
            given["outcome"] = "callback_agreed"
        began, at = self.cleaned_data["began"], self.cleaned_data["at"]
        contact = Contact(at=at or self._began(began), **given)
        contact.minutes = None if at else max(1, round((now() - contact.at).total_seconds() / 60))
        return contact

    def secrets(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].strip() for name in TEXTS}

    def callback(self, contact: Contact) -> tuple[Callback, dict[str, str]] | None:
        """Return the unsaved call back with its secrets; None where none was promised."""
        answered = self.cleaned_data
        if not answered["callback_at"]:
            return None
        flags = {name: answered[name] for name in ("never_leave_a_message", "speak_to_nobody_else")}
        callback = Callback(contact=contact, due_at=answered["callback_at"], **flags)
        return callback, {"phone": answered["phone"], "safe_times": answered["safe_times"]}

    @staticmethod
    def _began(began: datetime | None) -> datetime:
        at = now()
        return began if began and at - LONGEST < began <= at else at


def typed(form: CallForm) -> dict[str, str]:
    """Return every answer as it was typed, for the draft."""
    return {name: value for name in form.fields if (value := form.data.get(name)) is not None}


def began_now() -> str:
    return localtime().isoformat(timespec="seconds")


def day_begins(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


class CallbackResultForm(forms.Form):
    """What came of a call back."""

    result = forms.ChoiceField(
        label=_("What came of it?"),
        choices=lambda: answers("callback_result")[1:],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of the call.")},
    )


class CaseFromContactForm(forms.Form):
    """What a case needs beside what the contact tells."""

    programme = forms.ChoiceField(
        label=_("In which programme?"),
        choices=lambda: [each for each in answers("programme") if each[0] in CASE_PROGRAMMES],
        error_messages={"required": _("Choose the programme.")},
    )
    given_name = said(_("Given name"))
    family_name = said(_("Family name"))
    alias = said(_("Alias"))
    phone = said(_("Telephone number"))

    def secrets(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].strip() for name in ("given_name", "family_name", "alias", "phone")}


class EarlierForm(forms.Form):
    """Which contact was of the same caller."""

    earlier = forms.UUIDField()

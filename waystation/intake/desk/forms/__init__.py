"""What the SOS line asks: the form of a call, what came of a call back, answers to reports, how a list is narrowed."""

from waystation.intake.desk.forms.answering import CallbackResultForm, CallForm, CaseFromContactForm, EarlierForm
from waystation.intake.desk.forms.filters import ContactFilters
from waystation.intake.desk.forms.reports import NamesForm, ReplyForm

__all__ = [
    "CallForm",
    "CallbackResultForm",
    "CaseFromContactForm",
    "ContactFilters",
    "EarlierForm",
    "NamesForm",
    "ReplyForm",
]
